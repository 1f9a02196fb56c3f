using Cordon.Cli.Council.Decoding;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Who decides for the Safe, before and after.</summary>
internal sealed class SafeViews(SafeState safe, RemarkList remarks, ValueText text)
{
    private const string Where = "simulation";
    private const ulong ModulesShown = 50;

    private static readonly byte[] Owners = new Safe.GetOwnersCall().Encode();
    private static readonly byte[] Threshold = new Safe.GetThresholdCall().Encode();
    private static readonly byte[] Modules =
        new Safe.GetModulesPaginatedCall(Address.FromWord(UInt256.One), ModulesShown).Encode();

    /// <summary>How many view calls <see cref="AddTo"/> adds.</summary>
    public const int Count = 3;

    public void AddTo(SimulationRequest request)
    {
        request.AddView(safe.Address, Owners);
        request.AddView(safe.Address, Threshold);
        request.AddView(safe.Address, Modules);
    }

    /// <param name="before">The answers to the calls added, in their order.</param>
    public IEnumerable<StateChange> Compare(IReadOnlyList<SimulatedCall> before, IReadOnlyList<SimulatedCall> after)
    {
        List<StateChange> changes = [];
        if (!Safe.GetOwnersCall.TryDecodeReturn(after[0].Returned, out Address[] owners)
            || !Safe.GetThresholdCall.TryDecodeReturn(after[1].Returned, out UInt256 threshold))
        {
            remarks.Danger(Where, "Afterwards the Safe no longer answers who its owners are.");
            return changes;
        }

        foreach (Address gone in safe.Owners.Except(owners))
        {
            changes.Add(Change("owners", text.Of(gone), "nobody",
                $"{text.Of(gone)} is no owner of the Safe any more."));
        }

        foreach (Address fresh in owners.Except(safe.Owners))
            changes.Add(Change("owners", "nobody", text.Of(fresh), $"{text.Of(fresh)} becomes an owner of the Safe."));
        if (threshold != safe.Threshold)
        {
            changes.Add(Change("threshold", safe.Threshold.ToString(), threshold.ToString(),
                $"{threshold} of {owners.Length} owners must sign, not {safe.Threshold} of {safe.Owners.Count}."));
        }

        if (changes.Count > 0)
            remarks.Caution(Where, $"Who decides for the Safe changes: {threshold} of {owners.Length} afterwards.");
        changes.AddRange(CompareModules(before[2], after[2]));
        return changes;
    }

    private List<StateChange> CompareModules(SimulatedCall before, SimulatedCall after)
    {
        List<StateChange> changes = [];
        if (!Safe.GetModulesPaginatedCall.TryDecodeReturn(before.Returned, out var old)) return changes;
        if (!Safe.GetModulesPaginatedCall.TryDecodeReturn(after.Returned, out var fresh)) return changes;
        foreach (Address module in fresh.Array.Except(old.Array))
        {
            remarks.Danger(Where, $"{text.Of(module)} can act as the Safe afterwards, without any signature.");
            changes.Add(Change("modules", "none", text.Of(module), $"{text.Of(module)} becomes a module of the Safe."));
        }

        foreach (Address module in old.Array.Except(fresh.Array))
        {
            changes.Add(Change("modules", text.Of(module), "none",
                $"{text.Of(module)} is no module of the Safe any more."));
        }

        return changes;
    }

    private StateChange Change(string field, string was, string becomes, string words) =>
        new(safe.Address, "safe", field, was, becomes, words);
}
