using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;

namespace Cordon.Cli.Checking;

/// <summary>Whether registry and stake are there, and whether they were deployed when the file says: a node that looks
/// for guardians from a later block on never hears of those who registered before.</summary>
internal sealed class DeploymentCheck(CheckBook book, IRpcCaller node, ChainSettings chain)
{
    private string Place => $"chain {chain.Id}";

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (chain.Registry is not { } registry || chain.Stake is not { } stake) return;
        foreach ((string name, Address contract) in new[] { ("registry", registry), ("stake", stake) })
            await book.TryAsync(Place, () => CodeAsync(name, contract, cancellation));
        if (chain.DeploymentBlock > 0) await book.TryAsync(Place, () => BlockAsync(registry, stake, cancellation));
    }

    private async Task CodeAsync(string name, Address contract, CancellationToken cancellation)
    {
        if ((await node.GetCodeAsync(contract, "latest", cancellation)).Length == 0)
            book.Add(CheckLevel.Wrong, Place, $"{name}: expected a contract at {contract}, found no code");
    }

    private async Task BlockAsync(Address registry, Address stake, CancellationToken cancellation)
    {
        ulong block = (ulong)chain.DeploymentBlock;
        ulong head = await node.BlockNumberAsync(cancellation);
        if (block > head)
        {
            book.Add(CheckLevel.Wrong, Place, $"deploymentBlock: expected at most {head}, the newest, found {block}");
            return;
        }

        try
        {
            foreach (Address contract in new[] { registry, stake })
            {
                if ((await node.GetCodeAsync(contract, block - 1, cancellation)).Length == 0) continue;
                book.Add(CheckLevel.Wrong, Place, $"deploymentBlock: {contract} was there before block {block}; "
                    + "guardians that registered before would not be known");
                return;
            }
        }
        catch (RpcErrorException)
        {
            book.Add(CheckLevel.Doubtful, Place, $"deploymentBlock: this node has no state of block {block}, so that "
                + "nobody knows whether it is too late a block; 'cordon deploy' wrote it into its file");
            return;
        }

        book.Add(CheckLevel.Fine, Place, $"guardians and incidents are looked for from block {block} on");
    }
}
