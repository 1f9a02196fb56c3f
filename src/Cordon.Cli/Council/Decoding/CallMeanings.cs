using System.Collections.Frozen;

namespace Cordon.Cli.Council.Decoding;

/// <summary>What well-known functions do, in a sentence. Words in braces stand for arguments.</summary>
internal static class CallMeanings
{
    private static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        // Incidents
        ["overturn(bytes32)"] =
            "Overturns incident {id}: what it stopped runs again at once, and the raiser's bond is at stake.",
        ["resolve(bytes32,uint8)"] = "Decides incident {id}: {outcome}.",
        ["extend(bytes32)"] =
            "Prolongs the stop of incident {id}, once, by at most the policy's quorum pause from now.",
        ["giveBack(bytes32,uint256)"] = "Sends held withdrawal {ticket} of incident {id} back to the protocol.",
        ["settle(bytes32)"] = "Ends incident {id}, which nobody decided in time.",
        ["reassert(bytes32)"] = "Puts the stop of incident {id} back in force.",
        ["raise(address,bytes32,uint8,bytes32)"] = "Raises an incident against {protocol}: {mode}.",
        ["enroll(address,(address,uint32,uint32,address,uint32,address,address,uint128,uint128))"] =
            "Asks to protect {protocol} under this policy: {p}.",
        ["admit(address,bytes32)"] = "Admits {protocol} under the policy with hash {policyHash}.",
        ["leave(address)"] = "Ends the protection of {protocol}.",
        // Breaker
        ["lift(bytes32,bytes32)"] = "Ends the stop of {target}.",
        ["setLimit(bytes32,(uint128,uint32,uint32))"] = "Sets the flow limit of {target} to {limit}.",
        ["setMember(address,bool)"] = "Makes {member} report flows of the protocol: {isMember_}.",
        // Streams, reviews, budget, bounties, stake
        ["pause(address,bytes32)"] = "Stops the pay of {recipient}.",
        ["resume(address)"] = "Lets {recipient} be paid again.",
        ["clawBack(address,uint256,bytes32)"] = "Takes {amount} back that {recipient} earned.",
        ["reject(uint256,bytes32)"] = "Refuses the upgrade of review {id}.",
        ["judge(uint256,bytes32)"] = "Judges the upgrade of review {id}; reason {reason}.",
        ["veto(uint256)"] = "Vetoes number {id}.",
        ["decide(uint256,uint128,bool)"] = "Decides bounty claim {id}: {amount}, spam: {isSpam}.",
        ["setSlasher(address,uint64)"] = "Lets {slasher_} slash guardians, at most {wadMax} of 10^18 at a time.",
        // Safe
        ["addOwnerWithThreshold(address,uint256)"] = "Makes {owner} an owner; {_threshold} must sign from then on.",
        ["removeOwner(address,address,uint256)"] = "Removes owner {owner}; {_threshold} must sign from then on.",
        ["swapOwner(address,address,address)"] = "Replaces owner {oldOwner} by {newOwner}.",
        ["changeThreshold(uint256)"] = "{_threshold} owners must sign from then on.",
        ["enableModule(address)"] = "Lets {module} act as the Safe without any signature.",
        ["disableModule(address,address)"] = "Takes {module} its right to act as the Safe.",
        ["setGuard(address)"] = "Has {guard} judge every transaction of the Safe.",
        ["setModuleGuard(address)"] = "Has {moduleGuard} judge every transaction of the Safe's modules.",
        ["setFallbackHandler(address)"] = "Has {handler} answer what the Safe itself does not.",
        ["approveHash(bytes32)"] = "Approves hash {hashToApprove} on the chain, as a signature of the caller.",
        ["multiSend(bytes)"] = "Makes several calls, all or none.",
        ["execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)"] =
            "Executes a transaction of this Safe.",
        // Governor and timelock
        ["propose(address[],uint256[],bytes[],string)"] = "Puts these calls to a vote: {description}.",
        ["queue(address[],uint256[],bytes[],bytes32)"] = "Queues a proposal that was carried.",
        ["execute(address[],uint256[],bytes[],bytes32)"] = "Executes a proposal.",
        ["castVote(uint256,uint8)"] = "Votes on proposal {proposalId}: {support} (0 against, 1 for, 2 abstain).",
        ["schedule(address,uint256,bytes,bytes32,bytes32,uint256)"] = "Announces a call, to be made in {delay} s.",
        ["scheduleBatch(address[],uint256[],bytes[],bytes32,bytes32,uint256)"] =
            "Announces calls, to be made in {delay} s.",
        ["execute(address,uint256,bytes,bytes32,bytes32)"] = "Makes an announced call.",
        ["executeBatch(address[],uint256[],bytes[],bytes32,bytes32)"] = "Makes announced calls.",
        ["cancel(bytes32)"] = "Cancels the announced operation {id}.",
        ["updateDelay(uint256)"] = "Announced calls wait {newDelay} s from then on.",
        // Access
        ["grantRole(bytes32,address)"] = "Gives role {role} to {account}.",
        ["revokeRole(bytes32,address)"] = "Takes role {role} from {account}.",
        ["grantRole(uint64,address,uint32)"] = "Gives role {roleId} to {account}, with a delay of {executionDelay} s.",
        ["revokeRole(uint64,address)"] = "Takes role {roleId} from {account}.",
        ["setTargetFunctionRole(address,bytes4[],uint64)"] = "Lets role {roleId} call {selectors} of {target}.",
        ["setTargetClosed(address,bool)"] = "Closes {target} to everybody: {closed}.",
        ["updateAuthority(address,address)"] = "Has {newAuthority} decide who may call {target}.",
        ["transferOwnership(address)"] = "Offers or gives ownership to {newOwner}.",
        ["acceptOwnership()"] = "Takes over an ownership that was offered.",
        ["renounceOwnership()"] = "Gives ownership up for good.",
        ["upgradeAndCall(address,address,bytes)"] = "Replaces the code of proxy {0} by that of {1}.",
        ["upgradeAndCall(address,address,address,bytes)"] =
            "Replaces the code of proxy {1} by that of {2}, if auditors approved it.",
        ["upgrade(address,address)"] = "Replaces the code of proxy {0} by that of {1}.",
        ["upgradeTo(address)"] = "Replaces the contract's own code by that of {0}.",
        ["upgradeToAndCall(address,bytes)"] = "Replaces the contract's own code by that of {0}.",
        ["changeAdmin(address)"] = "Lets {newAdmin} replace the proxy's code.",
        // Tokens
        ["transfer(address,uint256)"] = "Pays {1} of the token's smallest unit to {0}.",
        ["transferFrom(address,address,uint256)"] = "Moves {2} of the token's smallest unit from {0} to {1}.",
        ["approve(address,uint256)"] = "Lets {0} take {1} of the token's smallest unit.",
        ["mint(address,uint256)"] = "Creates {1} of the token's smallest unit for {0}.",
        ["pause()"] = "Pauses the contract.",
        ["unpause()"] = "Ends the contract's pause.",
    }.ToFrozenDictionary();

    /// <summary>The sentence with the arguments in it.</summary>
    public static string Of(DecodedCall call)
    {
        string name = call.Target.Text;
        if (call.Function is not { } match)
            return call.Data.Length == 0 ? $"Pays {EtherText.Of(call.Value)} to {name}." : $"Calls {name}.";
        if (!Sentences.TryGetValue(match.Function.Abi.Signature, out string? sentence))
            return $"Calls {match.Function.Abi.Name} of {name}.";
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            DecodedArgument argument = call.Arguments[i];
            sentence = sentence.Replace($"{{{i}}}", argument.Text, StringComparison.Ordinal)
                .Replace($"{{{argument.Name}}}", argument.Text, StringComparison.Ordinal);
        }

        return sentence;
    }
}
