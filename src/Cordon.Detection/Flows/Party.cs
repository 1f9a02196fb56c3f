using Cordon.Domain.Blocks;

namespace Cordon.Detection.Flows;

/// <summary>One account that took part in a transaction.</summary>
public struct Party
{
    public AccountId Account;
    public Roles Roles;

    /// <summary>Row of its first flow, -1 where it moved nothing.</summary>
    public int FirstFlow;

    /// <summary>How many assets it gained on balance, its own token apart.</summary>
    public int Gains;

    /// <summary>How many assets it lost on balance, its own token apart.</summary>
    public int Losses;

    /// <summary>How many assets it received any of, its own token apart.</summary>
    public int Received;

    /// <summary>How many assets it both received and gave.</summary>
    public int TwoWay;

    public readonly bool IsInitiator => (Roles & Roles.Initiator) != Roles.None;

    /// <summary>True where it gave and got nothing back that it kept.</summary>
    public readonly bool OnlyLost => Losses > 0 && Gains == 0;
}
