using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Events that many contracts share: ERC-1967 proxies, ownership, and OpenZeppelin's AccessManager.</summary>
internal static class StandardEvents
{
    // An asterisk marks what is indexed.
    private static readonly string[] Texts =
    [
        "Upgraded(address* implementation)", "AdminChanged(address previousAdmin,address newAdmin)",
        "OwnershipTransferred(address* previousOwner,address* newOwner)", "Paused(address account)",
        "RoleGranted(uint64* roleId,address* account,uint32 delay,uint48 since,bool newMember)",
        "RoleRevoked(uint64* roleId,address* account)", "RoleAdminChanged(uint64* roleId,uint64* admin)",
        "TargetClosed(address* target,bool closed)",
        "TargetFunctionRoleUpdated(address* target,bytes4 selector,uint64* roleId)",
        "OperationScheduled(bytes32* operationId,uint32* nonce,uint48 schedule,address caller,address target,"
            + "bytes data)",
        "OperationExecuted(bytes32* operationId,uint32* nonce)",
        "OperationCanceled(bytes32* operationId,uint32* nonce)",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AbiEvent> All { get; } = [.. Texts.Select(Parse)];

    private static AbiEvent Parse(string text)
    {
        string[] parts = text.TrimEnd(')').Split('(');
        IEnumerable<AbiParameter> inputs =
            from input in parts[1].Split(',')
            let words = input.Split(' ')
            select new AbiParameter(words[1], AbiType.Parse(words[0].TrimEnd('*')), words[0].EndsWith('*'));
        return new AbiEvent(parts[0], [.. inputs]);
    }
}
