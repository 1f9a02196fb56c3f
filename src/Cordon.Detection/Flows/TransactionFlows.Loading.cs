using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Detection.Flows;

/// <content>How a transaction is read.</content>
public sealed partial class TransactionFlows
{
    private void Reset()
    {
        _movements.Clear();
        _flows.Clear();
        _parties.Clear();
        _gains.Clear();
        int accounts = Data.Accounts.Count;
        if (_epochs.Length < accounts)
        {
            Array.Resize(ref _epochs, accounts * 2);
            Array.Resize(ref _partyOf, accounts * 2);
        }

        _epoch++;
    }

    private void AddMovements(ReadOnlySpan<Transfer> transfers)
    {
        AccountId wrapper = Wrapper = Block.Prices.WrapperHere;
        foreach (ref readonly Transfer transfer in transfers)
        {
            if (transfer.Kind is TransferKind.Wrap or TransferKind.Unwrap || transfer.Amount.IsZero
                || transfer.From == transfer.To)
                continue;

            AccountId asset = transfer.Asset;
            if (asset == AccountId.Ether && (transfer.From == wrapper || transfer.To == wrapper)) continue;
            if (asset == wrapper && !wrapper.IsNone)
            {
                if (transfer.IsMint || transfer.IsBurn) continue;
                asset = AccountId.Ether;
            }

            _movements.Add(new Movement(transfer.Call, asset, transfer.From, transfer.To, transfer.Amount));
        }
    }

    private void MarkCalls()
    {
        CallTable calls = Data.Calls;
        for (int call = Calls.Start; call < Calls.End; call++)
        {
            if (!calls.TookEffect(call)) continue;
            if (calls.Kind[call] is CallKind.DelegateCall or CallKind.CallCode) continue;
            if (!calls.From[call].IsNone) PartyOf(calls.From[call]).Roles |= Roles.Caller;
            if (calls.Selector[call] != 0 && !calls.Self[call].IsNone)
                PartyOf(calls.Self[call]).Roles |= Roles.Called;
        }
    }

    private void MarkInitiator()
    {
        CallTable calls = Data.Calls;
        AccountId sender = Data.Transactions.From[Tx].IsNone ? calls.From[Calls.Start] : Data.Transactions.From[Tx];
        if (!sender.IsNone) PartyOf(sender).Roles |= Roles.Sender;
        if (!calls.Self[Calls.Start].IsNone) PartyOf(calls.Self[Calls.Start]).Roles |= Roles.Callee;
        for (int call = Calls.Start + 1; call < Calls.End; call++)
        {
            if (calls.Kind[call] is not (CallKind.Create or CallKind.Create2) || !calls.TookEffect(call)
                || calls.Self[call].IsNone) continue;

            // A factory makes contracts that wait; one that trades in its own constructor acts for its creator.
            bool acts = MovesValueWhileCreated(call);
            if (!acts && !IsInitiator(calls.From[call])) continue;
            PartyOf(calls.Self[call]).Roles |= Roles.Created;
            if (acts) PartyOf(calls.From[call]).Roles |= Roles.Created;
        }
    }

    private bool MovesValueWhileCreated(int creation)
    {
        CallTable calls = Data.Calls;
        foreach (ref readonly Movement movement in _movements.Span)
        {
            if (movement.Call > creation && movement.Call < calls.End[creation]) return true;
        }

        return false;
    }

    private void AddFlows()
    {
        ReadOnlySpan<Movement> movements = _movements.Span;
        for (int i = 0; i < movements.Length; i++)
        {
            ref readonly Movement movement = ref movements[i];
            ref Flow giver = ref FlowOf(movement.From, movement.Asset);
            giver.Out += movement.Amount;
            if (giver.FirstOut < 0) giver.FirstOut = i;
            giver.LastOut = i;
            ref Flow taker = ref FlowOf(movement.To, movement.Asset);
            taker.In += movement.Amount;
            if (taker.FirstIn < 0) taker.FirstIn = i;
            taker.LastIn = i;
        }
    }

    // An account that runs no code and is paid only by the initiator's contracts holds the proceeds.
    private void MarkPayees()
    {
        if ((RolesOf(Data.Calls.Self[Calls.Start]) & Roles.Sender) != Roles.None) return;
        foreach (ref readonly Movement movement in _movements.Span)
        {
            if (movement.To == AccountId.Zero || movement.To == Data.Miner) continue;
            ref Party payee = ref PartyOf(movement.To);
            if (payee.Roles == Roles.None && IsPaidToInitiator(movement)) payee.Roles = Roles.Payee;
        }

        foreach (ref readonly Movement movement in _movements.Span)
        {
            ref Party payee = ref PartyOf(movement.To);
            if (payee.Roles == Roles.Payee && !IsPaidToInitiator(movement)) payee.Roles = Roles.None;
        }

        // Proceeds of a trade may be sent straight on by the pool.
        foreach (ref readonly Swap swap in Block.Swaps.OfTransaction(Tx))
        {
            if (swap.Recipient.Index <= AccountId.Zero.Index || !IsContractOfInitiator(swap.Sender)) continue;
            ref Party payee = ref PartyOf(swap.Recipient);
            if (payee.Roles == Roles.None) payee.Roles = Roles.Payee;
        }
    }

    private bool IsPaidToInitiator(in Movement movement) => IsPaidByInitiator(movement) || IsNamedByNewborn(movement);

    // Its own doing, too: what a protocol pulls from it goes into that protocol's holdings.
    private bool IsPaidByInitiator(in Movement movement)
    {
        if (!IsContractOfInitiator(movement.From)) return false;
        if (movement.Call < 0) return true;
        int frame = movement.Call;
        while (frame >= 0 && Data.Calls.Self[frame] == movement.Asset) frame = Data.Calls.Parent[frame];
        return frame < 0 || movement.Asset == AccountId.Ether || IsContractOfInitiator(Data.Calls.Self[frame]);
    }

    /// <summary>True for a contract of the initiator's side that did not exist before.</summary>
    public bool IsNewborn(AccountId account) =>
        (RolesOf(account) & Roles.Created) != Roles.None
        || (IsCreation && account == Data.Calls.Self[Calls.Start]);

    // A constructor that names the account to be paid: nobody else knows that contract, and nobody else has a say.
    private bool IsNamedByNewborn(in Movement movement)
    {
        if (!IsCreation || IsInitiator(movement.From)) return false;
        for (int frame = movement.Call; frame >= 0; frame = Data.Calls.Parent[frame])
        {
            if (IsNewborn(Data.Calls.From[frame])) return CallInput.Names(Data, frame, movement.To);
        }

        return false;
    }

    private bool IsContractOfInitiator(AccountId account) =>
        (RolesOf(account) & (Roles.Callee | Roles.Created)) != Roles.None;

    private void SumParties()
    {
        for (int row = 0; row < _parties.Count; row++)
        {
            ref Party party = ref _parties[row];
            for (int flow = party.FirstFlow; flow >= 0; flow = _flows[flow].Next)
            {
                ref Flow f = ref _flows[flow];
                if (f.Asset == party.Account) continue;     // a token's own units cost it nothing
                if (IsInitiator(f.Asset)) continue;          // and the initiator's own tokens pay for nothing
                if (f.IsGain) party.Gains++;
                if (f.IsLoss) party.Losses++;
                if (!f.In.IsZero) party.Received++;
                if (!f.In.IsZero && !f.Out.IsZero) party.TwoWay++;
            }
        }
    }

    private void SumGains()
    {
        foreach (ref readonly Flow flow in _flows.Span)
        {
            if (!IsInitiator(flow.Account) || IsInitiator(flow.Asset)) continue;
            ref AssetGain gain = ref GainOf(flow.Asset);
            gain.In += IsNewborn(flow.Account) && flow.Out > flow.In && flow.Asset != AccountId.Ether
                ? flow.Out : flow.In; // nobody gives what he never got: it was minted where no transfer shows it
            gain.Out += flow.Out;
        }

        GainCount = LossCount = 0;
        foreach (ref readonly AssetGain gain in _gains.Span)
        {
            if (gain.IsGain) GainCount++;
            if (gain.IsLoss) LossCount++;
        }
    }

    private ref AssetGain GainOf(AccountId asset)
    {
        for (int row = 0; row < _gains.Count; row++)
        {
            if (_gains[row].Asset == asset) return ref _gains[row];
        }

        ref AssetGain added = ref _gains.Add();
        added = new AssetGain { Asset = asset };
        return ref added;
    }

    private ref Party PartyOf(AccountId account)
    {
        if (TryParty(account, out int row)) return ref _parties[row];
        _epochs[account.Index] = _epoch;
        _partyOf[account.Index] = _parties.Count + 1;
        ref Party added = ref _parties.Add();
        added = new Party { Account = account, FirstFlow = -1 };
        return ref added;
    }

    private ref Flow FlowOf(AccountId account, AccountId asset)
    {
        ref Party party = ref PartyOf(account);
        for (int row = party.FirstFlow; row >= 0; row = _flows[row].Next)
        {
            if (_flows[row].Asset == asset) return ref _flows[row];
        }

        int next = party.FirstFlow;
        party.FirstFlow = _flows.Count;
        ref Flow added = ref _flows.Add();
        added = new Flow { Account = account, Asset = asset, Next = next };
        added.FirstIn = added.LastIn = added.FirstOut = added.LastOut = -1;
        return ref added;
    }
}
