namespace Cordon.Detection.ApprovalDrain;

/// <summary>What is odd about a pull.</summary>
[Flags]
internal enum PullTraits
{
    None = 0,

    /// <summary>The owner received nothing.</summary>
    Unpaid = 1,

    /// <summary>What was pulled, or its price, ended with the sender's side, and no signature allowed it.</summary>
    Taken = 2,

    /// <summary>The sender chose the owner, and no signature allowed it.</summary>
    Imposed = 4,
}
