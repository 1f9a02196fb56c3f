namespace Cordon.Detection.PrivilegeChange;

/// <summary>The way by which a change of privileges reached its contract.</summary>
internal enum Route
{
    /// <summary>The account that sent the transaction called the contract.</summary>
    Account,

    /// <summary>Another contract called it.</summary>
    Contract,

    /// <summary>A multi-signature wallet did.</summary>
    Multisig,

    /// <summary>An executed proposal or timelock operation did.</summary>
    Timelock,
}
