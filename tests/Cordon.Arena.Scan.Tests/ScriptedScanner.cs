using System.Runtime.CompilerServices;
using System.Text.Json;
using Cordon.Arena.Scan.Tests.Demo;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Scan.Tests;

/// <summary>Follows the chain and says about each transaction what the test wants said.</summary>
internal sealed class ScriptedScanner(Func<ScriptedScanner.Seen, ScanFinding?> judge) : IArenaScanner
{
    /// <summary>A transaction as the node gives it; <see cref="To"/> is null when it creates a contract.</summary>
    public sealed record Seen(ulong Block, Hash256 Hash, Address From, Address? To);

    /// <summary>Tells nothing about blocks after this one.</summary>
    public ulong LastBlock { get; init; } = ulong.MaxValue;

    public async IAsyncEnumerable<ScanStep> FollowAsync(
        RpcEndpoint node, ulong first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var client = new RpcClient(node);
        for (ulong number = first; ; number++)
        {
            while (number > LastBlock || await client.BlockNumberAsync(cancellation) < number)
                await Task.Delay(5, cancellation);
            yield return new ScanStep(number, await JudgeAsync(client, number, cancellation));
        }
    }

    private async Task<ScanFinding[]> JudgeAsync(RpcClient client, ulong number, CancellationToken cancellation)
    {
        using RpcPayload payload = await client.CallRawAsync(
            new RpcCall("eth_getBlockByNumber", number, true), cancellation);
        using JsonDocument block = JsonDocument.Parse(payload.Json);
        return [.. block.RootElement.GetProperty("transactions").EnumerateArray()
            .Select(t => judge(Read(number, t)))
            .OfType<ScanFinding>()];
    }

    private static Seen Read(ulong block, JsonElement transaction)
    {
        string? to = transaction.GetProperty("to").GetString();
        return new Seen(
            block,
            Hash256.Parse(transaction.GetProperty("hash").GetString()!),
            Address.Parse(transaction.GetProperty("from").GetString()!),
            to is null ? null : Address.Parse(to));
    }
}
