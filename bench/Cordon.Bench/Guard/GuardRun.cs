using System.Text;
using Cordon.Domain.Signals;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;

namespace Cordon.Bench.Guard;

/// <summary>Sends decoys and attacks one after the other and collects what the node under measurement makes of them.
/// </summary>
internal sealed class GuardRun(GuardScene scene, GuardEar ear, NodeProbe probe, TimeSpan patience)
{
    private int _decoys;

    public List<GuardSample> Attacks { get; } = [];

    public List<GuardSample> Decoys { get; } = [];

    public int Missed { get; private set; }

    public int Accused { get; private set; }

    /// <summary>Three decoys, an attack, and a block without the attack.</summary>
    public async Task CycleAsync(bool isKept)
    {
        for (int i = 0; i < GuardScene.Traders; i++) await DecoyAsync(isKept);
        Hash256 attack = await scene.AttackAsync();
        PendingVerdict verdict = await ear.VerdictAsync(attack, patience);
        bool isSent = verdict.IsAmendment || verdict.Signals.Any(signal => signal.Severity >= Severity.High);
        NodeEvent.ActionSent? sent = isSent ? await ear.SentAsync(patience) : null;
        TimeSpan alone = probe.Trace(CallOf(verdict.Transaction!));
        if (isKept && sent?.Timings is { } timings) Attacks.Add(new GuardSample(timings.Verdict, timings, alone));
        else if (isKept) Missed++;

        await scene.MineWithoutAsync(attack);
        if (sent is not null) await ear.SettledAsync(patience);
        await ear.ScannedAsync(await scene.Client.BlockNumberAsync(), patience);
    }

    private async Task DecoyAsync(bool isKept)
    {
        PendingVerdict verdict = await ear.VerdictAsync(await scene.DecoyAsync(_decoys++), patience);
        if (!isKept) return;
        if (verdict.Signals.Any(signal => signal.Severity >= Severity.High)) Accused++;
        Decoys.Add(new GuardSample(verdict.Timings, null, probe.Trace(CallOf(verdict.Transaction!))));
    }

    private static string CallOf(PendingTransaction transaction)
    {
        var call = new StringBuilder($"{{\"from\":\"{transaction.From}\",\"to\":\"{transaction.To}\",");
        call.Append($"\"gas\":\"0x{transaction.Gas:x}\",");
        call.Append($"\"maxFeePerGas\":\"{transaction.MaxFeePerGas!.Value.ToQuantity()}\",");
        call.Append($"\"data\":{RpcParam.Data(transaction.Input.Span)}}}");
        return call.ToString();
    }
}
