namespace Cordon.Contracts.Tests;

/// <summary>What a node answers who asks for the code at an old block.</summary>
public enum OldCode
{
    /// <summary>What it was.</summary>
    Told,

    /// <summary>An error, as nodes do that do not keep old state.</summary>
    Refused,

    /// <summary>That there was none, whatever there was.</summary>
    SaidToBeNone,
}
