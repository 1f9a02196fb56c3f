namespace Cordon.Domain.Facts;

public enum PrivilegeKind : byte
{
    OwnershipTransferred,
    OwnershipTransferStarted,
    RoleGranted,
    RoleRevoked,
    RoleAdminChanged,
    Upgraded,
    BeaconUpgraded,
    AdminChanged,
    Paused,
    Unpaused,
    Initialized,

    /// <summary>A signer of a multi-signature wallet, or a minter or ward of a contract, was added.</summary>
    SignerAdded,
    SignerRemoved,

    /// <summary>How many signers must agree.</summary>
    ThresholdChanged,

    /// <summary>A module may act for a wallet without its signers.</summary>
    ModuleEnabled,
    ModuleDisabled,
}
