using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Engine.Reading;
using Cordon.Ethereum;

namespace Cordon.Testing;

/// <summary>
/// Writes a synthetic block call by call and hands it out as a recording would: through the real reader.
/// </summary>
/// <example><code>
/// BlockData block = new BlockScript(100)
///     .Transaction(alice, router, tx => tx.UniswapV2Swap(pair, weth, 10, dai, 30_000))
///     .ToData();
/// </code></example>
public sealed class BlockScript(ulong number = 1, ulong chainId = 1)
{
    private readonly List<TransactionNode> _transactions = [];

    /// <summary>Seconds since 1970; by default 12 seconds a block.</summary>
    public ulong Timestamp { get; init; } = 1_600_000_000 + (12 * number);

    public Address? Miner { get; init; }

    /// <summary>The block's hash; by default derived from its number.</summary>
    public Hash256 Hash { get; init; } = HashOf($"block {number}");

    /// <summary>By default the hash that the block before has by default.</summary>
    public Hash256 ParentHash { get; init; } = HashOf($"block {number - 1}");

    public ulong Number => number;

    public ulong ChainId => chainId;

    internal IReadOnlyList<TransactionNode> Transactions => _transactions;

    /// <summary>A distinct address for a name: the same name always gives the same one.</summary>
    public static Address AddressOf(string name)
    {
        byte[] hash = new byte[Hash256.SizeBytes];
        HashOf(name).CopyTo(hash);
        return new Address(hash.AsSpan(12));
    }

    public static Hash256 HashOf(string name) => Keccak256.Hash(Encoding.UTF8.GetBytes(name));

    /// <summary>The hash of the i-th transaction, as signals name it.</summary>
    public Hash256 TransactionHash(int index) => HashOf($"transaction {index} of block {number} on chain {chainId}");

    /// <summary>Adds a transaction that calls a contract or sends ether.</summary>
    /// <param name="from">Who signs it.</param>
    /// <param name="to">The callee.</param>
    /// <param name="body">What happens inside; <see cref="FrameScript.Fail"/> lets the whole transaction fail.</param>
    /// <param name="value">Ether sent, in wei.</param>
    /// <param name="input">Calldata as hex.</param>
    public BlockScript Transaction(
        Address from, Address to, Action<FrameScript>? body = null, UInt256 value = default, string input = "0x") =>
        Add(CallKind.Call, from, to, body, value, input);

    /// <summary>Adds a transaction that creates a contract at an address of the test's choice.</summary>
    public BlockScript Creation(
        Address from,
        Address created,
        Action<FrameScript>? body = null,
        UInt256 value = default,
        string initCode = "0x6000") => Add(CallKind.Create, from, created, body, value, initCode);

    /// <summary>The block in the recorded format.</summary>
    public string ToJson(RecordingStyle style = RecordingStyle.CallTracer) => RecordingText.Of(this, style);

    public byte[] ToBytes(RecordingStyle style = RecordingStyle.CallTracer) => Encoding.UTF8.GetBytes(ToJson(style));

    /// <summary>The block as a source would deliver it.</summary>
    public RawBlock ToRaw(RecordingStyle style = RecordingStyle.CallTracer) =>
        Recordings.Raw(ToBytes(style), $"scripted block {number}");

    /// <summary>The block as the reader fills the tables.</summary>
    public BlockData ToData(RecordingStyle style = RecordingStyle.CallTracer)
    {
        BlockData block = new();
        new BlockReader().Read(ToBytes(style), $"scripted block {number}", block);
        return block;
    }

    private BlockScript Add(
        CallKind kind, Address from, Address to, Action<FrameScript>? body, UInt256 value, string input)
    {
        FrameNode root = new()
        {
            Kind = kind,
            From = from,
            To = to,
            Self = to,
            Value = value,
            Input = input,
        };
        body?.Invoke(new FrameScript(root));
        _transactions.Add(new TransactionNode(root, TransactionHash(_transactions.Count)));
        return this;
    }
}
