using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Token transfers as the calls to the tokens state them, for transactions whose logs are not known.</summary>
/// <remarks>
/// Calls cannot show a fee that a token takes on transfer, nor what a token mints or moves on its own account;
/// amounts are what the caller asked for. A call that answered <c>false</c> moved nothing.
/// </remarks>
internal sealed class TransferCalls : FactFamily
{
    // Without an answer and without other evidence, an amount this small is read as the number of a collectible.
    private const ulong TokenIdMax = 100_000;

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Move("transfer(address,uint256)", OnTransfer);
        calls.Move("transfer(address,uint256,bytes)", OnTransfer);
        calls.Move("transferAndCall(address,uint256,bytes)", OnTransfer);
        calls.Move("send(address,uint256,bytes)", OnTransfer);
        calls.Move("transferFrom(address,address,uint256)", OnTransferFrom);
        calls.Move("transferOnLiquidation(address,address,uint256)", OnTransferFrom);
        calls.Move("operatorSend(address,address,uint256,bytes,bytes)", OnTransferFrom);
        calls.Move("batchTransfer(address[],uint256)", OnManyReceivers);
        calls.Move("seize(address,address,uint256)", OnSeize);
        calls.Move("safeTransferFrom(address,address,uint256)", OnCollectible);
        calls.Move("safeTransferFrom(address,address,uint256,bytes)", OnCollectible);
        calls.Move("safeTransferFrom(address,address,uint256,uint256,bytes)", OnSingle);
        calls.Move("safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)", OnBatch);
    }

    private static void OnTransfer(Extraction x, int call)
    {
        if (!IsEffective(x, call, arguments: 2)) return;

        BlockData data = x.Data;
        Add(x, call, x.Calls.From[call], data.AccountArgument(call, 0), data.Argument(call, 1));
    }

    private static void OnTransferFrom(Extraction x, int call)
    {
        if (!IsEffective(x, call, arguments: 3)) return;

        BlockData data = x.Data;
        Add(x, call, data.AccountArgument(call, 0), data.AccountArgument(call, 1), data.Argument(call, 2));
    }

    // The same amount to each: the sum may wrap around, which is the caller's point where it is an attack.
    private static void OnManyReceivers(Extraction x, int call)
    {
        HexSlice input = x.Calls.Input[call];
        if (!IsEffective(x, call, arguments: 2) || x.Calls.Output[call].ByteLength != 32) return;
        if (!x.TryArray(input, 4, 0, out int receivers, out int count)) return;

        for (int i = 0; i < count; i++)
        {
            x.Move(TransferKind.Erc20, call, -1, x.Calls.Self[call], x.Calls.From[call],
                x.Data.AccountAt(input, receivers + (32 * i)), x.Data.Argument(call, 1));
        }
    }

    // Compound's markets move their own shares from borrower to liquidator, and answer 0 for success.
    private static void OnSeize(Extraction x, int call)
    {
        BlockData data = x.Data;
        if (x.HasLogs || !x.IsEntry(call) || !data.HasArguments(call, 3) || x.IsForward(call)) return;
        if (!data.TryWord(x.Calls.Output[call], 0, out UInt256 error) || !error.IsZero) return;

        x.Move(TransferKind.Erc20, call, -1, x.Calls.Self[call],
            data.AccountArgument(call, 1), data.AccountArgument(call, 0), data.Argument(call, 2));
    }

    private static void OnCollectible(Extraction x, int call)
    {
        if (!IsEffective(x, call, arguments: 3)) return;

        BlockData data = x.Data;
        x.Move(TransferKind.Erc721, call, -1, x.Calls.Self[call],
            data.AccountArgument(call, 0), data.AccountArgument(call, 1), UInt256.One, data.Argument(call, 2));
    }

    private static void OnSingle(Extraction x, int call)
    {
        if (!IsEffective(x, call, arguments: 4)) return;

        BlockData data = x.Data;
        x.Move(TransferKind.Erc1155, call, -1, x.Calls.Self[call], data.AccountArgument(call, 0),
            data.AccountArgument(call, 1), data.Argument(call, 3), data.Argument(call, 2));
    }

    private static void OnBatch(Extraction x, int call)
    {
        if (!IsEffective(x, call, arguments: 5)) return;

        BlockData data = x.Data;
        HexSlice input = x.Calls.Input[call];
        if (!x.TryArray(input, 4, 64, out int ids, out int count)) return;
        if (!x.TryArray(input, 4, 96, out int amounts, out int amountCount) || count != amountCount) return;

        AccountId from = data.AccountArgument(call, 0), to = data.AccountArgument(call, 1);
        for (int i = 0; i < count; i++)
        {
            data.TryWord(input, ids + (32 * i), out UInt256 id);
            data.TryWord(input, amounts + (32 * i), out UInt256 amount);
            x.Move(TransferKind.Erc1155, call, -1, x.Calls.Self[call], from, to, amount, id);
        }
    }

    private static void Add(Extraction x, int call, AccountId from, AccountId to, in UInt256 amount)
    {
        AccountId token = x.Calls.Self[call];
        bool isSilent = x.Calls.Output[call].IsEmpty;
        if (isSilent && !x.Is(token, AccountMarks.Token) && HasOwnCalls(x, call)) return; // a wallet, not a token

        if (IsCollection(x, token, amount, isSilent))
        {
            x.Move(TransferKind.Erc721, call, -1, token, from, to, UInt256.One, amount);
        }
        else
        {
            x.Move(TransferKind.Erc20, call, -1, token, from, to, amount);
        }
    }

    private static bool IsCollection(Extraction x, AccountId token, in UInt256 amount, bool isSilent)
    {
        AccountMarks marks = x.Marks.Get(token.Index);
        if ((marks & AccountMarks.Fungible) != AccountMarks.None) return false;
        return (marks & AccountMarks.Collection) != AccountMarks.None || (isSilent && amount <= TokenIdMax);
    }

    private static bool IsEffective(Extraction x, int call, int arguments) =>
        !x.HasLogs && x.IsEntry(call) && x.Data.HasArguments(call, arguments) && x.SaysYes(call)
        && x.Calls.Self[call] != AccountId.Zero && !x.IsForward(call);

    private static bool HasOwnCalls(Extraction x, int call) => x.NextOwnCall(call, call + 1) >= 0;
}
