using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>
/// Owners, roles, implementations and pauses, as successful calls ask for them, where logs are not known.
/// </summary>
/// <remarks>A contract that hands ownership over in two steps looks as if it did so in one.</remarks>
internal sealed class PrivilegeCalls : FactFamily
{
    private static readonly string[] Initializers =
    [
        "initialize()",
        "initialize(address)",
        "initialize(bytes)",
        "initialize(address,address)",
        "initialize(address,bytes)",
        "initialize(address,uint256)",
        "initialize(address,address,address)",
        "initialize(address,address,bytes)",
        "initialize(address,address,uint256)",
        "initialize(address,address,address,address)",
        "initialize(string,string)",
        "initialize(string,string,uint8)",
        "initialize(string,string,address)",
        "init()",
        "init(address)",
        "init(address,address)",
        "init(address,address,address)",
    ];

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        Named(calls, "transferOwnership(address)", PrivilegeKind.OwnershipTransferred);
        Named(calls, "setOwner(address)", PrivilegeKind.OwnershipTransferred);
        Named(calls, "changeOwner(address)", PrivilegeKind.OwnershipTransferred);
        Named(calls, "changeAdmin(address)", PrivilegeKind.AdminChanged);
        Named(calls, "upgradeTo(address)", PrivilegeKind.Upgraded);
        Named(calls, "upgradeToAndCall(address,bytes)", PrivilegeKind.Upgraded);
        Named(calls, "setAdmin(address)", PrivilegeKind.AdminChanged);
        Named(calls, "setGovernance(address)", PrivilegeKind.OwnershipTransferred);
        Named(calls, "setGovernor(address)", PrivilegeKind.OwnershipTransferred);
        Named(calls, "transferProxyOwnership(address)", PrivilegeKind.AdminChanged);
        Named(calls, "setImplementation(address)", PrivilegeKind.Upgraded);
        Named(calls, "_setImplementation(address)", PrivilegeKind.Upgraded);
        Named(calls, "addOwnerWithThreshold(address,uint256)", PrivilegeKind.SignerAdded);
        Named(calls, "removeOwner(address,address,uint256)", PrivilegeKind.SignerRemoved, argument: 1);
        Named(calls, "swapOwner(address,address,address)", PrivilegeKind.SignerAdded, argument: 2);
        Named(calls, "addMinter(address)", PrivilegeKind.SignerAdded);
        Named(calls, "rely(address)", PrivilegeKind.SignerAdded);
        Named(calls, "deny(address)", PrivilegeKind.SignerRemoved);
        Named(calls, "enableModule(address)", PrivilegeKind.ModuleEnabled);
        Named(calls, "disableModule(address,address)", PrivilegeKind.ModuleDisabled, argument: 1);
        State(calls, "changeThreshold(uint256)", PrivilegeKind.ThresholdChanged);
        State(calls, "diamondCut((address,uint8,bytes4[])[],address,bytes)", PrivilegeKind.Upgraded);
        calls.Mean("acceptOwnership()", OnAccept);
        calls.Mean("renounceOwnership()", OnRenounce);

        calls.Mean("grantRole(bytes32,address)", static (x, call) => OnRole(x, call, PrivilegeKind.RoleGranted));
        calls.Mean("revokeRole(bytes32,address)", static (x, call) => OnRole(x, call, PrivilegeKind.RoleRevoked));
        calls.Mean("renounceRole(bytes32,address)", static (x, call) => OnRole(x, call, PrivilegeKind.RoleRevoked));

        State(calls, "pause()", PrivilegeKind.Paused);
        State(calls, "unpause()", PrivilegeKind.Unpaused);
        foreach (string signature in Initializers) State(calls, signature, PrivilegeKind.Initialized);
    }

    private static void Named(SignatureTable calls, string signature, PrivilegeKind kind, int argument = 0) =>
        calls.Mean(signature, (x, call) =>
        {
            if (IsStep(x, call, argument + 1)) Add(x, call, kind, x.Data.AccountArgument(call, argument));
        });

    private static void State(SignatureTable calls, string signature, PrivilegeKind kind) =>
        calls.Mean(signature, (x, call) =>
        {
            if (IsStep(x, call, arguments: 0)) Add(x, call, kind, AccountId.None);
        });

    private static void OnAccept(Extraction x, int call)
    {
        if (IsStep(x, call, arguments: 0)) Add(x, call, PrivilegeKind.OwnershipTransferred, x.Calls.From[call]);
    }

    private static void OnRenounce(Extraction x, int call)
    {
        if (IsStep(x, call, arguments: 0)) Add(x, call, PrivilegeKind.OwnershipTransferred, AccountId.Zero);
    }

    private static void OnRole(Extraction x, int call, PrivilegeKind kind)
    {
        if (!IsStep(x, call, arguments: 2)) return;
        Add(x, call, kind, x.Data.AccountArgument(call, 1), role: x.Data.Argument(call, 0));
    }

    private static void Add(
        Extraction x, int call, PrivilegeKind kind, AccountId subject, in UInt256 role = default) =>
        PrivilegeLogs.Add(x, kind, call, -1, x.Calls.Self[call], subject, AccountId.None, x.Calls.From[call], role);

    private static bool IsStep(Extraction x, int call, int arguments) =>
        !x.HasLogs && x.IsEntry(call) && x.Data.HasArguments(call, arguments) && !x.IsForward(call);
}
