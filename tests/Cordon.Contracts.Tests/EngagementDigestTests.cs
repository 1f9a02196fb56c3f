using Cordon.Ethereum;

namespace Cordon.Contracts.Tests;

public class EngagementDigestTests
{
    private static readonly BalanceChange Gain = new(SomeSettings.Account(1), SomeSettings.Account(2), 5);
    private static readonly BalanceChange Loss = new(SomeSettings.Account(3), default, UInt256.FromSigned(-5L));

    [Fact]
    public void The_order_of_changes_and_those_of_zero_make_no_difference()
    {
        BalanceChange none = new(SomeSettings.Account(4), default, UInt256.Zero);
        Assert.Equal(Digest(Gain, Loss), Digest(Loss, none, Gain));
    }

    /// <summary>The format by hand, byte by byte, for the simplest range.</summary>
    [Fact]
    public void A_block_without_transactions_has_the_digest_that_the_specification_spells_out()
    {
        Hash256 hash = Keccak256.HashUtf8("block");
        byte[] word7 = [.. new byte[31], 7];
        byte[] word1 = [.. new byte[31], 1];
        Hash256 block = Keccak256.Hash([.. word7, .. hash.ToArray(), .. Keccak256.OfNothing.ToArray()]);
        Hash256 expected = Keccak256.Hash(
            [.. "cordon engagement 1"u8, .. word1, .. word7, .. word7, .. block.ToArray()]);
        Assert.Equal(expected, EngagementDigest.Of(1, [new DigestedBlock(7, hash, [])]));
    }

    [Fact]
    public void Whatever_differs_changes_the_digest()
    {
        Hash256 whole = Digest(Gain, Loss);
        Hash256[] others =
        [
            Digest(Gain),
            Digest(Gain with { Amount = 6 }, Loss),
            Digest(Gain with { Account = SomeSettings.Account(9) }, Loss),
            Digest(Gain with { Asset = SomeSettings.Account(9) }, Loss),
            EngagementDigest.Of(2, [Block(7, [Gain, Loss])]),
            EngagementDigest.Of(1, [Block(8, [Gain, Loss])]),
            EngagementDigest.Of(1, [Block(7, [Gain, Loss], succeeded: false)]),
            EngagementDigest.Of(1, [Block(7, [Gain, Loss]), Block(8, [])]),
        ];
        Assert.DoesNotContain(whole, others);
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    [Fact]
    public void A_range_with_a_gap_or_without_blocks_is_refused()
    {
        Assert.Throws<ArgumentException>(() => EngagementDigest.Of(1, []));
        Assert.Throws<ArgumentException>(() => EngagementDigest.Of(1, [Block(7, []), Block(9, [])]));
        Assert.Throws<ArgumentException>(() => EngagementDigest.Of(1, [Block(7, []), Block(7, [])]));
    }

    private static Hash256 Digest(params BalanceChange[] changes) => EngagementDigest.Of(1, [Block(7, changes)]);

    private static DigestedBlock Block(ulong number, BalanceChange[] changes, bool succeeded = true) => new(
        number,
        Keccak256.HashUtf8("block"),
        [new DigestedTransaction(Keccak256.HashUtf8("transaction"), succeeded, changes)]);
}
