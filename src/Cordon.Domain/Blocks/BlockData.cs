using System.Runtime.CompilerServices;
using Cordon.Ethereum;

namespace Cordon.Domain.Blocks;

/// <summary>One block as tables over its raw bytes. Reused from block to block.</summary>
/// <remarks>Inputs, outputs, topics and data stay hex in <see cref="Raw"/>; words are decoded on demand.</remarks>
public sealed class BlockData
{
    public const int WordDigits = 64;
    public const int SelectorDigits = 8;

    /// <summary>The bytes every <see cref="HexSlice"/> points into; valid until the raw block is disposed.</summary>
    public ReadOnlyMemory<byte> Raw { get; set; }

    public string Origin { get; set; } = "";

    public ulong ChainId { get; set; }

    public ulong Number { get; set; }

    /// <summary>Zero where the recording does not say.</summary>
    public Hash256 Hash { get; set; }

    /// <summary>Zero where the recording does not say.</summary>
    public Hash256 ParentHash { get; set; }

    /// <summary>Seconds since 1970, 0 where unknown.</summary>
    public ulong Timestamp { get; set; }

    public AccountId Miner { get; set; } = AccountId.None;

    public AccountTable Accounts { get; } = new();

    public TransactionTable Transactions { get; } = new();

    public CallTable Calls { get; } = new();

    public LogTable Logs { get; } = new();

    public void Clear()
    {
        Raw = default;
        Origin = "";
        ChainId = Number = Timestamp = 0;
        Hash = ParentHash = default;
        Miner = AccountId.None;
        Accounts.Clear();
        Transactions.Clear();
        Calls.Clear();
        Logs.Clear();
    }

    public ReadOnlySpan<byte> Digits(HexSlice slice) => Raw.Span.Slice(slice.Start, slice.Digits);

    /// <summary>Decodes the 32-byte word at a byte offset; false where the slice is too short.</summary>
    public bool TryWord(HexSlice slice, int byteOffset, out UInt256 word)
    {
        if (byteOffset < 0 || (2L * byteOffset) + WordDigits > slice.Digits)
        {
            word = default;
            return false;
        }

        word = HexDigits.Word(Raw.Span.Slice(slice.Start + (2 * byteOffset), WordDigits));
        return true;
    }

    /// <summary>The i-th argument word of a call's input, zero where it is missing.</summary>
    public UInt256 Argument(int call, int index)
    {
        TryWord(Calls.Input[call], 4 + (32 * index), out UInt256 word);
        return word;
    }

    public bool HasArguments(int call, int count) =>
        Calls.Input[call].Digits >= SelectorDigits + (count * WordDigits);

    /// <summary>The i-th word of a call's output, zero where it is missing.</summary>
    public UInt256 Result(int call, int index)
    {
        TryWord(Calls.Output[call], 32 * index, out UInt256 word);
        return word;
    }

    /// <summary>The i-th argument of a call as an account (its low 20 bytes).</summary>
    public AccountId AccountArgument(int call, int index) =>
        AccountAt(Calls.Input[call], 4 + (32 * index));

    /// <summary>The i-th word of a log's data, zero where it is missing.</summary>
    public UInt256 DataWord(int log, int index)
    {
        TryWord(Logs.Data[log], 32 * index, out UInt256 word);
        return word;
    }

    public AccountId DataAccount(int log, int index) => AccountAt(Logs.Data[log], 32 * index);

    public UInt256 Topic(int log, int index) => index < Logs.TopicCount[log]
        ? HexDigits.Word(Raw.Span.Slice(Logs.Topics[log][index], WordDigits))
        : default;

    public AccountId TopicAccount(int log, int index) => index < Logs.TopicCount[log]
        ? Accounts.Intern(HexDigits.Address(Raw.Span.Slice(Logs.Topics[log][index] + 24, 40)))
        : AccountId.None;

    /// <summary>The low 20 bytes of the word at a byte offset, None where the slice is too short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AccountId AccountAt(HexSlice slice, int byteOffset) =>
        byteOffset < 0 || (2L * byteOffset) + WordDigits > slice.Digits
            ? AccountId.None
            : Accounts.Intern(HexDigits.Address(Raw.Span.Slice(slice.Start + (2 * byteOffset) + 24, 40)));
}
