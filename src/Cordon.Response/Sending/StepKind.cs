namespace Cordon.Response.Sending;

/// <summary>What is to be done about a record.</summary>
internal enum StepKind
{
    Wait,

    /// <summary>The record changes and nothing is broadcast.</summary>
    Keep,

    /// <summary>The latest attempt is broadcast again.</summary>
    Rebroadcast,

    /// <summary>A new attempt is signed, with the step's nonce and fees.</summary>
    Sign,

    /// <summary>The nonce is taken by an empty payment to oneself, with the step's fees.</summary>
    Cancel,
}
