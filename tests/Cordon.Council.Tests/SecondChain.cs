using Cordon.Cli.Council;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Council.Tests;

/// <summary>A chain of its own, on which a council's transaction is executed for good.</summary>
internal sealed class SecondChain : IAsyncDisposable
{
    private SecondChain(CouncilChain chain) => Chain = chain;

    public CouncilChain Chain { get; }

    public static async Task<SecondChain> StartAsync()
    {
        CouncilChain chain = new();
        await chain.InitializeAsync();
        return new SecondChain(chain);
    }

    /// <summary>Two owners sign, a third party sends; the hash of what it sent.</summary>
    public async Task<Hash256> ExecuteOverturnAsync()
    {
        SafeTransaction overturn = new()
        {
            Safe = Chain.Plan.Council,
            To = Chain.Plan.Registry,
            Data = new IncidentRegistry.OverturnCall(Chain.QuorumIncident).Encode(),
        };
        Hash256 hash = overturn.Hash(DeployChain.ChainId);
        byte[] signatures = [.. Chain.Owners[..2].SelectMany(owner => owner.Sign(hash).ToArray())];
        byte[] call = new Safe.ExecTransactionCall(
            overturn.To, 0, overturn.Data, 0, 0, 0, 0, Address.Zero, Address.Zero, signatures).Encode();
        SignedTransaction signed = new Transaction
        {
            ChainId = DeployChain.ChainId,
            Nonce = await Chain.Chain.SentAsync(),
            GasLimit = 3_000_000,
            MaxFeePerGas = 100_000_000_000,
            To = Chain.Plan.Council,
            Data = call,
        }.Sign(Chain.Chain.Key);
        Hash256 sent = await Chain.Chain.Node.SendRawTransactionAsync(signed.Encode(), DeployChain.Stop);
        while (await Chain.Chain.Node.GetTransactionReceiptAsync(sent, DeployChain.Stop) is null)
            await Chain.Chain.AskAsync("evm_mine");
        return sent;
    }

    public ValueTask DisposeAsync() => Chain.DisposeAsync();
}
