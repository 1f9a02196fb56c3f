namespace Cordon.Domain.Attestations;

/// <summary>What a guardian says about an incident; the numbers are the contract's.</summary>
public enum Verdict
{
    Attack = 1,

    NoAttack = 2,
}
