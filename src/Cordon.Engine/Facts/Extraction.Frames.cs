using Cordon.Domain.Blocks;
using Cordon.Domain.Memory;

namespace Cordon.Engine.Facts;

internal sealed partial class Extraction
{
    private static readonly uint BalanceOf = (uint)SignatureTable.KeyOf("balanceOf(address)", isOfCalls: true);

    private readonly Column<bool> _covered = new();

    /// <summary>Says that the facts of a frame are known, from its log or from a frame above it.</summary>
    public void Cover(int call)
    {
        if (call >= 0) _covered[call] = true;
    }

    public bool IsCovered(int call) => _covered[call];

    /// <summary>
    /// True for the frame by which an account is entered: not a library or an implementation behind it.
    /// </summary>
    public bool IsEntry(int call) => Calls.Kind[call] == CallKind.Call;

    /// <summary>The frame that entered the account whose code a delegate frame runs; -1 stays -1.</summary>
    public int EntryOf(int call)
    {
        while (call >= 0 && Calls.Kind[call] is CallKind.DelegateCall or CallKind.CallCode && Calls.Parent[call] >= 0)
        {
            call = Calls.Parent[call];
        }

        return call;
    }

    /// <summary>The frame that entered the contract which emitted a log, -1 where only receipts are known.</summary>
    public int FrameOfLog(int log) => EntryOf(Logs.Call[log]);

    /// <summary>
    /// Who called the contract that emitted the log; the sender of the transaction where calls are unknown.
    /// </summary>
    public AccountId CallerOfLog(int log) =>
        FrameOfLog(log) is >= 0 and var call ? Calls.From[call] : Data.Transactions.From[Tx];

    /// <summary>True where one frame is another or lies below it.</summary>
    public bool IsWithin(int call, int frame) => call >= frame && call < Calls.End[frame];

    /// <summary>
    /// True for a frame that only passes on what its caller was asked (a proxy with separate storage).
    /// </summary>
    public bool IsForward(int call)
    {
        int parent = EntryOf(Calls.Parent[call]);
        if (parent < 0 || Calls.Selector[parent] != Calls.Selector[call]) return false;
        if (Calls.From[call] != Calls.Self[parent]) return false;

        HexSlice mine = Calls.Input[call], theirs = Calls.Input[parent];
        return mine.Digits == theirs.Digits && Data.Digits(mine).SequenceEqual(Data.Digits(theirs));
    }

    /// <summary>False where the call returned the word 0: the token refused without reverting.</summary>
    public bool SaysYes(int call) =>
        !Data.TryWord(Calls.Output[call], 0, out Ethereum.UInt256 answer) || !answer.IsZero;

    /// <summary>The next frame at or below <paramref name="from"/> that the frame's account itself called.</summary>
    /// <remarks>Descends only through delegate calls: what others do below is not the account's doing.</remarks>
    public int NextOwnCall(int frame, int from)
    {
        int call = from;
        while (call < Calls.End[frame])
        {
            if (Calls.Kind[call] is CallKind.DelegateCall or CallKind.CallCode) call++;
            else return call;
        }

        return -1;
    }

    /// <summary>Reads which tokens an account counted its own holdings of, in the order it did.</summary>
    /// <remarks>A two-token pool counts token 0, then token 1; the latest answers are its new reserves.</remarks>
    public PoolReserves OwnBalances(int frame)
    {
        var pool = new PoolReserves { Token0 = AccountId.None, Token1 = AccountId.None };
        AccountId self = Calls.Self[frame];
        for (int call = NextOwnCall(frame, frame + 1); call >= 0; call = NextOwnCall(frame, Calls.End[call]))
        {
            if (Calls.Selector[call] != BalanceOf || Data.AccountArgument(call, 0) != self) continue;
            if (!Data.TryWord(Calls.Output[call], 0, out Ethereum.UInt256 balance)) continue;

            AccountId token = Calls.To[call];
            if (pool.Token0.IsNone || pool.Token0 == token)
            {
                (pool.Token0, pool.Reserve0, pool.HasReserves) = (token, balance, !pool.Token1.IsNone);
            }
            else if (pool.Token1.IsNone || pool.Token1 == token)
            {
                (pool.Token1, pool.Reserve1, pool.HasReserves) = (token, balance, true);
            }
        }

        pool.HasTokens = !pool.Token1.IsNone;
        return pool;
    }
}
