using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Memory;
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
        if (!PullSearch.TryNext(flows, ref call, out Pull pull)) return;

        Column<JudgedPull> pulls = _scratch ??= new Column<JudgedPull>();
        pulls.Clear();
        do pulls.Add(new JudgedPull(pull, Judge(flows, pull)));
        while (PullSearch.TryNext(flows, ref call, out pull));
        Report(flows, pulls.Span, signals);
    }

    // Scratch only: filled anew for every transaction, so the detector stays pure.
    [ThreadStatic] private static Column<JudgedPull>? _scratch;

    private PullTraits Judge(TransactionFlows flows, Pull pull)
    {
        if (pull.IsPaid) return IsImposed(flows, pull) ? PullTraits.Imposed : PullTraits.None;
        if (!IsTakenBySender(flows, pull) || IsSigned(flows, pull)) return PullTraits.Unpaid;
        return IsChosenBySender(flows, pull)
            ? PullTraits.Unpaid | PullTraits.Taken | PullTraits.Imposed
            : PullTraits.Unpaid | PullTraits.Taken;
    }

    private static bool IsImposed(TransactionFlows flows, Pull pull) =>
        !IsSigned(flows, pull) && IsChosenBySender(flows, pull);

    private void Report(TransactionFlows flows, ReadOnlySpan<JudgedPull> pulls, SignalBuffer signals)
    {
        const PullTraits chosen = PullTraits.Taken | PullTraits.Imposed;
        if (Count(pulls, chosen) > 0)
            ApprovalDrainReport.Add(flows, signals, Name, options, Of(pulls, chosen), DrainKind.Taken);
        else if (IsPushingPrice(pulls))
            ApprovalDrainReport.Add(flows, signals, Name, options, Of(pulls, PullTraits.Imposed), DrainKind.Forced);
        else if (HasPermit(flows, pulls))
            ApprovalDrainReport.Add(flows, signals, Name, options, Of(pulls, PullTraits.Taken), DrainKind.Permit);
        else if (OwnersOf(pulls, PullTraits.Unpaid) >= options.OwnersCountMin)
            ApprovalDrainReport.Add(flows, signals, Name, options, Of(pulls, PullTraits.Unpaid), DrainKind.Collected);
    }

    private static int Count(ReadOnlySpan<JudgedPull> pulls, PullTraits traits)
    {
        int count = 0;
        foreach (ref readonly JudgedPull judged in pulls)
        {
            if (judged.Has(traits)) count++;
        }

        return count;
    }

    private static int OwnersOf(ReadOnlySpan<JudgedPull> pulls, PullTraits traits)
    {
        int owners = 0;
        for (int i = 0; i < pulls.Length; i++)
        {
            bool isNew = pulls[i].Has(traits);
            for (int before = 0; isNew && before < i; before++)
                isNew = !pulls[before].Has(traits) || pulls[before].Pull.Owner != pulls[i].Pull.Owner;
            if (isNew) owners++;
        }

        return owners;
    }

    private static Pull[] Of(ReadOnlySpan<JudgedPull> pulls, PullTraits traits) =>
        [.. pulls.ToArray().Where(judged => judged.Has(traits)).Select(judged => judged.Pull)];

    // Batches for honest orders give everybody about one price; trades forced on people walk the price away.
    private bool IsPushingPrice(ReadOnlySpan<JudgedPull> pulls)
    {
        if (Count(pulls, PullTraits.Imposed) < options.OwnersCountMin) return false;
        if (OwnersOf(pulls, PullTraits.Imposed) < options.OwnersCountMin) return false;

        double firstRate = 0;
        double rate = 0;
        AccountId token = AccountId.None;
        AccountId price = AccountId.None;
        foreach (ref readonly JudgedPull judged in pulls)
        {
            if (!judged.Has(PullTraits.Imposed)) continue;
            if (token.IsNone) (token, price) = (judged.Pull.Token, judged.Pull.Price);
            if (judged.Pull.Token != token || judged.Pull.Price != price) return false;
            rate = (double)judged.Pull.PriceAmount / (double)judged.Pull.Amount;
            if (firstRate <= 0) firstRate = rate;
        }

        return rate * 10_000 <= firstRate * options.RateBpsMax;
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
            && CallInput.Names(flows.Data, pull.Entry, account));

    // A recovered signature inside the spender is the owner's say, even where somebody else sends the transaction. One
    // that the token recovers is a permit: it says who may take, not that this was meant.
    private static bool IsSigned(TransactionFlows flows, Pull pull)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = pull.Entry; call < pull.Call; call++)
        {
            if (calls.TookEffect(call) && calls.From[call] != pull.Token && calls.To[call] is var to && !to.IsNone
                && flows.Data.Accounts[to] == Recovery) return true;
        }

        return false;
    }

    private static readonly Address Recovery = Address.Parse("0x0000000000000000000000000000000000000001");

    private static bool IsChosenBySender(TransactionFlows flows, Pull pull)
    {
        bool isThirdParty = !flows.IsInitiator(pull.Spender);
        return isThirdParty
            ? CallInput.Names(flows.Data, pull.Entry, pull.Owner)
            : PullSearch.CarriesTransferFrom(flows.Data, pull.Entry, pull.Owner)
                && flows.TryFlow(pull.Spender, PullSearch.AssetOf(flows, pull.Token), out Flow kept) is var moved
                && (!moved || !kept.IsGain);
    }

    private static bool HasPermit(TransactionFlows flows, ReadOnlySpan<JudgedPull> pulls)
    {
        foreach (ref readonly Approval approval in flows.Block.Approvals.OfTransaction(flows.Tx))
        {
            if (approval.Kind is not (ApprovalKind.Permit or ApprovalKind.Permit2)) continue;
            foreach (ref readonly JudgedPull judged in pulls)
            {
                if (judged.Has(PullTraits.Taken) && approval.Owner == judged.Pull.Owner) return true;
            }
        }

        return false;
    }
}
