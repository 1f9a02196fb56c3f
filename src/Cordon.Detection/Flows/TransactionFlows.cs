using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Memory;

namespace Cordon.Detection.Flows;

/// <summary>Who gave and who received in one transaction, and who acts for its sender. Reused.</summary>
/// <remarks>The initiator's side is the sender, the contract called, what they create, and the accounts without code
/// that they alone pay. A protocol called directly by its user is on that side too: what it loses to the user cancels
/// out, so a verdict needs a second contract that lost. Linear in calls and transfers.</remarks>
public sealed partial class TransactionFlows
{
    private readonly Column<Movement> _movements = new();
    private readonly Column<Flow> _flows = new();
    private readonly Column<Party> _parties = new();
    private readonly Column<AssetGain> _gains = new();
    private int[] _partyOf = []; // by account: row + 1 in _parties, valid where _epochs says so
    private int[] _epochs = [];
    private int _epoch;

    public BlockFacts Block { get; private set; } = null!;

    public BlockData Data => Block.Data;

    public int Tx { get; private set; }

    public RowRange Calls { get; private set; }

    /// <summary>The token that wraps the native coin, None where the block shows none.</summary>
    public AccountId Wrapper { get; private set; } = AccountId.None;

    /// <summary>Transfers in execution order with wrapping taken out.</summary>
    public ReadOnlySpan<Movement> Movements => _movements.Span;

    public ReadOnlySpan<Party> Parties => _parties.Span;

    public ReadOnlySpan<Flow> Flows => _flows.Span;

    /// <summary>What the initiator's side gained or lost, one row an asset,
    /// tokens of its own making left out.</summary>
    public ReadOnlySpan<AssetGain> Gains => _gains.Span;

    /// <summary>How many assets the initiator's side gained.</summary>
    public int GainCount { get; private set; }

    /// <summary>How many assets the initiator's side lost.</summary>
    public int LossCount { get; private set; }

    /// <summary>True where the initiator's side gained something and gave nothing, gas apart.</summary>
    public bool IsFreeGain => GainCount > 0 && LossCount == 0;

    /// <summary>True where the sender created a contract instead of calling one.</summary>
    public bool IsCreation { get; private set; }

    public bool IsInitiator(AccountId account) => (RolesOf(account) & Roles.Initiator) != Roles.None;

    public Roles RolesOf(AccountId account) =>
        TryParty(account, out int row) ? _parties[row].Roles : Roles.None;

    /// <summary>The account's row in <see cref="Parties"/>; false where it took no part.</summary>
    public bool TryParty(AccountId account, out int row)
    {
        if (account.IsNone || account.Index >= _epochs.Length || _epochs[account.Index] != _epoch)
        {
            row = -1;
            return false;
        }

        row = _partyOf[account.Index] - 1;
        return true;
    }

    /// <summary>The account's flow of an asset; false where there is none.</summary>
    public bool TryFlow(AccountId account, AccountId asset, out Flow flow)
    {
        if (TryParty(account, out int party))
        {
            for (int row = _parties[party].FirstFlow; row >= 0; row = _flows[row].Next)
            {
                flow = _flows[row];
                if (flow.Asset == asset) return true;
            }
        }

        flow = default;
        return false;
    }

    /// <summary>What the initiator's side gained or lost of an asset; false where neither.</summary>
    public bool TryGain(AccountId asset, out AssetGain gain)
    {
        foreach (ref readonly AssetGain row in _gains.Span)
        {
            if (row.Asset != asset) continue;
            gain = row;
            return true;
        }

        gain = default;
        return false;
    }

    /// <summary>Reads a transaction; false where it has no calls or moved nothing,
    /// so that nobody can have lost.</summary>
    public bool TryLoad(BlockFacts block, int tx)
    {
        RowRange calls = block.Data.Transactions.Calls[tx];
        ReadOnlySpan<Transfer> transfers = block.Transfers.OfTransaction(tx);
        if (calls.Count == 0 || transfers.Length == 0 || !block.Data.Calls.TookEffect(calls.Start)) return false;

        Block = block;
        Tx = tx;
        Calls = calls;
        IsCreation = block.Data.Calls.Kind[calls.Start] is CallKind.Create or CallKind.Create2;
        Reset();
        AddMovements(transfers);
        if (_movements.Count == 0) return false;

        MarkCalls();
        MarkInitiator();
        AddFlows();
        MarkPayees();
        SumParties();
        SumGains();
        return true;
    }
}
