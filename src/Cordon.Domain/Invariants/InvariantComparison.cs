namespace Cordon.Domain.Invariants;

/// <summary>How the two sides of an invariant must stand to each other.</summary>
public enum InvariantComparison
{
    /// <summary>left &gt;= right</summary>
    AtLeast,

    /// <summary>left &gt; right</summary>
    MoreThan,

    /// <summary>left &lt;= right</summary>
    AtMost,

    /// <summary>left &lt; right</summary>
    LessThan,

    /// <summary>left == right</summary>
    Equal,

    /// <summary>left != right</summary>
    NotEqual,
}
