using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>Says what a signer should fear about a call: code that cannot be known, and powers that change hands.
/// </summary>
internal sealed class CallDangers(Address safe, IReadOnlySet<Address> trusted, RemarkList remarks)
{
    /// <param name="call">The call, decoded.</param>
    /// <param name="outer">The call that it is inside of; null for the transaction's own.</param>
    public void Judge(DecodedCall call, DecodedCall? outer)
    {
        string where = $"call {call.Path}";
        if (call.IsDelegateCall) JudgeDelegateCall(call, outer, where);
        JudgeTarget(call, where);
        if (call.Target.Address == safe && call.Function is { } own) JudgeOwnSettings(call, own, where);
        if (call.Function is { } match) JudgePower(call, match, where);
        if (call.IsLater && outer is { IsLater: false })
            remarks.Note(where, "Is only announced now and made later: the simulation does not show its effects.");
    }

    private static bool IsMultiSend(DecodedCall call) => call.Target.Contract is "MultiSend" or "MultiSendCallOnly";

    private void JudgeDelegateCall(DecodedCall call, DecodedCall? outer, string where)
    {
        bool isUpgrade = outer?.Function?.Function.Abi.Name is "upgradeAndCall" or "upgradeToAndCall";
        if (isUpgrade)
            remarks.Caution(where, $"Runs code of {call.Target.Text} as the upgraded contract.");
        else if (outer?.Target.Contract == "MultiSendCallOnly")
            remarks.Danger(where, "A delegatecall that MultiSendCallOnly refuses: the whole transaction reverts.");
        else if (!IsMultiSend(call))
        {
            remarks.Danger(where, $"DELEGATECALL: the code of {call.Target.Text} runs as the Safe itself. It can "
                + "replace the owners and the Safe's own code, and take everything the Safe holds or may do.");
        }
    }

    private void JudgeTarget(DecodedCall call, string where)
    {
        bool isVouched = call.Target.IsProven || trusted.Contains(call.Target.Address);
        if (!call.Target.HasCode)
        {
            if (call.Data.Length > 0)
                remarks.Danger(where, $"There is no code at {call.Target.Address.ToChecksumString()}: "
                    + "the call succeeds and does nothing.");
        }
        else if (call.Function is null && call.Data.Length > 0)
        {
            remarks.Danger(where, call.Target.IsProven
                ? $"{call.Target.Contract} has no function {Hex.Format(call.Data.AsSpan(0, Head(call)))}."
                : $"UNKNOWN FUNCTION of {call.Target.Text}: nobody can tell from these words what it does.");
        }
        else if (!isVouched)
        {
            remarks.Danger(where, $"UNKNOWN TARGET: the code of {call.Target.Text} is none that this program knows"
                + (call.Function is { } match
                    ? $", so it need not do what the name {match.Function.Abi.Name} says."
                    : ".")
                + " Vouch for it with --trust if you know it.");
        }

        if (IsMultiSend(call) && !call.IsDelegateCall && call.Function is not null)
            remarks.Danger(where, "Called, not delegated to: the calls inside would not be made by the Safe.");
    }

    private void JudgeOwnSettings(DecodedCall call, FunctionMatch match, string where)
    {
        switch (match.Function.Abi.Name)
        {
            case "enableModule":
                remarks.Danger(where, $"A module acts as the Safe without any signature: {call.Arguments[0].Text}.");
                break;
            case "setGuard" or "setModuleGuard" or "setFallbackHandler" when !call.Arguments[0].Value.Address.IsZero:
                remarks.Danger(where, $"Foreign code gets a say in the Safe: {call.Arguments[0].Text}.");
                break;
            case "setup":
                remarks.Danger(where, "Sets the Safe up anew.");
                break;
            case "addOwnerWithThreshold" or "removeOwner" or "swapOwner" or "changeThreshold":
                remarks.Caution(where, "Changes who decides for this Safe.");
                if (call.Arguments[^1] is { Name: "_threshold", Value: var t } && t.Word <= UInt256.One)
                    remarks.Danger(where, "A single owner would decide alone.");
                break;
        }
    }

    private void JudgePower(DecodedCall call, FunctionMatch match, string where)
    {
        switch (match.Function.Abi.Name)
        {
            case "approve" or "increaseAllowance" when call.Arguments.Count == 2
                && call.Arguments[1].Value.Word.BitLength > 128:
                remarks.Caution(where, $"An allowance without limit for {call.Arguments[0].Text}.");
                break;
            case "transferOwnership" or "grantRole" or "changeAdmin" or "changeProxyAdmin" or "setSlasher"
                or "updateAuthority" or "setAuthority" or "setTargetFunctionRole" or "updateTimelock":
                remarks.Caution(where, "Gives a power to somebody.");
                break;
            case "renounceOwnership" or "renounceRole":
                remarks.Caution(where, "Gives a power up for good.");
                break;
        }
    }

    private static int Head(DecodedCall call) => Math.Min(AbiFunction.SelectorBytes, call.Data.Length);
}
