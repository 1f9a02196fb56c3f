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
}
