using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.ApprovalDrain;

/// <summary>Finds approvals used against their owners: tokens pulled from those who had no say and no pay.</summary>
/// <remarks>
/// What honest use never does: the sender names, in its call to a contract that others approved, whose tokens that
/// contract shall pull, and keeps them, while the owner neither signs nor receives. O(calls) a transaction.
/// </remarks>
public sealed class ApprovalDrainDetector(ApprovalDrainOptions options) : ITransactionDetector
{
    private readonly double _takenMin = OptionsCheck.Valid(options).TakenBpsMin / 10_000.0;

    public string Name => "approval-drain";

    public void Inspect(TransactionFlows flows, SignalBuffer signals)
    {
        int call = flows.Calls.Start;
        List<Pull>? pulls = null;
        while (PullSearch.TryNext(flows, ref call, out Pull pull)) (pulls ??= []).Add(pull);
        if (pulls is null) return;

        Judge(flows, pulls, signals);
    }

    private void Judge(TransactionFlows flows, List<Pull> pulls, SignalBuffer signals)
    {
        Pull[] unpaid = [.. pulls.Where(pull => !pull.IsPaid)];
        Pull[] taken = [.. unpaid.Where(pull => IsTakenBySender(flows, pull) && !IsSigned(flows, pull))];
        Pull[] chosen = [.. taken.Where(pull => IsChosenBySender(flows, pull))];
        Pull[] forced = [.. pulls.Where(pull => pull.IsPaid && IsChosenBySender(flows, pull) && !IsSigned(flows, pull))];
        if (chosen.Length > 0)
            ApprovalDrainReport.Add(flows, signals, Name, chosen, DrainKind.Taken);
        else if (IsPushingPrice(forced))
            ApprovalDrainReport.Add(flows, signals, Name, forced, DrainKind.Forced);
        else if (taken.Length > 0 && HasPermit(flows, taken))
            ApprovalDrainReport.Add(flows, signals, Name, taken, DrainKind.Permit);
        else if (unpaid.Select(pull => pull.Owner).Distinct().Count() >= options.OwnersCountMin)
            ApprovalDrainReport.Add(flows, signals, Name, unpaid, DrainKind.Collected);
    }

    // Batches for honest orders give everybody about one price; trades forced on people walk the price away.
    private bool IsPushingPrice(Pull[] forced)
    {
        if (forced.Select(pull => pull.Owner).Distinct().Count() < options.OwnersCountMin) return false;

        Pull first = forced[0];
        Pull last = forced[^1];
        if (!Array.TrueForAll(forced, pull => pull.Token == first.Token && pull.Price == first.Price)) return false;

        double firstRate = (double)first.PriceAmount / (double)first.Amount;
        double lastRate = (double)last.PriceAmount / (double)last.Amount;
        return lastRate * 10_000 <= firstRate * options.RateBpsMax;
    }

    // What the owner lost must end with the sender's side, as the token itself or as what it was sold for.
    private bool IsTakenBySender(TransactionFlows flows, Pull pull)
    {
        AccountId asset = PullSearch.AssetOf(flows, pull.Token);
        if (!flows.TryFlow(pull.Owner, asset, out Flow lost)) return false;

        double kept = 0;
        foreach (ref readonly Movement movement in flows.Movements)
        {
            if (movement.From == pull.Owner && movement.Asset == asset && IsOnSenderSide(flows, pull, movement.To))
                kept += (double)movement.Amount;
        }

        if (kept < _takenMin * (double)lost.Out && flows.TryGain(asset, out AssetGain gain) && gain.IsGain)
            kept = (double)gain.Net;
        return kept >= _takenMin * (double)lost.Out || flows.IsFreeGain;
    }

    // Or with an account that does nothing but receive, named by a contract that is run as it is created.
    private static bool IsOnSenderSide(TransactionFlows flows, Pull pull, AccountId account) =>
        flows.IsInitiator(account) || (flows.IsCreation
            && (flows.RolesOf(account) & (Roles.Called | Roles.Caller)) == Roles.None
            && PullSearch.Names(flows.Data, pull.Entry, account));

    // A recovered signature inside the spender is the owner's say, even where somebody else sends the transaction.
    private static bool IsSigned(TransactionFlows flows, Pull pull)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = pull.Entry; call < pull.Call; call++)
        {
            if (calls.TookEffect(call) && calls.To[call] is var to && !to.IsNone
                && flows.Data.Accounts[to] == Recovery) return true;
        }

        return false;
    }

    private static readonly Address Recovery = Address.Parse("0x0000000000000000000000000000000000000001");

    private static bool IsChosenBySender(TransactionFlows flows, Pull pull)
    {
        bool isThirdParty = !flows.IsInitiator(pull.Spender);
        return isThirdParty
            ? PullSearch.Names(flows.Data, pull.Entry, pull.Owner)
            : PullSearch.CarriesTransferFrom(flows.Data, pull.Entry, pull.Owner)
                && flows.TryFlow(pull.Spender, PullSearch.AssetOf(flows, pull.Token), out Flow kept) is var moved
                && (!moved || !kept.IsGain);
    }

    private static bool HasPermit(TransactionFlows flows, Pull[] pulls)
    {
        foreach (ref readonly Approval approval in flows.Block.Approvals.OfTransaction(flows.Tx))
        {
            if (approval.Kind is not (ApprovalKind.Permit or ApprovalKind.Permit2)) continue;
            foreach (Pull pull in pulls)
            {
                if (approval.Owner == pull.Owner) return true;
            }
        }

        return false;
    }
}
