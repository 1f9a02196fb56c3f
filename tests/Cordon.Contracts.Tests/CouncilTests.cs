using Cordon.Contracts.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts.Tests;

/// <summary>The council is a real Safe: its threshold of signatures acts, one fewer does not.</summary>
public class CouncilTests
{
    private static readonly Address Recipient = SomeSettings.Account(50);

    [Fact]
    public async Task Two_of_three_owners_pause_a_stream_and_one_cannot()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        PrivateKey[] owners = [PrivateKey.Generate(), PrivateKey.Generate(), PrivateKey.Generate()];
        CouncilSettings council = new([.. owners.Select(owner => owner.Address)], 2);
        MechanismDeployer deployer = chain.Deployer(settings: chain.Settings with { Council = council });
        await deployer.RunAsync(DeployChain.Stop);
        Address stream = deployer.Plan.AddressOf("stream");

        await ExecuteAsync(chain, deployer.Plan, stream, owners[..1]);
        Assert.False((await chain.ReadAsync(stream, new WatchStream.StreamsCall(Recipient))).IsPaused);

        await ExecuteAsync(chain, deployer.Plan, stream, owners[..2]);
        Assert.True((await chain.ReadAsync(stream, new WatchStream.StreamsCall(Recipient))).IsPaused);
    }

    /// <summary>Sends the Safe's transaction with these signatures, whether or not it goes through.</summary>
    private static async Task ExecuteAsync(
        DeployChain chain, MechanismPlan plan, Address stream, PrivateKey[] signers)
    {
        byte[] pause = new WatchStream.PauseCall(Recipient, Keccak256.HashUtf8("suspect")).Encode();
        Hash256 hash = await chain.ReadAsync(plan.Council, new Safe.GetTransactionHashCall(
            stream, 0, pause, 0, 0, 0, 0, Address.Zero, Address.Zero, 0));
        byte[] signatures = [.. signers
            .OrderBy(signer => signer.Address)
            .SelectMany(signer => SignatureOf(signer, hash))];
        ICalldata execute = new Safe.ExecTransactionCall(
            stream, 0, pause, 0, 0, 0, 0, Address.Zero, Address.Zero, signatures);
        await chain.SendAsync(plan.Council, execute);
    }

    private static byte[] SignatureOf(PrivateKey signer, Hash256 hash)
    {
        Signature signature = signer.Sign(hash);
        return [.. new Hash256(signature.R).ToArray(), .. new Hash256(signature.S).ToArray(), signature.V];
    }
}
