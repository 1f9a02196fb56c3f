using Cordon.Arena;
using Cordon.Arena.Nodes;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Tests.Kit;

namespace Cordon.Response.Attestations.Tests;

/// <summary>Times that no calendar has, as a chain or a lying node may name them, are a failure of the node that is
/// asked, as any other answer that cannot be: every part that asks expects those.</summary>
public class AbsurdTimesTests
{
    private const ulong EndOfCalendar = 253_402_300_799;

    private static readonly RegistryScope Scope = new(31_337, Address.FromWord(0xbeef), Address.FromWord(0xcafe));

    private static CancellationToken Stop => Worlds.Stop;

    [Fact]
    public async Task Of_the_newest_block()
    {
        await using AnvilNode anvil = await StartAsync();
        await using var node = new RpcClient(anvil.Http);
        var reader = new RegistryReader(Scope, node);
        await MineAtAsync(node, EndOfCalendar);
        Assert.Equal(EndOfCalendar, (await reader.HeadAsync(Stop)).Timestamp);
        await MineAtAsync(node, EndOfCalendar + 1);

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => reader.IsOverAsync(Some.Incident, Stop));

        Assert.Equal(RpcFailure.Implausible, failure.Failure);
        Assert.Contains("block 2 has a time after the year 9999", failure.Message);
        var watch = new ChainWatch(reader, new ExchangeOptions(), Address.Zero);
        await Assert.ThrowsAsync<RpcException>(() => watch.LookAsync(Stop));
    }

    [Theory]
    [InlineData(EndOfCalendar - (14 * 86_400), true)] // what is counted from it ends with the calendar
    [InlineData(EndOfCalendar - (14 * 86_400) + 1, false)]
    [InlineData((1UL << 40) - 1, false)] // all that a contract has room for
    public async Task Of_a_raise(ulong raisedAt, bool isPlausible)
    {
        await using AnvilNode anvil = await StartAsync();
        await using var node = new RpcClient(anvil.Http);
        var reader = new RegistryReader(Scope, node);
        // Answers every call with 14 words: a protocol, when it was raised, and zeros.
        await AskAsync(node, "anvil_setCode", Scope.Registry, $"0x600160005264{raisedAt:x10}6020526101c06000f3");

        if (isPlausible)
        {
            Assert.Equal(raisedAt, (await reader.IncidentAsync(Some.Incident, Stop))?.RaisedAt);
            Assert.False(await reader.IsOverAsync(Some.Incident, Stop)); // and nothing is thrown
            return;
        }

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => reader.IncidentAsync(Some.Incident, Stop));
        Assert.Contains($"was raised at second {raisedAt}", failure.Message);
    }

    private static async Task<AnvilNode> StartAsync()
    {
        try
        {
            return await AnvilNode.StartAsync(new AnvilOptions(), cancellation: Stop);
        }
        catch (ArenaException missing) when (missing.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    private static async Task MineAtAsync(RpcClient node, ulong second)
    {
        await AskAsync(node, "evm_setNextBlockTimestamp", second);
        await AskAsync(node, "evm_mine");
    }

    private static async Task AskAsync(RpcClient node, string method, params RpcParam[] parameters)
    {
        using RpcPayload done = await node.CallRawAsync(new RpcCall(method, parameters), Stop);
    }
}
