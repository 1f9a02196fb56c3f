using System.Text.Json.Nodes;
using Cordon.Detection.Flows;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Change = Cordon.Domain.Facts.PrivilegeChange;

namespace Cordon.Detection.PrivilegeChange;

/// <summary>Puts the changes of one contract in one transaction into words and evidence.</summary>
internal static class PrivilegeChangeReport
{
    public static void Add(BlockFacts block, SignalBuffer signals, string detector, LossOptions options,
        Change[] changes, Route route, Verdict verdict, bool isWatched)
    {
        Change first = changes[0];
        Severity severity = SeverityOf(changes, route, verdict, isWatched);
        double confidence = verdict switch
        {
            Verdict.Drained => 0.85,
            Verdict.Exploited => 0.8,
            Verdict.Seized => 0.6,
            _ => 0.95,
        };
        double lossEth = severity == Severity.High ? ShownLoss.InEther(block, first.Tx, first.Contract) : 0;
        if (severity == Severity.High) severity = ShownLoss.SeverityOf(lossEth, options);
        AccountId[] subjects = [first.Contract, first.Subject, block.Data.Transactions.From[first.Tx]];
        signals.Add(block, first.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = severity,
            Confidence = confidence,
            Subjects = subjects,
            Summary = Summary(block, changes, route, verdict) + ShownLoss.Words(block, lossEth)
                + $" ({confidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["contract"] = EvidenceJson.Account(block, first.Contract),
                ["route"] = route.ToString().ToLowerInvariant(),
                ["verdict"] = verdict.ToString().ToLowerInvariant(),
                ["lossEth"] = lossEth > 0 ? Math.Round(lossEth, 4) : null,
                ["changes"] = new JsonArray([.. changes.Select(change => Evidence(block, change))]),
            },
            Key = EvidenceJson.Account(block, first.Contract),
        });
    }

    private static Severity SeverityOf(Change[] changes, Route route, Verdict verdict, bool isWatched)
    {
        if (verdict is Verdict.Drained or Verdict.Exploited) return Severity.High;
        if (verdict == Verdict.Seized) return Severity.Medium;

        bool isWeighty = Array.Exists(changes, change => change.Kind is PrivilegeKind.OwnershipTransferred
            or PrivilegeKind.AdminChanged or PrivilegeKind.Upgraded or PrivilegeKind.BeaconUpgraded
            or PrivilegeKind.Paused or PrivilegeKind.Initialized or PrivilegeKind.SignerAdded
            or PrivilegeKind.ThresholdChanged or PrivilegeKind.ModuleEnabled);
        if (route is Route.Timelock or Route.Multisig) return isWatched && isWeighty ? Severity.Low : Severity.Info;
        if (!isWeighty) return isWatched ? Severity.Low : Severity.Info;
        return isWatched ? Severity.Medium : Severity.Low;
    }

    private static string Summary(BlockFacts block, Change[] changes, Route route, Verdict verdict)
    {
        Change first = changes[0];
        string contract = block.Data.Accounts[first.Contract].ToString();
        string subject = EvidenceJson.Account(block, first.Subject) is { } account ? $" ({account})" : "";
        string more = changes.Length == 1 ? "" : $" and {changes.Length - 1} more";
        string way = route switch
        {
            Route.Timelock => "through an executed proposal or timelock",
            Route.Multisig => "through a multi-signature wallet",
            Route.Contract => $"by contract {EvidenceJson.Account(block, first.Sender)} without a timelock",
            _ => "directly by the sender, without a timelock",
        };
        string what = $"{Words(first.Kind)}{subject}{more} at {contract} {way}";
        return verdict switch
        {
            Verdict.Drained => $"{what}, and the contract paid the sender's side in the same transaction",
            Verdict.Exploited => $"{what}, though whoever had the power before did not give it, and the sender's side "
                + "left with value for nothing",
            Verdict.Seized => $"{what}, though whoever had the power before did not give it",
            _ => what,
        };
    }

    private static string Words(PrivilegeKind kind) => kind switch
    {
        PrivilegeKind.OwnershipTransferred => "New owner",
        PrivilegeKind.OwnershipTransferStarted => "Ownership offered",
        PrivilegeKind.RoleGranted => "Role granted",
        PrivilegeKind.RoleRevoked => "Role revoked",
        PrivilegeKind.RoleAdminChanged => "Role's admin changed",
        PrivilegeKind.Upgraded => "New implementation",
        PrivilegeKind.BeaconUpgraded => "New beacon",
        PrivilegeKind.AdminChanged => "New proxy admin",
        PrivilegeKind.Paused => "Paused",
        PrivilegeKind.Unpaused => "Unpaused",
        PrivilegeKind.SignerAdded => "Signer or minter added",
        PrivilegeKind.SignerRemoved => "Signer or minter removed",
        PrivilegeKind.ThresholdChanged => "Number of signers changed",
        PrivilegeKind.ModuleEnabled => "Module enabled",
        PrivilegeKind.ModuleDisabled => "Module disabled",
        _ => "Initialised",
    };

    private static JsonObject Evidence(BlockFacts block, Change change) => new()
    {
        ["kind"] = change.Kind.ToString(),
        ["subject"] = EvidenceJson.Account(block, change.Subject),
        ["previous"] = EvidenceJson.Account(block, change.Previous),
        ["sender"] = EvidenceJson.Account(block, change.Sender),
        ["traceAddress"] = EvidenceJson.TraceAddress(block, change.Call),
    };
}
