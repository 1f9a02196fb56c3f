using System.Buffers;
using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts;

/// <summary>Writes facts as JSON lines, one a fact, in the order of the fact tables.</summary>
/// <remarks>
/// Every line has block, kind, tx and traceAddress. A swap has the keys of the pack's labels: protocol, pool,
/// tokenIn, amountIn, tokenOut, amountOut, reverted. Amounts are decimal text in smallest units.
/// </remarks>
public sealed partial class FactWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly Utf8JsonWriter _json;

    public FactWriter(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _json = new Utf8JsonWriter(_line);
    }

    /// <summary>Writes the facts of every transaction of a block.</summary>
    public void Write(BlockFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        for (int tx = 0; tx < facts.Data.Transactions.Count; tx++) Write(facts, tx);
    }

    /// <summary>Writes the facts of one transaction.</summary>
    /// <param name="facts">Its block, extracted.</param>
    /// <param name="tx">Its row in the block's table.</param>
    public void Write(BlockFacts facts, int tx)
    {
        ArgumentNullException.ThrowIfNull(facts);
        BlockData data = facts.Data;
        foreach (ref readonly Transfer row in facts.Transfers.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly BalanceDelta row in facts.Balances.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly Swap row in facts.Swaps.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly LiquidityChange row in facts.Liquidity.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly Loan row in facts.Loans.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly FlashLoan row in facts.FlashLoans.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly Approval row in facts.Approvals.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly ContractChange row in facts.Contracts.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly PrivilegeChange row in facts.Privileges.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly GovernanceAction row in facts.Governance.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly OracleAnswer row in facts.Oracles.OfTransaction(tx)) Write(data, row);
        foreach (ref readonly BridgeMessage row in facts.Bridges.OfTransaction(tx)) Write(data, row);
    }

    public void Dispose() => _json.Dispose();

    private FactLine Begin(BlockData data, string kind, int tx) => FactLine.Begin(_json, data, kind, tx);

    private void End(FactLine line, int call)
    {
        line.End(call);
        _json.Flush();
        _line.GetSpan(1)[0] = (byte)'\n';
        _line.Advance(1);
        _stream.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
        _json.Reset();
    }
}
