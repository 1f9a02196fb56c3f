using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Terminal;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Interfaces;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian;

/// <summary>Sends planned calls one after the other, or prints what they would be.</summary>
internal sealed class CallRunner(Session session, GuardianChain chain, PrivateKey owner)
{
    private static readonly ValueText Values = new(_ => null);

    /// <summary>Does or prints all of them.</summary>
    /// <returns>What came of each; nothing where they are printed alone.</returns>
    /// <param name="isDry">Whether they are printed alone.</param>
    /// <exception cref="CommandException">The account is too poor, or a call reverts; what is done stays.</exception>
    public async Task<IReadOnlyList<TransactionReceipt>> RunAsync(
        IReadOnlyList<PlannedCall> calls, bool isDry, CancellationToken cancellation)
    {
        List<TransactionReceipt> done = [];
        var account = new ChainAccount(chain.Node, chain.Chain.Id, owner, session.Time);
        try
        {
            if (!isDry && calls.Count > 0) await account.SettleAsync(cancellation);
            foreach (PlannedCall call in calls)
            {
                if (isDry)
                {
                    session.WriteLine(TerminalText.Clean($"would {call.Title}: {call.Contract} {call.To}"));
                    foreach (string line in Decoded(call)) session.WriteLine($"    {TerminalText.Clean(line)}");
                    continue;
                }

                TransactionReceipt receipt = await account.SendAsync(
                    call.Title, call.To, call.Data, UInt256.Zero, cancellation);
                done.Add(receipt);
                session.WriteLine(TerminalText.Clean(
                    $"{call.Title}: in block {receipt.BlockNumber} as {receipt.TransactionHash}"));
            }

            return done;
        }
        catch (DeploymentException fault)
        {
            throw CommandException.Environment(fault.Message, fault);
        }
    }

    private static IEnumerable<string> Decoded(PlannedCall call)
    {
        ContractFunction function = ContractInterface.Of(call.Contract).Functions
            .First(each => each.Abi.Matches(call.Data));
        AbiValue values = function.Abi.DecodeCall(call.Data);
        yield return function.Abi.Signature;
        for (int i = 0; i < values.Items.Count; i++)
        {
            AbiParameter parameter = function.Abi.Inputs[i];
            string text = Values.Of(
                parameter.Type, values[i], SolidityType.At(function.Inputs, i), parameter.Name);
            yield return $"  {ValueText.Label(parameter, i)}: {text}";
        }
    }
}
