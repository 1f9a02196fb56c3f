using Cordon.Contracts.Interfaces;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>Functions that many contracts share: OpenZeppelin's access and upgrade contracts, and tokens.</summary>
internal static class StandardFunctions
{
    private static readonly (string Standard, string[] Signatures)[] Texts =
    [
        ("Ownable", ["transferOwnership(address newOwner)", "acceptOwnership()", "renounceOwnership()"]),
        ("Pausable", ["pause()", "unpause()"]),
        ("ProxyAdmin",
        [
            "upgradeAndCall(address proxy,address implementation,bytes data)",
            "upgrade(address proxy,address implementation)", "changeProxyAdmin(address proxy,address newAdmin)",
        ]),
        ("Proxy",
        [
            "upgradeTo(address newImplementation)", "upgradeToAndCall(address newImplementation,bytes data)",
            "changeAdmin(address newAdmin)",
        ]),
        ("AccessManager",
        [
            "grantRole(uint64 roleId,address account,uint32 executionDelay)",
            "revokeRole(uint64 roleId,address account)", "renounceRole(uint64 roleId,address callerConfirmation)",
            "setRoleAdmin(uint64 roleId,uint64 admin)", "setRoleGuardian(uint64 roleId,uint64 guardian)",
            "setGrantDelay(uint64 roleId,uint32 newDelay)", "labelRole(uint64 roleId,string label)",
            "setTargetFunctionRole(address target,bytes4[] selectors,uint64 roleId)",
            "setTargetAdminDelay(address target,uint32 newDelay)", "setTargetClosed(address target,bool closed)",
            "schedule(address target,bytes data,uint48 when)", "execute(address target,bytes data)",
            "cancel(address caller,address target,bytes data)",
            "updateAuthority(address target,address newAuthority)", "setAuthority(address newAuthority)",
        ]),
        ("Erc20",
        [
            "increaseAllowance(address spender,uint256 addedValue)",
            "decreaseAllowance(address spender,uint256 subtractedValue)", "mint(address to,uint256 amount)",
            "burn(uint256 amount)", "burnFrom(address account,uint256 amount)",
        ]),
        ("ERC-4626",
        [
            "deposit(uint256 assets,address receiver)", "mint(uint256 shares,address receiver)",
            "withdraw(uint256 assets,address receiver,address owner)",
            "redeem(uint256 shares,address receiver,address owner)",
        ]),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ContractFunction> All { get; } =
    [
        .. from standard in Texts
           from signature in standard.Signatures
           select new ContractFunction(standard.Standard, AbiFunction.Parse(signature), false, default, default),
    ];
}
