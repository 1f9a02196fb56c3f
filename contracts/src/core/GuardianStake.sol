// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardianStake} from "../interfaces/IGuardianStake.sol";
import {PoolMath} from "../libraries/PoolMath.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {StakePools} from "./stake/StakePools.sol";
import {StakeSlashing} from "./stake/StakeSlashing.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title GuardianStake
contract GuardianStake is StakeSlashing, EIP712 {
    uint16 public constant COMMISSION_BPS_MAX = 2000;
    uint16 public constant COMMISSION_BPS_STEP = 500;
    uint48 public constant COMMISSION_PERIOD = 7 days;
    uint48 public constant KEY_DELAY = 1 days;
    bytes32 public constant KEY_TYPEHASH = keccak256("Key(address guardian)");

    /// @param owner The governor; until handed over, whoever deploys.
    /// @param budget_ Receives its part of slash proceeds.
    constructor(IERC20 token, uint256 minSelfStake, address owner, address budget_)
        StakePools(token, minSelfStake)
        StakeSlashing(owner, budget_)
        EIP712("Cordon GuardianStake", "1")
    {
        if (minSelfStake == 0) revert SelfStakeTooSmall(0);
    }

    /// @inheritdoc IGuardianStake
    function register(address key, bytes calldata proof, string calldata endpoint, uint16 commissionBps, uint256 amount)
        external
        nonReentrant
    {
        Guardian storage g = _record[msg.sender];
        if (g.index != 0) revert AlreadyRegistered(msg.sender);
        if (amount < MIN_SELF_STAKE) revert SelfStakeTooSmall(amount);
        if (commissionBps > COMMISSION_BPS_MAX) revert CommissionOutOfBounds(commissionBps);
        _requireUsableKey(key, proof);

        g.index = _seatGuardian(msg.sender, key);
        g.key = key;
        g.commissionBps = commissionBps;
        g.commissionChangedAt = clock();
        g.magnitude = PoolMath.WAD;
        g.onDuty = true;
        emit Registered(msg.sender, g.index, key, endpoint, commissionBps);
        _stake(msg.sender, amount);
    }

    /// @inheritdoc IGuardianStake
    function setEndpoint(string calldata endpoint) external {
        _own();
        emit EndpointChanged(msg.sender, endpoint);
    }

    /// @inheritdoc IGuardianStake
    function setCommission(uint16 commissionBps) external {
        Guardian storage g = _own();
        if (commissionBps > COMMISSION_BPS_MAX) revert CommissionOutOfBounds(commissionBps);
        if (commissionBps > g.commissionBps) {
            if (commissionBps - g.commissionBps > COMMISSION_BPS_STEP) revert CommissionOutOfBounds(commissionBps);
            uint48 from = g.commissionChangedAt + COMMISSION_PERIOD;
            if (clock() < from) revert TooEarly(from);
        }
        g.commissionBps = commissionBps;
        g.commissionChangedAt = clock();
        emit CommissionChanged(msg.sender, commissionBps);
    }

    /// @inheritdoc IGuardianStake
    function scheduleKey(address key, bytes calldata proof) external {
        Guardian storage g = _own();
        _requireUsableKey(key, proof);
        // Taken from now on, so that nobody else can claim it before it is activated.
        _reserveKey(msg.sender, key);
        g.nextKey = key;
        g.nextKeyAt = clock() + KEY_DELAY;
        emit KeyScheduled(msg.sender, key, g.nextKeyAt);
    }

    /// @inheritdoc IGuardianStake
    function activateKey(address guardian_) external {
        Guardian storage g = _record[guardian_];
        if (g.nextKeyAt == 0) revert BadKey(address(0));
        if (clock() < g.nextKeyAt) revert TooEarly(g.nextKeyAt);
        _moveSeat(g.key, g.nextKey);
        g.key = g.nextKey;
        g.nextKey = address(0);
        g.nextKeyAt = 0;
        emit KeyActivated(guardian_, g.key);
    }

    /// @inheritdoc IGuardianStake
    function setDuty(bool onDuty) external {
        Guardian storage g = _own();
        g.onDuty = onDuty;
        _weigh(msg.sender);
        emit DutyChanged(msg.sender, onDuty);
    }

    /// @notice Returns what a key signs (EIP-712) to become the key of `guardian_`.
    function keyDigest(address guardian_) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(KEY_TYPEHASH, guardian_)));
    }

    function _own() private view returns (Guardian storage g) {
        g = _record[msg.sender];
        if (g.index == 0) revert NotRegistered(msg.sender);
    }

    /// @dev Whoever could register another's key would vote with that guardian's signatures: the key itself must agree.
    function _requireUsableKey(address key, bytes calldata proof) private view {
        if (key == address(0) || key == msg.sender || guardianOfKey(key) != address(0)) revert BadKey(key);
        if (!Signatures.isValid(key, keyDigest(msg.sender), proof)) revert BadKey(key);
    }
}
