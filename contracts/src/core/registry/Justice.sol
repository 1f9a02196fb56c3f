// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICircuitBreaker} from "../../interfaces/ICircuitBreaker.sol";
import {IIncidentRegistry, Outcome, Verdict} from "../../interfaces/IIncidentRegistry.sol";
import {Signatures} from "../../libraries/Signatures.sol";
import {Enrollment} from "./Enrollment.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Justice
/// @notice How an incident ends, who is paid for it and who is slashed.
abstract contract Justice is Enrollment, EIP712 {
    using SafeERC20 for IERC20;

    uint40 public constant CHALLENGE = 24 hours;
    uint40 public constant DECISION = 7 days;
    uint40 public constant EQUIVOCATION_WINDOW = 14 days;
    uint40 public constant NEGLIGENCE_WINDOW = 14 days;
    uint256 public constant MALICIOUS_WAD = 0.2e18;
    uint256 public constant EQUIVOCATION_WAD = 0.1e18;
    uint256 public constant NEGLIGENCE_WAD = 0.001e18;
    uint256 internal constant RAISER_BPS = 3000;
    bytes32 public constant ATTESTATION_TYPEHASH = keccak256("Attestation(bytes32 incident,uint8 verdict)");

    mapping(bytes32 id => Incident) internal _incident;
    mapping(bytes32 id => mapping(uint256 word => uint256)) internal _attested; // either verdict
    mapping(bytes32 id => mapping(uint256 word => uint256)) private _saidAttack;
    mapping(bytes32 id => mapping(uint256 word => uint256)) private _rewarded;
    mapping(bytes32 id => mapping(uint256 word => uint256)) private _punished;
    mapping(bytes32 id => uint256) private _reward;

    modifier onlyJudge(bytes32 id) {
        Policy storage p = _policy[_existing(id).protocol];
        if (msg.sender != p.council && msg.sender != p.governor) revert NotCouncilOrGovernor(msg.sender);
        _;
    }

    /// @inheritdoc IIncidentRegistry
    function overturn(bytes32 id) external onlyJudge(id) {
        Incident storage i = _incident[id];
        if (i.outcome != Outcome.Open || i.overturnedAt != 0) revert IncidentIsOver(id);
        _overturn(id, i);
    }

    /// @inheritdoc IIncidentRegistry
    function resolve(bytes32 id, Outcome outcome) external onlyJudge(id) nonReentrant {
        Incident storage i = _incident[id];
        if (i.outcome != Outcome.Open) revert IncidentIsOver(id);
        if (outcome == Outcome.Open || outcome == Outcome.Lapsed) revert BadOutcome();
        // Whoever would object to a confirmation has until then to say so.
        if (outcome == Outcome.Confirmed && block.timestamp < i.raisedAt + CHALLENGE) {
            revert TooEarly(i.raisedAt + CHALLENGE);
        }
        if (outcome != Outcome.Confirmed && i.overturnedAt == 0) _overturn(id, i);
        _finish(id, i, outcome);
    }

    /// @inheritdoc IIncidentRegistry
    function settle(bytes32 id) external nonReentrant {
        Incident storage i = _existing(id);
        if (i.outcome != Outcome.Open) revert IncidentIsOver(id);
        (Outcome outcome, uint256 from) = (Outcome.Lapsed, i.raisedAt + CHALLENGE);
        if (i.overturnedAt != 0) (outcome, from) = (Outcome.FalseAlarm, uint256(i.overturnedAt) + DECISION);
        else if (i.quorumAt != 0) (outcome, from) = (Outcome.Confirmed, uint256(i.quorumAt) + CHALLENGE);
        if (block.timestamp < from) revert TooEarly(from);
        _finish(id, i, outcome);
    }

    /// @inheritdoc IIncidentRegistry
    function giveBack(bytes32 id, uint256 ticket) external onlyJudge(id) {
        Incident storage i = _incident[id];
        if (i.outcome != Outcome.Confirmed) revert BadOutcome();
        ICircuitBreaker breaker = ICircuitBreaker(_policy[i.protocol].breaker);
        // Only what was held around the incident: a day before it was raised up to a day after its action.
        uint256 until = uint256(i.actionUntil) + CHALLENGE;
        uint256 queuedAt = breaker.ticketOf(ticket).queuedAt;
        if (queuedAt > until || queuedAt + CHALLENGE < i.raisedAt) revert TooLate(until);
        breaker.giveBack(ticket);
    }

    /// @inheritdoc IIncidentRegistry
    function claimReward(bytes32 id, uint32 index) external nonReentrant returns (uint256 amount) {
        Incident storage i = _existing(id);
        (uint256 word, uint256 bit) = (index >> 8, 1 << (index & 0xff));
        bool raised = index == i.raiser;
        if (_reward[id] == 0 || _rewarded[id][word] & bit != 0) revert NotProven();
        if (!raised && _saidAttack[id][word] & bit == 0) revert NotProven();
        _rewarded[id][word] |= bit;

        address guardian = STAKE.guardianAt(index);
        uint256 toRaiser = _reward[id] * RAISER_BPS / 10_000;
        if (raised) amount = toRaiser;
        if (_saidAttack[id][word] & bit != 0) {
            amount += Math.mulDiv(_reward[id] - toRaiser, STAKE.getPastVotes(guardian, i.raisedAt - 1), i.attack);
        }
        TOKEN.forceApprove(address(STAKE), amount);
        STAKE.addRewards(guardian, amount);
        emit RewardClaimed(id, guardian, amount);
    }

    /// @inheritdoc IIncidentRegistry
    function proveEquivocation(bytes32 id, Attestation calldata attack, Attestation calldata noAttack) external {
        Incident storage i = _existing(id);
        if (block.timestamp > i.raisedAt + EQUIVOCATION_WINDOW) revert TooLate(i.raisedAt + EQUIVOCATION_WINDOW);
        // By any key the guardian ever had: changing it must not wash a second verdict clean.
        address guardian = STAKE.guardianOfKey(attack.signer);
        if (guardian == address(0) || guardian != STAKE.guardianOfKey(noAttack.signer)) revert NotProven();
        if (
            !Signatures.isValid(attack.signer, attestationDigest(id, Verdict.Attack), attack.signature)
                || !Signatures.isValid(noAttack.signer, attestationDigest(id, Verdict.NoAttack), noAttack.signature)
        ) revert NotProven();
        _punish(id, STAKE.guardian(guardian).index);
        uint256 slash = STAKE.slash(guardian, EQUIVOCATION_WAD, _policy[i.protocol].treasury, msg.sender, true, id);
        emit Equivocated(id, guardian, slash);
    }

    /// @inheritdoc IIncidentRegistry
    function proveNegligence(bytes32 id, uint32 index) external {
        Incident storage i = _existing(id);
        if (i.outcome != Outcome.Confirmed) revert BadOutcome();
        if (block.timestamp > i.raisedAt + NEGLIGENCE_WINDOW) revert TooLate(i.raisedAt + NEGLIGENCE_WINDOW);
        address guardian = STAKE.guardianAt(index);
        if (index == i.raiser || hasAttested(id, index) || STAKE.getPastVotes(guardian, i.raisedAt - 1) == 0) {
            revert NotProven();
        }
        _punish(id, index);
        uint256 slash = STAKE.slash(guardian, NEGLIGENCE_WAD, _policy[i.protocol].treasury, msg.sender, false, id);
        emit Neglected(id, guardian, slash);
    }

    /// @inheritdoc IIncidentRegistry
    function incident(bytes32 id) external view returns (Incident memory) {
        return _incident[id];
    }

    /// @inheritdoc IIncidentRegistry
    function hasAttested(bytes32 id, uint32 index) public view returns (bool) {
        return _attested[id][index >> 8] & (1 << (index & 0xff)) != 0;
    }

    /// @inheritdoc IIncidentRegistry
    function attestationDigest(bytes32 id, Verdict verdict) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(ATTESTATION_TYPEHASH, id, verdict)));
    }

    function _existing(bytes32 id) internal view returns (Incident storage i) {
        i = _incident[id];
        if (i.protocol == address(0)) revert NoIncident(id);
    }

    function _note(bytes32 id, Verdict verdict, uint256 word, uint256 bits) internal {
        _attested[id][word] |= bits;
        if (verdict == Verdict.Attack) _saidAttack[id][word] |= bits;
    }

    function _overturn(bytes32 id, Incident storage i) private {
        i.overturnedAt = uint32(block.timestamp);
        _forbid(i);
        ICircuitBreaker(_policy[i.protocol].breaker).lift(i.target, id);
        emit Overturned(id, msg.sender);
    }

    function _finish(bytes32 id, Incident storage i, Outcome outcome) private {
        i.outcome = outcome;
        Policy storage p = _policy[i.protocol];
        if (outcome == Outcome.Confirmed || outcome == Outcome.Lapsed) _unlockBond(i.raiser, i.bond);
        else _forfeitBond(i.raiser, i.bond, p.treasury);

        // Only a quorum earns: a council and one guardian could otherwise share the pot between them.
        if (outcome == Outcome.Confirmed && i.quorumAt != 0) {
            uint256 reward = Math.min(p.reward, rewardPot[i.protocol]);
            rewardPot[i.protocol] -= reward;
            _reward[id] = reward;
        }
        if (outcome == Outcome.Malicious) {
            STAKE.slash(STAKE.guardianAt(i.raiser), MALICIOUS_WAD, p.treasury, address(0), true, id);
        }
        emit Resolved(id, outcome, msg.sender);
    }

    function _punish(bytes32 id, uint32 index) private {
        (uint256 word, uint256 bit) = (index >> 8, 1 << (index & 0xff));
        if (_punished[id][word] & bit != 0) revert NotProven();
        _punished[id][word] |= bit;
    }

    /// @dev Keeps what is overturned from being raised again.
    function _forbid(Incident storage i) internal virtual;
}
