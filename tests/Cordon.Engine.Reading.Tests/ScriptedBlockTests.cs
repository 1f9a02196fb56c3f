using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;
using Cordon.Testing;

namespace Cordon.Engine.Reading.Tests;

public class ScriptedBlockTests
{
    private static readonly Address Alice = BlockScript.AddressOf("alice");
    private static readonly Address Router = BlockScript.AddressOf("router");
    private static readonly Address Library = BlockScript.AddressOf("library");
    private static readonly Address Pair = BlockScript.AddressOf("pair");
    private static readonly Address Weth = BlockScript.AddressOf("weth");
    private static readonly Address Dai = BlockScript.AddressOf("dai");

    public static TheoryData<RecordingStyle> Traced =>
        [RecordingStyle.CallTracer, RecordingStyle.CallTracerWithoutLogs, RecordingStyle.Parity,
            RecordingStyle.ParityWithoutLogs];

    [Theory]
    [MemberData(nameof(Traced))]
    public void A_scripted_swap_reads_the_same_in_every_dialect(RecordingStyle style)
    {
        BlockData block = Swap().ToData(style);

        Assert.Equal(7ul, block.Number);
        Assert.Equal(BlockScript.HashOf("block 6"), block.ParentHash);
        Assert.Equal(1, block.Transactions.Count);
        Assert.Equal(Alice, block.Accounts[block.Transactions.From[0]]);
        Assert.Equal(TransactionStatus.Succeeded, block.Transactions.Status[0]);
        Assert.Equal([0, 1, 1, 2, 2, 2], block.Calls.Depth.Span.ToArray());
        Assert.Equal([-1, 0, 0, 2, 2, 2], block.Calls.Parent.Span.ToArray());
        Assert.Equal([0, 0, 1, 0, 1, 2], block.Calls.ChildIndex.Span.ToArray());
        Assert.Equal([6, 2, 6, 4, 5, 6], block.Calls.End.Span.ToArray());
        Assert.Equal(Convert.ToUInt32(Abi.Selector("swap(uint256,uint256,address,bytes)"), 16),
            block.Calls.Selector[2]);
        Assert.Equal((UInt256)10, block.Argument(1, 1));
        Assert.Equal(CallKind.StaticCall, block.Calls.Kind[4]);
        Assert.Equal(CallFlags.NoValue, block.Calls.Flags[4] & CallFlags.NoValue);
    }

    [Theory]
    [InlineData(RecordingStyle.CallTracer)]
    [InlineData(RecordingStyle.Parity)]
    public void Logs_of_a_scripted_swap_lie_in_the_frames_that_emitted_them(RecordingStyle style)
    {
        BlockData block = Swap().ToData(style);

        Assert.True(block.Transactions.HasLogs[0]);
        Assert.Equal([1, 3, 2, 2], block.Logs.Call.Span.ToArray());
        Assert.Equal(Pair, block.Accounts[block.Logs.Address[3]]);
        Assert.Equal(3, block.Logs.TopicCount[3]);
        Assert.Equal((UInt256)30_000, block.DataWord(1, 0));
        Assert.Equal(Abi.Topic("Sync(uint112,uint112)")[2..18], block.Logs.Signature[2].ToString("x16"));
    }

    [Theory]
    [InlineData(RecordingStyle.CallTracer)]
    [InlineData(RecordingStyle.Parity)]
    public void A_frame_below_one_that_has_emitted_since_emits_nothing_more(RecordingStyle style)
    {
        BlockData block = new BlockScript(7).Transaction(Alice, Router, tx => tx
            .Call(Pair, "0x", body: pair => pair.Erc20Transfer(Weth, Router, 10).Log([BlockScript.HashOf("event")]))
            .WethWithdraw(Weth, 10)).ToData(style);

        Assert.Equal([2, 1, 3], block.Logs.Call.Span.ToArray());
    }

    [Fact]
    public void Without_traces_logs_belong_to_no_frame()
    {
        BlockData block = Swap().ToData(RecordingStyle.ReceiptsOnly);

        Assert.False(block.Transactions.HasCalls[0]);
        Assert.Equal(4, block.Logs.Count);
        Assert.All(block.Logs.Call.Span.ToArray(), call => Assert.Equal(-1, call));
    }

    [Theory]
    [InlineData(RecordingStyle.CallTracerWithoutLogs)]
    [InlineData(RecordingStyle.ParityWithoutLogs)]
    public void Logs_that_were_not_recorded_are_unknown_rather_than_none(RecordingStyle style) =>
        Assert.False(Swap().ToData(style).Transactions.HasLogs[0]);

    [Theory]
    [MemberData(nameof(Traced))]
    public void Everything_below_a_failed_frame_is_reverted_and_nothing_beside_it(RecordingStyle style)
    {
        BlockData block = new BlockScript()
            .Transaction(Alice, Router, tx => tx
                .Call(Pair, body: p => p.Erc20Transfer(Dai, Alice, 5).Fail())
                .Erc20Transfer(Weth, Alice, 6))
            .ToData(style);

        Assert.Equal([true, false, false, true], Enumerable.Range(0, 4).Select(block.Calls.TookEffect));
        Assert.Equal(CallFlags.None, block.Calls.Flags[2] & CallFlags.Failed);
        Assert.Equal(block.Transactions.HasLogs[0] ? 1 : 0, block.Logs.Count);
    }

    [Theory]
    [MemberData(nameof(Traced))]
    public void A_failed_transaction_leaves_no_effect_and_no_log(RecordingStyle style)
    {
        BlockData block = new BlockScript()
            .Transaction(Alice, Router, tx => tx.Erc20Transfer(Dai, Alice, 5).Fail("out of gas"))
            .ToData(style);

        Assert.Equal(TransactionStatus.Failed, block.Transactions.Status[0]);
        Assert.DoesNotContain(true, Enumerable.Range(0, block.Calls.Count).Select(block.Calls.TookEffect));
        Assert.Equal(0, block.Logs.Count);
    }

    [Theory]
    [MemberData(nameof(Traced))]
    public void A_delegate_call_acts_as_its_caller_through_any_number_of_levels(RecordingStyle style)
    {
        BlockData block = new BlockScript()
            .Transaction(Alice, Router, tx => tx
                .DelegateCall(Library, "0x01020304", body: l => l
                    .DelegateCall(Pair, "0x", body: p => p.Call(Dai))
                    .CallCode(Weth, "0x", 3)))
            .ToData(style);

        Address[] self = [.. block.Calls.Self.Span.ToArray().Select(id => block.Accounts[id])];
        Assert.Equal([Router, Router, Router, Dai, Router], self);
        Assert.Equal(Library, block.Accounts[block.Calls.To[1]]);
        Assert.Equal(Router, block.Accounts[block.Calls.From[3]]);
        Assert.Equal((UInt256)3, block.Calls.Value[4]);
    }

    [Theory]
    [MemberData(nameof(Traced))]
    public void Creations_and_destructions_keep_code_balance_and_account(RecordingStyle style)
    {
        Address made = BlockScript.AddressOf("made");
        BlockData block = new BlockScript()
            .Creation(Alice, Router, tx => tx
                .Create(made, "0x6001", 9, "0xfe", c => c.SelfDestruct(Alice, 9), isCreate2: true))
            .ToData(style);

        Assert.True(block.Transactions.IsCreation[0]);
        Assert.Equal(Router, block.Accounts[block.Transactions.To[0]]);
        Assert.Equal([CallKind.Create, CallKind.Create2, CallKind.SelfDestruct], block.Calls.Kind.Span.ToArray());
        Assert.Equal("fe", Encoding.ASCII.GetString(block.Digits(block.Calls.Output[1])));
        Assert.Equal("6001", Encoding.ASCII.GetString(block.Digits(block.Calls.Input[1])));
        Assert.Equal(made, block.Accounts[block.Calls.Self[2]]);
        Assert.Equal(Alice, block.Accounts[block.Calls.To[2]]);
        Assert.Equal((UInt256)9, block.Calls.Value[2]);
    }

    private static BlockScript Swap() => new BlockScript(7)
        .Transaction(Alice, Router, tx => tx.UniswapV2Swap(Pair, Weth, 10, Dai, 30_000, Alice));
}
