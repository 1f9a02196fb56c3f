using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>
/// Owners, roles, implementations and pauses, as events state them (ERC-173, ERC-1967, OpenZeppelin).
/// </summary>
internal sealed class PrivilegeLogs : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("OwnershipTransferred(address,address)",
            static (x, log) => OnChange(x, log, PrivilegeKind.OwnershipTransferred));
        logs.Mean("OwnershipTransferStarted(address,address)",
            static (x, log) => OnChange(x, log, PrivilegeKind.OwnershipTransferStarted));
        logs.Mean("AdminChanged(address,address)", static (x, log) => OnChange(x, log, PrivilegeKind.AdminChanged));
        logs.Mean("NewAdmin(address,address)", static (x, log) => OnChange(x, log, PrivilegeKind.AdminChanged));
        logs.Mean("NewImplementation(address,address)",
            static (x, log) => OnChange(x, log, PrivilegeKind.Upgraded));

        logs.Mean("OwnerUpdated(address,address)",
            static (x, log) => OnChange(x, log, PrivilegeKind.OwnershipTransferred));
        logs.Mean("OwnerChanged(address,address)",
            static (x, log) => OnChange(x, log, PrivilegeKind.OwnershipTransferred));
        logs.Mean("ProxyOwnershipTransferred(address,address)",
            static (x, log) => OnChange(x, log, PrivilegeKind.AdminChanged));
        logs.Mean("NewAdmin(address)", static (x, log) => OnSet(x, log, PrivilegeKind.AdminChanged));
        logs.Mean("AddedOwner(address)", static (x, log) => OnSet(x, log, PrivilegeKind.SignerAdded));
        logs.Mean("RemovedOwner(address)", static (x, log) => OnSet(x, log, PrivilegeKind.SignerRemoved));
        logs.Mean("MinterAdded(address)", static (x, log) => OnSet(x, log, PrivilegeKind.SignerAdded));
        logs.Mean("MinterRemoved(address)", static (x, log) => OnSet(x, log, PrivilegeKind.SignerRemoved));
        logs.Mean("Rely(address)", static (x, log) => OnSet(x, log, PrivilegeKind.SignerAdded));
        logs.Mean("Deny(address)", static (x, log) => OnSet(x, log, PrivilegeKind.SignerRemoved));
        logs.Mean("ChangedThreshold(uint256)", static (x, log) => OnState(x, log, PrivilegeKind.ThresholdChanged));
        logs.Mean("EnabledModule(address)", static (x, log) => OnSet(x, log, PrivilegeKind.ModuleEnabled));
        logs.Mean("DisabledModule(address)", static (x, log) => OnSet(x, log, PrivilegeKind.ModuleDisabled));
        logs.Mean("DiamondCut((address,uint8,bytes4[])[],address,bytes)",
            static (x, log) => OnState(x, log, PrivilegeKind.Upgraded));
        logs.Mean("LogSetOwner(address)", static (x, log) => OnSet(x, log, PrivilegeKind.OwnershipTransferred));
        logs.Mean("Upgraded(address)", static (x, log) => OnSet(x, log, PrivilegeKind.Upgraded));
        logs.Mean("BeaconUpgraded(address)", static (x, log) => OnSet(x, log, PrivilegeKind.BeaconUpgraded));
        logs.Mean("ChangedMasterCopy(address)", static (x, log) => OnSet(x, log, PrivilegeKind.Upgraded));

        logs.Mean("RoleGranted(bytes32,address,address)",
            static (x, log) => OnRole(x, log, PrivilegeKind.RoleGranted));
        logs.Mean("RoleRevoked(bytes32,address,address)",
            static (x, log) => OnRole(x, log, PrivilegeKind.RoleRevoked));
        logs.Mean("RoleAdminChanged(bytes32,bytes32,bytes32)", OnRoleAdmin);

        logs.Mean("Paused(address)", static (x, log) => OnState(x, log, PrivilegeKind.Paused));
        logs.Mean("Pause()", static (x, log) => OnState(x, log, PrivilegeKind.Paused));
        logs.Mean("Unpaused(address)", static (x, log) => OnState(x, log, PrivilegeKind.Unpaused));
        logs.Mean("Unpause()", static (x, log) => OnState(x, log, PrivilegeKind.Unpaused));
        logs.Mean("Initialized(uint8)", static (x, log) => OnState(x, log, PrivilegeKind.Initialized));
        logs.Mean("Initialized(uint64)", static (x, log) => OnState(x, log, PrivilegeKind.Initialized));
    }

    public static void Add(
        Extraction x, PrivilegeKind kind, int call, int log, AccountId contract, AccountId subject,
        AccountId previous, AccountId sender, in UInt256 role = default)
    {
        x.Facts.Privileges.Add() = new PrivilegeChange
        {
            Tx = x.Tx,
            Call = call,
            Log = log,
            Kind = kind,
            Contract = contract,
            Subject = subject,
            Previous = previous,
            Sender = sender,
            Role = role,
        };
    }

    // Before and after, indexed or not.
    private static void OnChange(Extraction x, int log, PrivilegeKind kind)
    {
        int indexed = x.Logs.TopicCount[log] - 1;
        AddLog(x, log, kind, AccountOf(x, log, indexed, 1), AccountOf(x, log, indexed, 0));
    }

    private static void OnSet(Extraction x, int log, PrivilegeKind kind) =>
        AddLog(x, log, kind, AccountOf(x, log, x.Logs.TopicCount[log] - 1, 0), AccountId.None);

    private static void OnRole(Extraction x, int log, PrivilegeKind kind)
    {
        if (x.Logs.TopicCount[log] != 4) return;
        AddLog(x, log, kind, x.Data.TopicAccount(log, 2), AccountId.None, x.Data.Topic(log, 1));
    }

    private static void OnRoleAdmin(Extraction x, int log)
    {
        if (x.Logs.TopicCount[log] != 4) return;
        AddLog(x, log, PrivilegeKind.RoleAdminChanged, AccountId.None, AccountId.None, x.Data.Topic(log, 1));
    }

    private static void OnState(Extraction x, int log, PrivilegeKind kind) =>
        AddLog(x, log, kind, AccountId.None, AccountId.None);

    private static AccountId AccountOf(Extraction x, int log, int indexed, int index) => index < indexed
        ? x.Data.TopicAccount(log, index + 1)
        : x.Data.DataAccount(log, index - indexed);

    private static void AddLog(
        Extraction x, int log, PrivilegeKind kind, AccountId subject, AccountId previous, in UInt256 role = default) =>
        Add(x, kind, x.FrameOfLog(log), log, x.Logs.Address[log], subject, previous, x.CallerOfLog(log), role);
}
