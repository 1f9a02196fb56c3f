using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Sending;

/// <summary>Hands a signed transaction to every endpoint at once.</summary>
internal sealed class Broadcaster(IReadOnlyList<IRpcCaller> endpoints)
{
    /// <summary>Waits for all answers.</summary>
    /// <returns>The best one: a transaction that one endpoint has taken is under way.</returns>
    public async Task<BroadcastAnswer> SendAsync(ReadOnlyMemory<byte> raw, CancellationToken cancellation)
    {
        Task<BroadcastAnswer>[] sending = [.. endpoints.Select(endpoint => SendAsync(endpoint, raw, cancellation))];
        BroadcastAnswer[] answers = await Task.WhenAll(sending);
        return answers.MinBy(answer => answer.Outcome)!;
    }

    private static async Task<BroadcastAnswer> SendAsync(
        IRpcCaller endpoint, ReadOnlyMemory<byte> raw, CancellationToken cancellation)
    {
        try
        {
            await endpoint.SendRawTransactionAsync(raw, cancellation);
            return BroadcastAnswer.Accepted;
        }
        catch (RpcException failure)
        {
            return BroadcastAnswer.Of(failure);
        }
    }
}
