using System.Buffers.Binary;
using System.Text;
using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.Tests.Scenes;

/// <summary>A block written fact by fact: accounts by name, transactions in order.</summary>
/// <param name="salt">Every name's address and every hash follow from it, so another salt renames everything.</param>
internal sealed class Scene(int salt = 1)
{
    private readonly StringBuilder _raw = new();

    public BlockFacts Facts { get; } = new();

    public BlockData Data => Facts.Data;

    public int Tx { get; private set; } = -1;

    public AccountId this[string name] => name switch
    {
        "ether" => AccountId.Ether,
        "zero" => AccountId.Zero,
        "" => AccountId.None,
        _ => Data.Accounts.Intern(AddressOf(name)),
    };

    public Address AddressOf(string name)
    {
        if (name.StartsWith("0x", StringComparison.Ordinal)) return Address.Parse(name);
        return new Address(Bytes(name).AsSpan(0, Address.SizeBytes));
    }

    /// <summary>Begins the block at a height, before its first transaction.</summary>
    public Scene At(ulong number, ulong timestamp = 0)
    {
        Data.ChainId = 1;
        Data.Number = number;
        Data.Timestamp = timestamp;
        Data.Hash = new Hash256(Bytes($"block {number}"));
        return this;
    }

    /// <summary>Begins a transaction with its outermost call.</summary>
    public Scene Sent(string from, string to, UInt256 value = default, string input = "", long nonce = -1)
    {
        if (Tx < 0 && Data.ChainId == 0) At(1);
        TransactionTable transactions = Data.Transactions;
        Tx = transactions.Add();
        transactions.Hash[Tx] = new Hash256(Bytes($"tx {Tx}"));
        transactions.From[Tx] = this[from];
        transactions.To[Tx] = this[to];
        transactions.Value[Tx] = value;
        transactions.Nonce[Tx] = nonce;
        transactions.Status[Tx] = TransactionStatus.Succeeded;
        transactions.HasCalls[Tx] = transactions.HasLogs[Tx] = true;
        Facts.BeginTransaction();
        int call = Call(from, to, input, value);
        transactions.Calls[Tx] = new RowRange(call, call + 1);
        transactions.Input[Tx] = Data.Calls.Input[call];
        return this;
    }

    /// <summary>Adds a frame under <paramref name="parent"/>, -1 for the outermost; returns its row.</summary>
    public int Call(
        string from, string to, string input = "", UInt256 value = default, int parent = -1,
        CallKind kind = CallKind.Call, string output = "", string? self = null)
    {
        CallTable calls = Data.Calls;
        int call = calls.Add();
        calls.Tx[call] = Tx;
        calls.Parent[call] = parent;
        calls.Kind[call] = kind;
        calls.Flags[call] = CallFlags.None;
        calls.From[call] = this[from];
        calls.To[call] = this[to];
        calls.Self[call] = this[self ?? (kind == CallKind.DelegateCall ? from : to)];
        calls.Value[call] = value;
        calls.Input[call] = Raw(input);
        calls.Output[call] = Raw(output);
        if (input.Length >= 8) calls.Selector[call] = Convert.ToUInt32(input[..8], 16);
        if (parent < 0) return call;

        calls.Depth[call] = calls.Depth[parent] + 1;
        for (int i = parent + 1; i < call; i++)
        {
            if (calls.Parent[i] == parent) calls.ChildIndex[call]++;
        }

        for (int above = parent; above >= 0; above = calls.Parent[above]) calls.End[above] = call + 1;
        RowRange rows = Data.Transactions.Calls[Tx];
        Data.Transactions.Calls[Tx] = rows with { End = call + 1 };
        return call;
    }

    public Scene Transfer(
        string asset, string from, string to, UInt256 amount, TransferKind? kind = null, int call = -1)
    {
        ref Transfer row = ref Facts.Transfers.Add();
        row = new Transfer
        {
            Tx = Tx,
            Call = call,
            Log = -1,
            Kind = kind ?? (asset == "ether" ? TransferKind.Ether : TransferKind.Erc20),
            Asset = this[asset],
            From = this[from],
            To = this[to],
            Amount = amount,
        };
        Delta(asset, from, 0, amount);
        Delta(asset, to, amount, 0);
        return this;
    }

    public Scene Swap(
        string pool, string trader, string tokenIn, UInt256 amountIn, string tokenOut, UInt256 amountOut,
        string? recipient = null, string? payer = null)
    {
        Transfer(tokenIn, payer ?? trader, pool, amountIn);
        Transfer(tokenOut, pool, recipient ?? trader, amountOut);
        ref Swap row = ref Facts.Swaps.Add();
        row = new Swap
        {
            Tx = Tx,
            Call = -1,
            Log = -1,
            Venue = SwapVenue.UniswapV2,
            Pool = this[pool],
            Sender = this[trader],
            Recipient = this[recipient ?? trader],
            TokenIn = this[tokenIn],
            TokenOut = this[tokenOut],
            AmountIn = amountIn,
            AmountReceived = amountIn,
            AmountOut = amountOut,
        };
        return this;
    }

    public Scene Loan(LoanKind kind, string market, string account, string asset, UInt256 amount,
        string? actor = null, string collateral = "", UInt256 collateralAmount = default,
        LendingProtocol protocol = LendingProtocol.AaveV2, int call = -1)
    {
        ref Loan row = ref Facts.Loans.Add();
        row = new Loan
        {
            Tx = Tx,
            Call = call,
            Log = -1,
            Kind = kind,
            Protocol = protocol,
            Market = this[market],
            Account = this[account],
            Actor = this[actor ?? account],
            Asset = this[asset],
            Amount = amount,
            CollateralAsset = this[collateral],
            CollateralAmount = collateralAmount,
        };
        return this;
    }

    /// <summary>A transferFrom as the call that it is and as the transfer that follows.</summary>
    public Scene Pull(string token, string spender, string owner, string to, ulong amount, int parent)
    {
        string input = "23b872dd" + Word(owner) + Word(to) + Word(amount);
        int call = Call(spender, token, input, parent: parent, output: Word(1));
        return Transfer(token, owner, to, amount, call: call);
    }

    public Scene Fact<T>(FactTable<T> table, T row) where T : unmanaged
    {
        table.Add() = row;
        return this;
    }

    /// <summary>An unrelated payment, to fill a block.</summary>
    public Scene Noise(int index) =>
        Sent($"payer {index}", $"payee {index}", 5).Transfer("ether", $"payer {index}", $"payee {index}", 5);

    public IReadOnlyList<Signal> Run(ITransactionDetector detector) => Run(new TransactionScan([detector]));

    public IReadOnlyList<Signal> Run(IDetector detector)
    {
        SignalBuffer signals = new();
        detector.Inspect(Observed(), signals);
        return signals.Signals;
    }

    /// <summary>The facts with what their trades say about prices, as the extractor leaves them.</summary>
    public BlockFacts Observed()
    {
        Facts.Prices.Observe(Facts);
        return Facts;
    }

    /// <summary>Hex digits (without 0x) as a slice of the block's raw bytes.</summary>
    public HexSlice Raw(string digits)
    {
        HexSlice slice = new(_raw.Length, digits.Length);
        _raw.Append(digits);
        Data.Raw = Encoding.ASCII.GetBytes(_raw.ToString());
        return slice;
    }

    /// <summary>An account as the 64 digits of an ABI word.</summary>
    public string Word(string name) => AddressOf(name).ToString()[2..].PadLeft(64, '0');

    public static string Word(ulong value) => value.ToString("x64");

    private void Delta(string asset, string account, UInt256 gained, UInt256 lost)
    {
        if (account is "" or "zero") return;
        (AccountId accountId, AccountId assetId) = (this[account], this[asset]);
        for (int i = Facts.Balances.RangeOf(Tx).Start; i < Facts.Balances.Count; i++)
        {
            ref BalanceDelta known = ref Facts.Balances[i];
            if (known.Account != accountId || known.Asset != assetId) continue;
            known.In += gained;
            known.Out += lost;
            return;
        }

        ref BalanceDelta row = ref Facts.Balances.Add();
        row = new BalanceDelta
        {
            Tx = Tx,
            Account = accountId,
            Asset = assetId,
            In = gained,
            Out = lost,
        };
    }

    // Not a cryptographic hash, only distinct and repeatable: FNV-1a with the salt in front.
    private byte[] Bytes(string name)
    {
        byte[] bytes = new byte[32];
        for (int part = 0; part < 4; part++)
        {
            ulong hash = 14695981039346656037;
            foreach (byte letter in Encoding.UTF8.GetBytes($"{salt}:{part}:{name}"))
            {
                hash = (hash ^ letter) * 1099511628211;
            }

            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8 * part), hash);
        }

        return bytes;
    }
}
