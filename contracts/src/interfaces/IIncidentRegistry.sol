// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Mode} from "./ICircuitBreaker.sol";

/// @notice What a guardian says about an incident.
enum Verdict {
    None,
    Attack,
    NoAttack
}

/// @notice How an incident ends. Lapsed: nobody objected and no quorum formed; nobody gains or loses.
enum Outcome {
    Open,
    Confirmed,
    FalseAlarm,
    Malicious,
    Lapsed
}

/// @title IIncidentRegistry
/// @notice Guardians raise incidents and attest them; enrolled protocols' breakers trip; the community confirms or
/// overturns afterwards.
/// @dev Trust: one guardian can stop an enrolled protocol once in 24 hours, for its soloPause (at most 1 hour), and all
/// guardians without a quorum for its soloBudget (at most 6 hours) in 24 hours. Two thirds of the stake on duty can
/// stop it for its quorumPause (at most 3 days) per incident. The council can end every stop at once, extend a quorum's
/// stop once, take a raiser's bond, and have a raiser slashed, which the stake's owner can veto for 7 days. The
/// protocol's governor can do what the council can. The stake's owner admits protocols: only their councils are
/// listened to. None of them can move a protocol's or a user's funds; held withdrawals of a confirmed incident can be
/// sent back to the protocol.
/// @dev Warning: signing both verdicts of one incident is slashed, at any time until EQUIVOCATION_WINDOW after it was
/// raised. Who is on duty when an incident is raised owes a verdict, whichever, within CHALLENGE.
interface IIncidentRegistry {
    /// @notice What a protocol's owner asks for. Everything is bounded; see enroll.
    struct Policy {
        address breaker;
        uint32 soloPause; // seconds, at most 1 hour
        uint32 quorumPause; // seconds, at most 3 days
        address council;
        uint32 soloBudget; // seconds in 24 hours, at most 6 hours
        address governor;
        address treasury; // receives forfeited bonds and the victim's part of slashes
        uint128 bondPerHour; // of one target's pause; in the stake's token
        uint128 reward; // per incident that a quorum confirmed
    }

    struct Incident {
        address protocol;
        uint40 raisedAt;
        uint32 raiser; // guardian's index
        Outcome outcome;
        Mode mode; // of the solo action; Normal: there was nothing left of the budget
        bool extended;
        bytes32 target;
        uint96 bond;
        uint32 actionUntil; // when the latest action of this incident ends
        uint32 quorumAt; // 0: no quorum
        uint32 overturnedAt; // 0: never
        bytes8 evidence; // the beginning of its keccak256, which keeps the same from being raised again
        uint128 attack; // weight of those who said so
        uint128 noAttack;
    }

    struct Attestation {
        address signer;
        bytes signature;
    }

    struct Bond {
        uint112 free;
        uint112 locked;
        uint32 lastSoloAt;
    }

    event EnrollmentProposed(address indexed protocol, bytes32 policyHash, Policy policy);
    event Enrolled(address indexed protocol, bytes32 policyHash);
    event Left(address indexed protocol, uint40 from);
    event BondDeposited(address indexed guardian, address indexed from, uint256 amount);
    event BondWithdrawn(address indexed guardian, uint256 amount);
    event RewardsFunded(address indexed protocol, address indexed from, uint256 amount);
    event Raised(
        bytes32 indexed incident,
        address indexed protocol,
        uint32 indexed raiser,
        bytes32 target,
        Mode mode,
        uint40 until,
        bytes32 evidence,
        uint256 bond
    );
    event Attested(bytes32 indexed incident, Verdict verdict, uint256 counted, uint256 attack, uint256 noAttack);
    event QuorumReached(bytes32 indexed incident, uint256 attack, uint256 onDuty, uint40 until);
    event Extended(bytes32 indexed incident, uint40 until);
    event Overturned(bytes32 indexed incident, address indexed by);
    event Resolved(bytes32 indexed incident, Outcome outcome, address indexed by);
    event RewardClaimed(bytes32 indexed incident, address indexed guardian, uint256 amount);
    event Equivocated(bytes32 indexed incident, address indexed guardian, uint256 slash);
    event Neglected(bytes32 indexed incident, address indexed guardian, uint256 slash);

    /// @notice Raised when the caller is not the protocol's owner, the council, the governor, the stake's owner.
    error NotProtocolOwner(address caller);
    error NotCouncilOrGovernor(address caller);
    error NotStakeOwner(address caller);
    /// @notice Raised when a policy's field is out of its bound, or its breaker does not listen to this registry.
    error BadPolicy();
    /// @notice Raised when the proposal is not (any more) the one that was voted on.
    error ProposalChanged(bytes32 policyHash);
    error NotEnrolled(address protocol);
    /// @notice Raised when `caller` is no guardian's key, or its guardian had no weight a second ago.
    error NotOnDuty(address caller);
    /// @notice Raised when the guardian may act alone again only at `time`.
    error CoolingDown(uint256 time);
    /// @notice Raised when what is raised was overturned before.
    error WasOverturned();
    /// @notice Raised when the same or something stronger is in force already; attest that incident instead.
    error AlreadyInForce(bytes32 target);
    /// @notice Raised when the free bond is smaller than needed.
    error BondTooSmall(uint256 needed, uint256 free);
    error NoIncident(bytes32 incident);
    /// @notice Raised when the incident has its outcome, or had its chance.
    error IncidentIsOver(bytes32 incident);
    /// @notice Raised when the call is right only from `time` on.
    error TooEarly(uint256 time);
    /// @notice Raised when the call was right only until `time`.
    error TooLate(uint256 time);
    /// @notice Raised when signers are not strictly ascending, or more than ATTESTATIONS_MAX.
    error NotSorted();
    error TooMany();
    /// @notice Raised when no attestation of the call counts.
    error NothingCounted();
    error BadVerdict();
    error BadOutcome();
    /// @notice Raised when the evidence does not show the offence, or it was punished before.
    error NotProven();

    /// @notice Asks to enroll `protocol` under `policy`, or to change its policy; its owner() only, or the protocol
    /// itself. Takes effect when the stake's owner admits it.
    function enroll(address protocol, Policy calldata policy) external;

    /// @notice Admits what was asked for, if it still is what was voted on. Only the stake's owner.
    function admit(address protocol, bytes32 policyHash) external;

    /// @notice Ends an enrollment: no new incidents, no new actions; open ones are still resolved. At once by the
    /// stake's owner; 7 days later by the protocol's, since whoever stole that owner's key would begin with this.
    function leave(address protocol) external;

    /// @notice Puts `amount` of the stake's token into the free bond of `guardian`.
    function depositBond(address guardian, uint256 amount) external;

    /// @notice Pays `amount` of the calling guardian's free bond out to it.
    function withdrawBond(uint256 amount) external;

    /// @notice Puts `amount` of the stake's token into the reward pot of `protocol`.
    function fundRewards(address protocol, uint256 amount) external;

    /// @notice Raises an incident, by a guardian's key, and throttles or pauses `target` at once.
    /// @param evidence Hash of what was seen; the same cannot be raised again once overturned.
    /// @return id Commits to protocol, target, mode, evidence, raiser and time; what attestations name.
    /// @dev Warning: locks bondFor(protocol, target, mode). The action is shorter than soloPause where the protocol's
    /// soloBudget is nearly used up, and none where it is; the incident stands, and a quorum can still act.
    function raise(address protocol, bytes32 target, Mode mode, bytes32 evidence) external returns (bytes32 id);

    /// @notice Counts up to 200 attestations of one verdict, and pauses at a quorum.
    /// @param signatures Of accounts, as EIP-2098 has them (r, then s with the parity on top), sorted by signer.
    /// @param contractSignatures Of contracts (ERC-1271), sorted by signer.
    /// @return counted The weight that was new. What is weightless or counted before is passed over, and what a
    /// contract does not confirm, so that no guardian can spoil a batch it is in.
    /// @dev Warning: an account's wrong signature recovers to somebody else, who is most likely out of order; check
    /// signatures before sending them.
    function attest(
        bytes32 id,
        Verdict verdict,
        bytes32[2][] calldata signatures,
        Attestation[] calldata contractSignatures
    ) external returns (uint256 counted);

    /// @notice Puts an incident's action back in force, until when it would have ended, where another's took its place
    /// and was overturned; anyone may call. A hostile guardian could else end an honest pause by raising on top of it.
    /// @return tripped Whether it now is in force.
    function reassert(bytes32 id) external returns (bool tripped);

    /// @notice Prolongs a quorum's stop once, by at most quorumPause from now. Council or governor.
    function extend(bytes32 id) external;

    /// @notice Ends an incident's action at once. Council or governor.
    function overturn(bytes32 id) external;

    /// @notice Decides an incident: Confirmed, FalseAlarm (the bond goes to the treasury) or Malicious (the raiser is
    /// slashed too). The latter two end the action. Council or governor.
    function resolve(bytes32 id, Outcome outcome) external;

    /// @notice Ends an incident that nobody decided; anyone may. With a quorum: Confirmed, CHALLENGE after it.
    /// Overturned: FalseAlarm, DECISION after that. Else: Lapsed, CHALLENGE after it was raised.
    function settle(bytes32 id) external;

    /// @notice Sends a withdrawal back to the protocol that was queued around a confirmed incident: from a day before
    /// it was raised to a day after its action. Council or governor.
    /// @dev Warning: a council that abuses this costs the recipients what is held then; it goes to the protocol alone.
    function giveBack(bytes32 id, uint256 ticket) external;

    /// @notice Pays the reward of a guardian (by index) that attested an incident a quorum confirmed, into its pool.
    function claimReward(bytes32 id, uint32 guardian) external returns (uint256 amount);

    /// @notice Proves that one guardian signed both verdicts of one incident, and has it slashed and expelled.
    /// @param attack A signature of Attack by a key the guardian owns or once owned.
    /// @param noAttack Likewise of NoAttack.
    function proveEquivocation(bytes32 id, Attestation calldata attack, Attestation calldata noAttack) external;

    /// @notice Has a guardian slashed that was on duty when a confirmed incident was raised and gave no verdict in
    /// time.
    function proveNegligence(bytes32 id, uint32 guardian) external;

    /// @notice Returns an incident; all zero if there is none.
    function incident(bytes32 id) external view returns (Incident memory);

    /// @notice Returns the policy in force, and whether the protocol is enrolled.
    function policy(address protocol) external view returns (Policy memory, bool enrolled);

    /// @notice Returns the bond of `guardian`.
    function bond(address guardian) external view returns (Bond memory);

    /// @notice Returns what raising locks: for a pause of one target soloPause's part of bondPerHour; for EVERYTHING
    /// four times, for a throttle a quarter of that.
    function bondFor(address protocol, bytes32 target, Mode mode) external view returns (uint256);

    /// @notice Returns the digest (EIP-712) that an attestation signs.
    function attestationDigest(bytes32 id, Verdict verdict) external view returns (bytes32);

    /// @notice Returns whether a guardian (by index) gave a verdict that counted.
    function hasAttested(bytes32 id, uint32 guardian) external view returns (bool);

    /// @notice Returns what is left of a protocol's budget of solo pauses, in seconds.
    function soloBudget(address protocol) external view returns (uint256);

    /// @notice Returns the reward pot of a protocol.
    function rewardPot(address protocol) external view returns (uint256);
}
