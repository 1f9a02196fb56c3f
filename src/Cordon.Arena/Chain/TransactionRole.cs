namespace Cordon.Arena.Chain;

/// <summary>What a played transaction was in truth; what a scanner says is judged by it.</summary>
public enum TransactionRole
{
    /// <summary>An honest act, which must not be accused.</summary>
    Honest,

    /// <summary>An honest act that an attack harms; a signal about the attack may name it.</summary>
    Victim,

    /// <summary>Prepares an attack and harms nobody yet; may be accused or not.</summary>
    Preparation,

    /// <summary>Distracts from an attack and harms nobody; may be accused or not.</summary>
    Decoy,

    /// <summary>Part of an attack, which must be found.</summary>
    Attack,
}
