namespace Cordon.Economics.Verification;

/// <summary>How a reference case ended.</summary>
public enum CaseOutcome
{
    Passed,

    /// <summary>The engine's answer is another one.</summary>
    Failed,

    /// <summary>No topic has this name.</summary>
    UnknownTopic,

    /// <summary>The topic is known, and none of its functions has this name.</summary>
    UnknownFunction,

    /// <summary>The case is not what a case has to be, or its inputs are impossible.</summary>
    Malformed,
}
