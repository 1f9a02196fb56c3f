using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>One call that a transaction makes, with the calls inside it.</summary>
internal sealed record DecodedCall
{
    /// <summary>Its place: <c>1</c> for the transaction's own call, <c>1.2</c> for the second inside it.</summary>
    public required string Path { get; init; }

    public required ContractIdentity Target { get; init; }

    public UInt256 Value { get; init; }

    public required byte[] Data { get; init; }

    /// <summary>Whether the target's code runs as the caller.</summary>
    public bool IsDelegateCall { get; init; }

    /// <summary>Whether it is only announced, and made later by another contract.</summary>
    public bool IsLater { get; init; }

    /// <summary>What is called; null where that is not known, or the arguments do not fit.</summary>
    public FunctionMatch? Function { get; init; }

    public IReadOnlyList<DecodedArgument> Arguments { get; init; } = [];

    /// <summary>One sentence.</summary>
    public string Meaning { get; init; } = "";

    public IReadOnlyList<DecodedCall> Inner { get; init; } = [];

    /// <summary>This call and all inside it.</summary>
    public IEnumerable<DecodedCall> All => Inner.SelectMany(call => call.All).Prepend(this);
}
