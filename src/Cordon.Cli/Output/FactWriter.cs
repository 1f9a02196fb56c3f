using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Cli.Output;

/// <summary>Writes facts as JSON lines: where it happened, what kind, and the fields of that kind.</summary>
/// <remarks>Amounts are decimal strings in the asset's smallest unit, for they exceed what JSON numbers carry safely.
/// The native coin is the address 0xeeee…eeee. An account that is not known is null.</remarks>
internal sealed class FactWriter(Stream output) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, SignalJson.WriterOptions);
    private BlockFacts _block = null!;
    private int _tx;

    /// <summary>Writes every fact of one transaction, kind by kind.</summary>
    public void Write(BlockFacts block, int tx)
    {
        (_block, _tx) = (block, tx);
        foreach (Transfer fact in block.Transfers.OfTransaction(tx)) Write(fact);
        foreach (BalanceDelta fact in block.Balances.OfTransaction(tx)) Write(fact);
        foreach (Swap fact in block.Swaps.OfTransaction(tx)) Write(fact);
        foreach (LiquidityChange fact in block.Liquidity.OfTransaction(tx)) Write(fact);
        foreach (Loan fact in block.Loans.OfTransaction(tx)) Write(fact);
        foreach (FlashLoan fact in block.FlashLoans.OfTransaction(tx)) Write(fact);
        foreach (Approval fact in block.Approvals.OfTransaction(tx)) Write(fact);
        foreach (ContractChange fact in block.Contracts.OfTransaction(tx)) Write(fact);
        foreach (PrivilegeChange fact in block.Privileges.OfTransaction(tx)) Write(fact);
        foreach (GovernanceAction fact in block.Governance.OfTransaction(tx)) Write(fact);
        foreach (OracleAnswer fact in block.Oracles.OfTransaction(tx)) Write(fact);
        foreach (BridgeMessage fact in block.Bridges.OfTransaction(tx)) Write(fact);
    }

    public void Dispose() => _json.Dispose();

    private void Write(in Transfer fact)
    {
        Begin("transfer");
        _json.WriteString("kind", FactNames.Of(fact.Kind));
        Account("asset", fact.Asset);
        Account("from", fact.From);
        Account("to", fact.To);
        Number("amount", fact.Amount);
        if (fact.Kind is TransferKind.Erc721 or TransferKind.Erc1155) Number("tokenId", fact.TokenId);
        End(fact.Call, fact.Log);
    }

    private void Write(in BalanceDelta fact)
    {
        Begin("balance");
        Account("account", fact.Account);
        Account("asset", fact.Asset);
        Number("in", fact.In);
        Number("out", fact.Out);
        End(-1, -1);
    }

    private void Write(in Swap fact)
    {
        Begin("swap");
        _json.WriteString("protocol", FactNames.Of(fact.Venue));
        Account("pool", fact.Pool);
        Account("sender", fact.Sender);
        Account("recipient", fact.Recipient);
        Account("tokenIn", fact.TokenIn);
        Number("amountIn", fact.AmountIn);
        Account("tokenOut", fact.TokenOut);
        Number("amountOut", fact.AmountOut);
        Known("reserveIn", fact.ReserveIn);
        Known("reserveOut", fact.ReserveOut);
        Known("sqrtPriceAfterX96", fact.SqrtPriceAfter);
        End(fact.Call, fact.Log);
    }

    private void Write(in LiquidityChange fact)
    {
        Begin("liquidity");
        _json.WriteString("protocol", FactNames.Of(fact.Venue));
        _json.WriteBoolean("added", fact.IsAdded);
        Account("pool", fact.Pool);
        Account("provider", fact.Provider);
        Account("asset", fact.Asset);
        Number("amount", fact.Amount);
        End(fact.Call, fact.Log);
    }

    private void Write(in Loan fact)
    {
        Begin(fact.Kind == LoanKind.Liquidate ? "liquidation" : "loan");
        _json.WriteString("kind", FactNames.Of(fact.Kind));
        _json.WriteString("protocol", FactNames.Of(fact.Protocol));
        Account("market", fact.Market);
        Account("account", fact.Account);
        Account("actor", fact.Actor);
        Account("asset", fact.Asset);
        Number("amount", fact.Amount);
        if (fact.Kind == LoanKind.Liquidate)
        {
            Account("collateralToken", fact.CollateralAsset);
            Number("collateralAmount", fact.CollateralAmount);
        }

        End(fact.Call, fact.Log);
    }

    private void Write(in FlashLoan fact)
    {
        Begin("flashLoan");
        _json.WriteString("protocol", FactNames.Of(fact.Venue));
        Account("lender", fact.Lender);
        Account("borrower", fact.Borrower);
        Account("asset", fact.Asset);
        Number("amount", fact.Amount);
        Number("fee", fact.Fee);
        End(fact.Call, fact.Log);
    }

    private void Write(in Approval fact)
    {
        Begin("approval");
        _json.WriteString("kind", FactNames.Of(fact.Kind));
        Account("token", fact.Token);
        Account("owner", fact.Owner);
        Account("spender", fact.Spender);
        Number("amount", fact.Amount);
        End(fact.Call, fact.Log);
    }

    private void Write(in ContractChange fact)
    {
        Begin("contract");
        _json.WriteBoolean("created", fact.IsCreated);
        Account("contract", fact.Contract);
        Account(fact.IsCreated ? "creator" : "beneficiary", fact.Counterparty);
        Number("value", fact.Value);
        End(fact.Call, -1);
    }

    private void Write(in PrivilegeChange fact)
    {
        Begin("privilege");
        _json.WriteString("kind", FactNames.Of(fact.Kind));
        Account("contract", fact.Contract);
        Account("subject", fact.Subject);
        Account("previous", fact.Previous);
        Account("sender", fact.Sender);
        if (!fact.Role.IsZero) _json.WriteString("role", Hex(fact.Role));
        End(fact.Call, fact.Log);
    }

    private void Write(in GovernanceAction fact)
    {
        Begin("governance");
        _json.WriteString("kind", FactNames.Of(fact.Kind));
        Account("governor", fact.Governor);
        Account("account", fact.Account);
        Account("target", fact.Target);
        Number("proposalId", fact.ProposalId);
        Number("weight", fact.Weight);
        End(fact.Call, fact.Log);
    }

    private void Write(in OracleAnswer fact)
    {
        Begin("oracle");
        _json.WriteBoolean("read", fact.IsRead);
        Account("feed", fact.Feed);
        Account("account", fact.Account);
        Account("asset", fact.Asset);
        _json.WriteString("answer", Hex(fact.Answer)); // signed in some feeds, so not as a decimal
        if (fact.UpdatedAt > 0) _json.WriteNumber("updatedAt", fact.UpdatedAt);
        End(fact.Call, fact.Log);
    }

    private void Write(in BridgeMessage fact)
    {
        Begin("bridge");
        _json.WriteBoolean("release", fact.IsRelease);
        Account("bridge", fact.Bridge);
        Account("account", fact.Account);
        Account("asset", fact.Asset);
        Number("amount", fact.Amount);
        if (!fact.MessageId.IsZero) _json.WriteString("messageId", Hex(fact.MessageId));
        End(fact.Call, fact.Log);
    }

    private void Begin(string kind)
    {
        BlockData data = _block.Data;
        _json.WriteStartObject();
        _json.WriteNumber("chain", data.ChainId);
        _json.WriteNumber("block", data.Number);
        _json.WriteString("tx", data.Transactions.Hash[_tx].ToString());
        _json.WriteNumber("index", data.Transactions.Position[_tx]);
        _json.WriteString("fact", kind);
    }

    // The frame: the fact's own, or the one that emitted its log; null where only receipts are known.
    private void End(int call, int log)
    {
        BlockData data = _block.Data;
        int frame = call >= 0 || log < 0 ? call : data.Logs.Call[log];
        if (frame < 0) _json.WriteNull("traceAddress");
        else
        {
            _json.WriteStartArray("traceAddress");
            foreach (int step in Stories.StoryReader.TraceAddress(data.Calls, frame)) _json.WriteNumberValue(step);
            _json.WriteEndArray();
        }

        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        output.WriteByte((byte)'\n');
    }

    private void Account(string name, AccountId account)
    {
        if (account.IsNone) _json.WriteNull(name);
        else _json.WriteString(name, _block.Data.Accounts[account].ToString());
    }

    private void Number(string name, UInt256 value) => _json.WriteString(name, value.ToString());

    // Zero means not derivable in these columns.
    private void Known(string name, UInt256 value)
    {
        if (!value.IsZero) Number(name, value);
    }

    private static string Hex(UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        value.CopyTo(bytes);
        return "0x" + Convert.ToHexStringLower(bytes);
    }
}
