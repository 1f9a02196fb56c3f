// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker, Mode} from "../interfaces/ICircuitBreaker.sol";
import {IGuardianStake} from "../interfaces/IGuardianStake.sol";
import {IIncidentRegistry, Outcome, Verdict} from "../interfaces/IIncidentRegistry.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Enrollment} from "./registry/Enrollment.sol";
import {Justice} from "./registry/Justice.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title IncidentRegistry
contract IncidentRegistry is Justice {
    using SafeCast for uint256;

    uint256 public constant ATTESTATIONS_MAX = 200;
    /// @notice How long a guardian cannot act alone on a protocol after it was overturned there.
    uint40 public constant BAR = 7 days;

    mapping(bytes32 fingerprint => bool) private _wasOverturned;
    mapping(uint32 guardian => mapping(address protocol => uint40)) private _barredUntil;

    constructor(IGuardianStake stake, IERC20 token) Enrollment(stake, token) EIP712("Cordon IncidentRegistry", "1") {}

    /// @inheritdoc IIncidentRegistry
    function raise(address protocol, bytes32 target, Mode mode, bytes32 evidence) external returns (bytes32 id) {
        if (!_isEnrolled(protocol)) revert NotEnrolled(protocol);
        if (mode == Mode.Normal) revert AlreadyInForce(target);
        // Hashed once more: nobody can choose evidence whose beginning is that of somebody else's.
        bytes8 short = bytes8(keccak256(abi.encode(evidence)));
        if (_wasOverturned[_fingerprint(protocol, target, short)]) revert WasOverturned();
        uint32 raiser = _raiser(protocol);

        id = keccak256(abi.encode(protocol, target, mode, evidence, raiser, block.timestamp));
        Incident storage i = _incident[id];
        uint256 locked = bondFor(protocol, target, mode);
        _lockBond(raiser, locked);
        uint40 until = uint40(block.timestamp) + _useBudget(protocol);
        if (until == block.timestamp) mode = Mode.Normal;

        (i.protocol, i.raisedAt, i.raiser, i.mode) = (protocol, uint40(block.timestamp), raiser, mode);
        (i.target, i.bond, i.actionUntil, i.evidence) = (target, locked.toUint96(), uint32(until), short);
        if (mode != Mode.Normal && !_trip(id, i, mode, until)) revert AlreadyInForce(target);
        emit Raised(id, protocol, raiser, target, mode, until, evidence, locked);
    }

    /// @inheritdoc IIncidentRegistry
    function attest(
        bytes32 id,
        Verdict verdict,
        bytes32[2][] calldata signatures,
        Attestation[] calldata contractSignatures
    ) external returns (uint256 counted) {
        Incident storage i = _existing(id);
        if (i.outcome != Outcome.Open) revert IncidentIsOver(id);
        if (block.timestamp > i.raisedAt + CHALLENGE) revert TooLate(i.raisedAt + CHALLENGE);
        if (verdict == Verdict.None) revert BadVerdict();

        uint256 snapshot = i.raisedAt - 1;
        address[] memory signers = _signers(attestationDigest(id, verdict), signatures, contractSignatures);
        counted = _count(id, verdict, STAKE.seatsAt(signers, snapshot));
        if (counted == 0) revert NothingCounted();

        (uint256 attack, uint256 noAttack) = (i.attack, i.noAttack);
        if (verdict == Verdict.Attack) i.attack = (attack += counted).toUint128();
        else i.noAttack = (noAttack += counted).toUint128();
        emit Attested(id, verdict, counted, attack, noAttack);

        if (verdict == Verdict.Attack && i.quorumAt == 0 && i.overturnedAt == 0) _actAtQuorum(id, i, attack, snapshot);
    }

    /// @inheritdoc IIncidentRegistry
    function extend(bytes32 id) external onlyJudge(id) {
        Incident storage i = _incident[id];
        bool running = i.quorumAt != 0 && i.overturnedAt == 0 && !i.extended && block.timestamp < i.actionUntil;
        if (!running) revert IncidentIsOver(id);
        i.extended = true;
        emit Extended(id, _pause(id, i));
    }

    /// @inheritdoc IIncidentRegistry
    function reassert(bytes32 id) external returns (bool) {
        Incident storage i = _existing(id);
        if (i.overturnedAt != 0 || !_isEnrolled(i.protocol)) revert IncidentIsOver(id);
        return _trip(id, i, i.quorumAt != 0 ? Mode.Paused : i.mode, i.actionUntil);
    }

    /// @dev Weight of a second ago: stake that was borrowed for this transaction has none.
    function _raiser(address protocol) private view returns (uint32) {
        (uint32 index, uint256 weight) = STAKE.seatAt(msg.sender, block.timestamp - 1);
        if (weight == 0) revert NotOnDuty(msg.sender);
        uint40 barredUntil = _barredUntil[index][protocol];
        if (block.timestamp < barredUntil) revert CoolingDown(barredUntil);
        return index;
    }

    /// @dev Whoever did not sign becomes address zero, or an address nobody owns: neither has a seat.
    function _signers(bytes32 digest, bytes32[2][] calldata signatures, Attestation[] calldata contractSignatures)
        private
        view
        returns (address[] memory signers)
    {
        uint256 accounts = signatures.length;
        if (accounts + contractSignatures.length > ATTESTATIONS_MAX) revert TooMany();
        signers = new address[](accounts + contractSignatures.length);
        address last;
        for (uint256 n; n < accounts; ++n) {
            bytes32[2] calldata s = signatures[n];
            // A signature's mirror image (the other s) counts no second time: guardians are counted, not signatures.
            address signer = ecrecover(digest, uint8(uint256(s[1]) >> 255) + 27, s[0], s[1] << 1 >> 1);
            if (signer == address(0)) continue;
            if (signer <= last) revert NotSorted();
            signers[n] = last = signer;
        }
        last = address(0);
        for (uint256 n; n < contractSignatures.length; ++n) {
            Attestation calldata a = contractSignatures[n];
            if (a.signer <= last) revert NotSorted();
            last = a.signer;
            if (Signatures.isValid(last, digest, a.signature)) signers[accounts + n] = last;
        }
    }

    /// @dev One bit per guardian: neighbours share a slot, which is read and written once for all of them.
    function _count(bytes32 id, Verdict verdict, uint256[] memory seats) private returns (uint256 counted) {
        (uint256 word, uint256 seen, uint256 fresh) = (type(uint256).max, 0, 0);
        for (uint256 n; n < seats.length; ++n) {
            uint256 weight = uint128(seats[n]);
            if (weight == 0) continue;
            uint256 index = seats[n] >> 128;
            if (index >> 8 != word) {
                if (fresh != 0) _note(id, verdict, word, fresh);
                word = index >> 8;
                (seen, fresh) = (_attested[id][word], 0);
            }
            uint256 bit = 1 << (index & 0xff);
            if ((seen | fresh) & bit != 0) continue;
            fresh |= bit;
            counted += weight;
        }
        if (fresh != 0) _note(id, verdict, word, fresh);
    }

    function _actAtQuorum(bytes32 id, Incident storage i, uint256 attack, uint256 snapshot) private {
        // Numerator and denominator are of the same second: neither leaving nor joining later moves the quorum.
        uint256 onDuty = STAKE.getPastTotalSupply(snapshot);
        if (attack * 3 < onDuty * 2) return;
        i.quorumAt = uint32(block.timestamp);
        emit QuorumReached(id, attack, onDuty, _pause(id, i));
    }

    function _pause(bytes32 id, Incident storage i) private returns (uint40 until) {
        if (!_isEnrolled(i.protocol)) return i.actionUntil;
        until = uint40(block.timestamp) + _policy[i.protocol].quorumPause;
        i.actionUntil = uint32(until);
        _trip(id, i, Mode.Paused, until);
    }

    function _trip(bytes32 id, Incident storage i, Mode mode, uint40 until) private returns (bool) {
        return ICircuitBreaker(_policy[i.protocol].breaker).trip(i.target, mode, until, id);
    }

    function _forbid(Incident storage i) internal override {
        _wasOverturned[_fingerprint(i.protocol, i.target, i.evidence)] = true;
        _barredUntil[i.raiser][i.protocol] = uint40(block.timestamp) + BAR;
    }

    function _fingerprint(address protocol, bytes32 target, bytes8 evidence) private pure returns (bytes32) {
        return keccak256(abi.encode(protocol, target, evidence));
    }
}
