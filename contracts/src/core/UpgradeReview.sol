// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISlasher} from "../interfaces/ISlasher.sol";
import {IUpgradeReview} from "../interfaces/IUpgradeReview.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

/// @title UpgradeReview
contract UpgradeReview is IUpgradeReview {
    /// @notice The seconds after the window in which an approved upgrade can be executed.
    uint256 public constant USE_SECONDS = 30 days;

    /// @notice The seconds after submission in which the code can be judged.
    uint256 public constant JUDGE_SECONDS = 180 days;

    bytes32 public constant MALICIOUS = keccak256("upgrade.malicious");

    address public immutable STAKE;
    address public immutable GOVERNOR;
    address public immutable COUNCIL;
    uint256 public immutable APPROVALS;
    uint256 public immutable WINDOW_SECONDS;
    uint256 public immutable STAKE_MIN;
    uint256 public immutable SLASH_WAD;

    enum Voucher {
        None,
        Approved,
        Slashed
    }

    /// @inheritdoc IUpgradeReview
    uint256 public reviewCount;

    mapping(uint256 id => Review) private _reviews;
    mapping(uint256 id => mapping(address auditor => Voucher)) private _vouchers;
    mapping(bytes32 key => uint256[]) private _idsOf;

    modifier only(address role) {
        if (msg.sender != role) revert Unauthorized(msg.sender);
        _;
    }

    constructor(
        address stake,
        address governor,
        address council,
        uint256 approvals,
        uint256 windowSeconds,
        uint256 stakeMin,
        uint256 slashWad
    ) {
        bool isCount = approvals >= 2 && approvals <= 32 && stakeMin != 0;
        bool isTime = windowSeconds >= 1 days && windowSeconds <= 30 days;
        bool isSlash = slashWad >= 0.01e18 && slashWad <= 1e18;
        if (!isCount || !isTime || !isSlash) revert BadSetting();
        STAKE = stake;
        GOVERNOR = governor;
        COUNCIL = council;
        APPROVALS = approvals;
        WINDOW_SECONDS = windowSeconds;
        STAKE_MIN = stakeMin;
        SLASH_WAD = slashWad;
    }

    /// @inheritdoc IUpgradeReview
    function submit(address proxy, address implementation, bytes calldata data) external returns (uint256 id) {
        if (implementation.code.length == 0) revert NoCode(implementation);
        id = ++reviewCount;
        bytes32 codeHash = implementation.codehash;
        bytes32 dataHash = keccak256(data);

        Review storage r = _reviews[id];
        r.proxy = proxy;
        r.submittedAt = uint64(block.timestamp);
        r.codeHash = codeHash;
        r.dataHash = dataHash;

        emit Submitted(id, proxy, implementation, codeHash, dataHash);
    }

    /// @inheritdoc IUpgradeReview
    function approve(uint256 id, bytes32 codeHash) external {
        Review storage r = _standing(id);
        if (r.codeHash != codeHash || block.timestamp > _until(r)) revert NotOpen(id);
        if (_vouchers[id][msg.sender] != Voucher.None) revert AlreadyDone(msg.sender);
        uint256 weight = IVotes(STAKE).getPastVotes(msg.sender, r.submittedAt - 1);
        if (weight < STAKE_MIN) revert TooLittleStake(msg.sender, weight);

        _vouchers[id][msg.sender] = Voucher.Approved;
        r.approvals += 1;
        // Listed only once it is approved, so that nobody can lengthen the list at will.
        if (r.approvals == APPROVALS) _idsOf[_key(r.proxy, r.codeHash, r.dataHash)].push(id);

        emit Approved(id, msg.sender, weight);
    }

    /// @inheritdoc IUpgradeReview
    function reject(uint256 id, bytes32 reason) external {
        if (msg.sender != COUNCIL && msg.sender != GOVERNOR) revert Unauthorized(msg.sender);
        Review storage r = _standing(id);

        r.isRejected = true;

        emit Rejected(id, reason);
    }

    /// @inheritdoc IUpgradeReview
    function judge(uint256 id, bytes32 reason) external only(GOVERNOR) {
        Review storage r = _reviews[id];
        bool isLate = block.timestamp > r.submittedAt + JUDGE_SECONDS;
        if (r.submittedAt == 0 || isLate || r.isMalicious) revert NotOpen(id);

        r.isMalicious = true;

        emit Judged(id, reason);
    }

    /// @inheritdoc IUpgradeReview
    function slash(uint256 id, address auditor) external returns (uint256 slashId) {
        Review storage r = _reviews[id];
        if (!r.isMalicious) revert NotOpen(id);
        if (_vouchers[id][auditor] != Voucher.Approved) revert AlreadyDone(auditor);

        _vouchers[id][auditor] = Voucher.Slashed;
        slashId = ISlasher(STAKE).slash(auditor, SLASH_WAD, r.proxy, msg.sender, true, MALICIOUS);

        emit Slashed(id, auditor, slashId);
    }

    /// @inheritdoc IUpgradeReview
    function requireApproved(address proxy, address implementation, bytes calldata data) external view {
        bytes32 codeHash = implementation.codehash;
        bytes32 dataHash = keccak256(data);
        uint256[] storage ids = _idsOf[_key(proxy, codeHash, dataHash)];
        for (uint256 i = ids.length; i != 0; --i) {
            (uint256 from, uint256 until) = usable(ids[i - 1]);
            if (from != 0 && block.timestamp >= from && block.timestamp <= until) return;
        }
        revert NotApproved(proxy, codeHash, dataHash);
    }

    /// @inheritdoc IUpgradeReview
    function reviews(uint256 id) external view returns (Review memory) {
        return _reviews[id];
    }

    /// @inheritdoc IUpgradeReview
    function usable(uint256 id) public view returns (uint256 from, uint256 until) {
        Review storage r = _reviews[id];
        bool isUsable = r.approvals >= APPROVALS && !r.isRejected && !r.isMalicious;
        return isUsable ? (r.submittedAt + WINDOW_SECONDS, _until(r)) : (0, 0);
    }

    /// @inheritdoc IUpgradeReview
    function hasApproved(uint256 id, address auditor) external view returns (bool) {
        return _vouchers[id][auditor] != Voucher.None;
    }

    function _standing(uint256 id) private view returns (Review storage r) {
        r = _reviews[id];
        if (r.submittedAt == 0 || r.isRejected || r.isMalicious) revert NotOpen(id);
    }

    function _until(Review storage r) private view returns (uint256) {
        return r.submittedAt + WINDOW_SECONDS + USE_SECONDS;
    }

    function _key(address proxy, bytes32 codeHash, bytes32 dataHash) private pure returns (bytes32) {
        return keccak256(abi.encode(proxy, codeHash, dataHash));
    }
}
