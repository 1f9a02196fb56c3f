using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Engine.Reading;
using Cordon.Engine.Recording;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.Ethereum.Rpc.Tests;

namespace Cordon.Engine.Node.Tests;

/// <summary>Blocks of a real node (anvil), over every transport.</summary>
public class RealNodeSourceTests
{
    private static readonly Address Alice = Address.Parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static readonly Address Bob = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RpcTransportKind.Http)]
    [InlineData(RpcTransportKind.WebSocket)]
    [InlineData(RpcTransportKind.Ipc)]
    public async Task Reads_transfers_and_creations_with_their_calls_and_logs(RpcTransportKind kind)
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        await using var pool = new EndpointPool([node.Client(kind)]);
        await SendAsync(pool, $"{{\"from\":\"{Alice}\",\"to\":\"{Bob}\",\"value\":\"0x1\"}}");
        string logsAsItIsCreated = $"{{\"from\":\"{Bob}\",\"data\":\"0x5f5fa0\",\"gas\":\"0x30d40\"}}";
        await SendAsync(pool, logsAsItIsCreated);
        await CallAsync(pool, "evm_mine");
        await CallAsync(pool, "evm_mine");
        var told = new List<BlindReport>();
        var reader = new BlockReader();
        var data = new BlockData();
        var seen = new List<(ulong Number, int Transactions, int Calls, int Logs)>();

        var source = new NodeBlockSource(pool, BlockSelection.Parse("0..2"), onBlind: told.Add);
        await foreach (RawBlock block in source.ReadAsync(Cancellation))
        {
            using (block)
            {
                reader.Read(block, data);
                seen.Add((data.Number, data.Transactions.Count, data.Calls.Count, data.Logs.Count));
            }
        }

        Assert.Equal([(0, 0, 0, 0), (1, 2, 2, 1), (2, 0, 0, 0)], seen);
        Assert.Empty(told);
    }

    [Fact]
    public async Task Takes_the_new_branch_when_the_node_reverts_to_an_older_block()
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        await using RpcClient client = node.Client(RpcTransportKind.WebSocket);
        await using var pool = new EndpointPool([node.Client(RpcTransportKind.WebSocket)]);
        await CallAsync(client, "evm_mine");
        string snapshot = await CallAsync(client, "evm_snapshot");
        for (int i = 0; i < 3; i++) await CallAsync(client, "evm_mine");
        var held = new List<BlockHeader>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var source = new NodeBlockSource(pool, BlockSelection.Parse("0..follow"), TestChain.Options);
        await foreach (RawBlock block in source.ReadAsync(stop.Token))
        {
            using (block)
            {
                BlockHeader header = TestChain.HeaderOf(Encoding.UTF8.GetString(block.Bytes.Span));
                held.RemoveAll(older => older.Number >= header.Number);
                if (held.Count > 0) Assert.Equal(held[^1].Hash, header.ParentHash);
                held.Add(header);
            }

            if (held[^1].Number == 4 && snapshot.Length > 0)
            {
                await CallAsync(client, "evm_revert", RpcParam.Json(snapshot));
                snapshot = "";
                await SendAsync(client, $"{{\"from\":\"{Alice}\",\"to\":\"{Bob}\",\"value\":\"0x1\"}}");
                for (int i = 0; i < 4; i++) await CallAsync(client, "evm_mine");
            }

            if (held[^1].Number == 5) break;
        }

        for (ulong number = 0; number <= 5; number++)
            Assert.Equal(held[(int)number].Hash, (await client.GetBlockHeaderAsync(number, Cancellation))!.Hash);
    }

    [Fact]
    public async Task Records_a_chain_of_traffic_that_verifies_and_is_skipped_the_second_time()
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        await using var pool = new EndpointPool([node.Client(RpcTransportKind.Ipc)]);
        for (int block = 0; block < 10; block++)
        {
            for (int i = 0; i < block; i++)
                await SendAsync(pool, $"{{\"from\":\"{Alice}\",\"to\":\"{Bob}\",\"value\":\"0x{i + 1:x}\"}}");
            await CallAsync(pool, "evm_mine");
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-record-");
        var options = new RecordOptions { Folder = folder.FullName, Blocks = BlockSelection.Parse("0..latest") };
        RecordProgress first = await new BlockRecorder(pool, options).RunAsync(Cancellation);
        RecordProgress second = await new BlockRecorder(pool, options).RunAsync(Cancellation);
        folder.Delete(recursive: true);

        Assert.Equal((11L, 0L, 10ul), (first.Written, first.Skipped, first.Number));
        Assert.Equal((0L, 11L, 10ul), (second.Written, second.Skipped, second.Number));
    }

    private static Task<string> SendAsync(IRpcCaller node, string transaction) =>
        CallAsync(node, "eth_sendTransaction", RpcParam.Json(transaction));

    private static async Task<string> CallAsync(IRpcCaller node, string method, params RpcParam[] parameters)
    {
        using RpcPayload result = await node.CallRawAsync(new RpcCall(method, parameters), Cancellation);
        return Encoding.UTF8.GetString(result.Json.Span);
    }
}
