using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Change = Cordon.Domain.Facts.PrivilegeChange;

namespace Cordon.Detection.PrivilegeChange;

/// <summary>Reports who gained power over a contract, by which way, and whether value was taken with it.</summary>
/// <remarks>Silent on contracts created in the same block: every contract's first owner is one.</remarks>
public sealed class PrivilegeChangeDetector(PrivilegeChangeOptions options, WatchList watched) : IDetector
{
    private readonly PrivilegeChangeOptions _options = OptionsCheck.Valid(options);

    public PrivilegeChangeDetector() : this(new PrivilegeChangeOptions(), WatchList.Empty) { }

    public string Name => "privilege-change";

    public void Inspect(BlockFacts block, SignalBuffer signals)
    {
        for (int row = 0; row < block.Privileges.Count; row++)
        {
            if (IsFirstOfContract(block, row) && !IsCreatedHere(block, block.Privileges[row]))
                Judge(block, row, signals);
        }

        RefusedUpgrade.Search(block, watched, Name, signals);
    }

    // All changes of one contract in one transaction are one statement.
    private static bool IsFirstOfContract(BlockFacts block, int row)
    {
        ref readonly Change change = ref block.Privileges[row];
        for (int before = block.Privileges.RangeOf(change.Tx).Start; before < row; before++)
        {
            if (block.Privileges[before].Contract == change.Contract) return false;
        }

        return true;
    }

    private static bool IsCreatedHere(BlockFacts block, in Change change)
    {
        foreach (ref readonly ContractChange contract in block.Contracts.Rows)
        {
            if (contract.Tx > change.Tx) break;
            if (contract.IsCreated && contract.Contract == change.Contract) return true;
        }

        return false;
    }

    private void Judge(BlockFacts block, int row, SignalBuffer signals)
    {
        Change first = block.Privileges[row];
        Change[] changes = [.. block.Privileges.OfTransaction(first.Tx).ToArray()
            .Where(change => change.Contract == first.Contract)];
        Route route = RouteSearch.Of(block, first);
        bool isSeized = Array.Exists(changes, change => IsSeized(block, change));
        Verdict verdict = Array.Exists(changes, change => TookValue(block, change, route)) ? Verdict.Drained
            : isSeized && LoadedFlows.Of(block, first.Tx) is { IsFreeGain: true } ? Verdict.Exploited
            : isSeized ? Verdict.Seized
            : Verdict.Routine;
        PrivilegeChangeReport.Add(block, signals, Name, _options, changes, route, verdict, IsWatched(block, first));
    }

    private bool IsWatched(BlockFacts block, Change change) =>
        watched.Find(block.Data.ChainId, block.Data.Accounts[change.Contract]) is not null;

    // The one before did not make the change, nobody offered it, and yet the sender has the power now.
    private static bool IsSeized(BlockFacts block, Change change)
    {
        if (change.Kind is not (PrivilegeKind.OwnershipTransferred or PrivilegeKind.AdminChanged)) return false;

        if (change.Subject == change.Contract || change.Subject == change.Previous || IsAcceptance(block, change))
            return false;

        // Nobody who has the power hands it to itself: the caller that does so did not have it.
        if (change.Subject == change.Sender && change.Previous != AccountId.Zero) return true;

        AccountId sender = block.Data.Transactions.From[change.Tx];
        bool isTaken = change.Subject == sender || change.Subject == block.Data.Transactions.To[change.Tx];
        bool isGiven = change.Previous.IsNone || change.Previous == AccountId.Zero
            || change.Previous == change.Sender || change.Previous == sender;
        return isTaken && !isGiven;
    }

    // Two-step transfers end with the new owner's call; the offer may lie blocks back.
    private static bool IsAcceptance(BlockFacts block, Change change)
    {
        CallTable calls = block.Data.Calls;
        for (int call = change.Call; call >= 0; call = calls.Parent[call])
        {
            // acceptOwnership(), claimOwnership(), acceptAdmin(), acceptGovernance(), acceptOwner()
            if (calls.Selector[call] is 0x79ba5097 or 0x4e71e0c8 or 0x0e18b681 or 0x238efcbc or 0xebbc4965) return true;
        }

        return change.Call < 0; // without calls nobody can say who asked for it
    }

    private bool TookValue(BlockFacts block, Change change, Route route)
    {
        if (route is Route.Timelock or Route.Multisig || !GivesPower(change.Kind)) return false;
        if (LoadedFlows.Of(block, change.Tx) is not { } flows) return false;
        if (!flows.TryParty(change.Contract, out int row)) return false;

        Party contract = flows.Parties[row];
        if (!contract.OnlyLost) return false;
        for (int flow = contract.FirstFlow; flow >= 0; flow = flows.Flows[flow].Next)
        {
            Flow lost = flows.Flows[flow];
            if (!lost.IsLoss || lost.LastOut < 0 || flows.Movements[lost.LastOut].Call <= change.Call) continue;
            if (flows.TryGain(lost.Asset, out AssetGain gain) && gain.IsGain
                && (double)gain.Net >= _options.TakenBpsMin / 10_000.0 * (double)lost.Net) return true;
        }

        return false;
    }

    private static bool GivesPower(PrivilegeKind kind) => kind is PrivilegeKind.OwnershipTransferred
        or PrivilegeKind.RoleGranted or PrivilegeKind.AdminChanged or PrivilegeKind.Upgraded
        or PrivilegeKind.BeaconUpgraded or PrivilegeKind.Initialized or PrivilegeKind.SignerAdded
        or PrivilegeKind.ModuleEnabled;
}
