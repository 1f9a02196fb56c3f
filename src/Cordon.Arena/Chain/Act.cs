using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Chain;

/// <summary>Something an account does in one transaction.</summary>
/// <param name="Sender">Who signs and pays.</param>
/// <param name="To">The contract called; null creates one.</param>
/// <param name="Data">Calldata or creation code.</param>
/// <param name="Title">Who does what, in a few words.</param>
public sealed record Act(ArenaAccount Sender, Address? To, byte[] Data, string Title)
{
    public const ulong GweiInWei = 1_000_000_000;

    public TransactionRole Role { get; init; } = TransactionRole.Honest;

    /// <summary>In wei.</summary>
    public UInt256 Value { get; init; }

    /// <summary>What the block's builder gets per gas, in gwei; the highest goes first in the block.</summary>
    public ulong TipGwei { get; init; } = 1;

    /// <summary>Whether it goes past the public mempool: nobody sees it before the block that has it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The most gas it may use; null for the chain's usual limit.</summary>
    public ulong? GasLimit { get; init; }

    public static Act Call(ArenaAccount sender, Address to, ICalldata call, string title) =>
        new(sender, to, call.Encode(), title);
}
