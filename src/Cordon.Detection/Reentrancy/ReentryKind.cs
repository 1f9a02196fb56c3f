namespace Cordon.Detection.Reentrancy;

public enum ReentryKind
{
    /// <summary>The function that was still running was entered again.</summary>
    SameFunction,

    /// <summary>Another function of the contract that was still running was entered.</summary>
    CrossFunction,

    /// <summary>A contract that relies on the one still running was entered, from a payment's callback.</summary>
    CrossContract,

    /// <summary>Another contract read the one still running and acted on the answer.</summary>
    ReadOnly,
}
