using Cordon.Contracts;
using Cordon.Domain.Engagement;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Node.Engagement;

/// <summary>Does what is due in one epoch: open, commit, reveal, close. Every step is tried against the contract before
/// it is sent, so that doing it again is harmless, whoever did it before.</summary>
internal sealed class EpochDuties(KeeperPorts ports, EngagementReader reader, DutyDesk desk)
{
    private readonly HashSet<ulong> _punished = [];

    /// <summary>Does what is due now.</summary>
    /// <exception cref="RpcException">The node failed.</exception>
    /// <exception cref="RangeUnreadableException">The range cannot be answered for.</exception>
    public async Task TakeAsync(EpochMoment moment, CancellationToken cancellation)
    {
        Contracts.Engagement.Epoch state = moment.State;
        if (state.OpenedAt == 0) await OpenAsync(moment, cancellation);
        else if (moment.Now <= state.CommitBy) await CommitAsync(moment, cancellation);
        else if (moment.Now <= state.RevealBy) await RevealAsync(moment, cancellation);
        else if (moment.Now <= state.RevealBy + moment.Terms.ReportSeconds) await FinishAsync(moment, cancellation);
    }

    private async Task OpenAsync(EpochMoment moment, CancellationToken cancellation)
    {
        ulong begin = moment.Number * moment.Terms.EpochSeconds;
        bool isDue = moment.Number == moment.Current && moment.Now >= begin + Wait(moment, Steps.Open);
        if (!isDue) return;
        ulong left = begin + moment.Terms.EpochSeconds - moment.Now;
        byte[] open = new Contracts.Engagement.OpenCall().Encode();
        await TryAsync(moment, Steps.Open, open, Steps.OpenGas, left, cancellation);
    }

    private async Task CommitAsync(EpochMoment moment, CancellationToken cancellation)
    {
        Contracts.Engagement.Epoch state = moment.State;
        if (!await IsWantedAsync(moment, cancellation)) return;
        BlockHeader last = await LastAsync(state, cancellation);
        IReadOnlyList<KeptAnswer> kept = Kept(moment);
        KeptAnswer? answer = kept.LastOrDefault(each => IsOf(each, state, last));
        foreach (KeptAnswer old in kept.Where(each => each != answer))
            desk.Void(moment.Number, Steps.CommitOf(old.Commitment));
        Hash256 tried = answer?.Commitment ?? state.Seed; // any but zero tells whether one is taken
        byte[]? refusal = await reader.RefusalAsync(
            new Contracts.Engagement.CommitCall(moment.Number, tried).Encode(), cancellation);
        if (refusal is not null)
        {
            Refused(moment, Steps.Commit, refusal, kept, answer);
            return;
        }

        answer ??= await AnswerAsync(moment, last, cancellation);
        if (answer is null) return; // the chain changed while it was read: the next block begins anew
        await desk.SendAsync(
            Steps.CommitOf(answer.Commitment), moment.Number,
            new Contracts.Engagement.CommitCall(moment.Number, answer.Commitment).Encode(), Steps.CommitGas,
            TimeSpan.FromSeconds(state.CommitBy - moment.Now), cancellation);
    }

    // On the disk with its salt before anybody sees the commitment: without it nothing could be revealed.
    private async Task<KeptAnswer?> AnswerAsync(
        EpochMoment moment, BlockHeader last, CancellationToken cancellation)
    {
        Contracts.Engagement.Epoch state = moment.State;
        RangeDigest range = await ports.Ranges.DigestAsync(state.FirstBlock, state.LastBlock, cancellation);
        if (range.LastHash != last.Hash) return null;
        Hash256 salt = ports.MakeSalt();
        Hash256 commitment = EngagementDigest.Commitment(moment.Number, moment.Guardian, range.Digest, salt);
        KeptAnswer answer = new(
            ports.Chain, ports.Contract, moment.Guardian, moment.Number, commitment, state.Seed, last.Hash,
            range.Digest, salt);
        ports.Journal.Keep(answer);
        return answer;
    }

    private async Task RevealAsync(EpochMoment moment, CancellationToken cancellation)
    {
        Contracts.Engagement.Epoch state = moment.State;
        IReadOnlyList<KeptAnswer> kept = Kept(moment);
        foreach (KeptAnswer answer in kept.Reverse())
        {
            byte[] call = new Contracts.Engagement.RevealCall(moment.Number, answer.Digest, answer.Salt).Encode();
            byte[]? refusal = await reader.RefusalAsync(call, cancellation);
            if (refusal is null)
            {
                if (!IsOf(answer, state, await LastAsync(state, cancellation)))
                {
                    Changed(moment);
                    return;
                }

                ulong left = state.RevealBy - moment.Now;
                await desk.SendAsync(
                    Steps.Reveal, moment.Number, call, Steps.RevealGas, TimeSpan.FromSeconds(left), cancellation);
                return;
            }

            if (!Contracts.Engagement.WrongOpeningError.TryDecode(refusal, out _)) return; // revealed, or too late
        }

        if (await IsWantedAsync(moment, cancellation))
            Missed(moment, kept.Count == 0 ? "nothing was committed" : "no commitment of this node is on the chain");
    }

    private async Task FinishAsync(EpochMoment moment, CancellationToken cancellation)
    {
        Contracts.Engagement.Epoch state = moment.State;
        bool judges = state.Answers >= moment.Terms.AnswersMin;
        if (!judges) return; // an epoch that few answered judges nobody
        byte[] miss = new Contracts.Engagement.PunishMissCall(moment.Number, moment.Guardian).Encode();
        if (await reader.RefusalAsync(miss, cancellation) is null) Missed(moment, "no answer was revealed in time");
        if (state.AuditSeed == default)
        {
            ulong from = state.RevealBy + 1;
            if (moment.Now < from + Wait(moment, Steps.Close)) return;
            byte[] close = new Contracts.Engagement.CloseCall(moment.Number).Encode();
            ulong left = state.RevealBy + moment.Terms.ReportSeconds - moment.Now;
            await TryAsync(moment, Steps.Close, close, Steps.CloseGas, left, cancellation);
            return;
        }

        byte[] wrong = new Contracts.Engagement.PunishWrongCall(moment.Number, moment.Guardian).Encode();
        if (await reader.RefusalAsync(wrong, cancellation) is null)
            desk.TellOnce("wrong-answer", moment.Number, "this guardian's answer is another than the quorum's");
        if (ports.Punishes && _punished.Add(moment.Number)) await PunishAsync(moment, cancellation);
    }

    private async Task PunishAsync(EpochMoment moment, CancellationToken cancellation)
    {
        Contracts.Engagement.Epoch state = moment.State;
        ulong left = state.RevealBy + moment.Terms.ReportSeconds - moment.Now;
        for (uint index = 1; index <= ports.Options.GuardiansMax; index++)
        {
            var at = new GuardianStake.GuardianAtCall(index);
            Address other = await Ethereum.Bindings.ContractReads.ReadAsync(
                ports.Node, ports.Stake, at, "latest", cancellation);
            if (other.IsZero) return;
            if (other == moment.Guardian) continue;
            string step = $"{Steps.Punish}-{other}";
            byte[] miss = new Contracts.Engagement.PunishMissCall(moment.Number, other).Encode();
            if (await TryAsync(moment, step, miss, Steps.PunishGas, left, cancellation)) continue;
            byte[] wrong = new Contracts.Engagement.PunishWrongCall(moment.Number, other).Encode();
            await TryAsync(moment, step, wrong, Steps.PunishGas, left, cancellation);
        }
    }

    private async Task<bool> TryAsync(
        EpochMoment moment, string step, byte[] call, ulong gas, ulong left, CancellationToken cancellation)
    {
        if (await reader.RefusalAsync(call, cancellation) is not null) return false;
        return await desk.SendAsync(step, moment.Number, call, gas, TimeSpan.FromSeconds(left), cancellation);
    }

    // Who was not drawn may answer too, and does where its clock would stop before it can be drawn again.
    private async Task<bool> IsWantedAsync(EpochMoment moment, CancellationToken cancellation)
    {
        Contracts.Engagement.Epoch state = moment.State;
        if (!await reader.IsSeatedAsync(ports.Stake, state.OpenedAt, cancellation)) return false;
        var call = new Contracts.Engagement.IsOnDutyCall(moment.Number, moment.Guardian);
        bool isOnDuty = await reader.AskAsync(call, cancellation);
        if (!isOnDuty && moment.FreshUntil >= state.RevealBy + moment.Terms.EpochSeconds) return false;
        desk.TellOnce("on-duty", moment.Number,
            $"{(isOnDuty ? "drawn" : "not drawn, and the clock would stop")}: blocks {state.FirstBlock} to "
            + $"{state.LastBlock}", state.CommitBy);
        return true;
    }

    private async Task<BlockHeader> LastAsync(Contracts.Engagement.Epoch state, CancellationToken cancellation) =>
        await ports.Node.GetBlockHeaderAsync(state.LastBlock, cancellation)
        ?? throw new RangeUnreadableException($"the endpoint has no block {state.LastBlock}");

    private IReadOnlyList<KeptAnswer> Kept(EpochMoment moment) =>
        ports.Journal.Read(ports.Chain, ports.Contract, moment.Guardian, moment.Number);

    private void Refused(
        EpochMoment moment, string step, byte[] refusal, IReadOnlyList<KeptAnswer> kept, KeptAnswer? answer)
    {
        if (Contracts.Engagement.OutsideWindowError.TryDecode(refusal, out _)) return; // by a second
        if (!Contracts.Engagement.AlreadyAnsweredError.TryDecode(refusal, out _))
            desk.Hinder(moment.Number, $"the contract refuses to {step}: {Hex.Format(refusal)}");
        else if (kept.Count == 0)
            desk.Hinder(moment.Number, "another program has committed with this key: run one node for one key");
        else if (answer is null) Changed(moment);
    }

    private void Changed(EpochMoment moment) => desk.TellOnce("range-changed", moment.Number,
        "a reorganisation has changed the blocks that this node has committed to: what it would reveal is wrong, and "
        + "is not revealed");

    private void Missed(EpochMoment moment, string why) => desk.TellOnce("missed", moment.Number, why);

    private ulong Wait(EpochMoment moment, string step) => Lot.Seconds(
        step, moment.Number, moment.Guardian, moment.Terms.EpochSeconds, ports.Options.SpreadMax);

    private static bool IsOf(KeptAnswer answer, Contracts.Engagement.Epoch state, BlockHeader last) =>
        answer.Seed == state.Seed && answer.LastHash == last.Hash;
}
