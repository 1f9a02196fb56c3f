using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Adds up what each account gained and lost of each fungible asset in a transaction.</summary>
/// <remarks>
/// Fees and rewards of the block are left out, so every asset's rows sum to what was minted less what was burnt;
/// the zero address gets no row for those. Linear in transfers times the assets of one account.
/// </remarks>
internal sealed class BalanceLedger
{
    private readonly AccountScratch<int> _heads = new(); // row + 1 of the account's latest row
    private readonly Column<int> _next = new();          // row + 1 of the account's row before

    private int _first;

    public void Settle(Extraction x)
    {
        FactTable<BalanceDelta> balances = x.Facts.Balances;
        _heads.Clear();
        _next.Clear();
        _first = balances.Count;
        foreach (ref readonly Transfer transfer in x.Transfers)
        {
            if (!Extraction.IsFungible(transfer.Kind) || transfer.Amount.IsZero) continue;
            if (!transfer.IsMint) Row(x, balances, transfer.From, transfer.Asset).Out += transfer.Amount;
            if (!transfer.IsBurn) Row(x, balances, transfer.To, transfer.Asset).In += transfer.Amount;
        }
    }

    private ref BalanceDelta Row(Extraction x, FactTable<BalanceDelta> balances, AccountId account, AccountId asset)
    {
        ref int head = ref _heads.At(account.Index);
        for (int row = head - 1; row >= 0; row = _next[row] - 1)
        {
            ref BalanceDelta known = ref balances[_first + row];
            if (known.Asset == asset) return ref known;
        }

        _next.Add() = head;
        head = _next.Count;
        ref BalanceDelta delta = ref balances.Add();
        delta = new BalanceDelta { Tx = x.Tx, Account = account, Asset = asset };
        return ref delta;
    }
}
