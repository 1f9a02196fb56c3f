using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>An attack on a test chain, to be inspected over and over before the first real transaction comes: so that
/// this one does not wait for the runtime to compile what inspects it.</summary>
internal sealed class RecordedAttack
{
    // The runtime counts calls only once it has had nothing new to compile for a tenth of a second, and compiles again
    // what was called thirty times: first into code that watches itself, then into what that has shown to be fast.
    private const int Phases = 3;
    private const int RoundsPerPhase = 40;
    private static readonly TimeSpan PhasePause = TimeSpan.FromMilliseconds(200);

    private readonly byte[] _trace;

    public RecordedAttack()
    {
        using Stream resource = typeof(RecordedAttack).Assembly.GetManifestResourceStream("price-manipulation.json")!;
        _trace = new byte[resource.Length];
        resource.ReadExactly(_trace);
        using JsonDocument tree = JsonDocument.Parse(_trace);
        JsonElement root = tree.RootElement;
        Transaction = new PendingTransaction
        {
            Hash = new Hash256(UInt256.One),
            From = Address.Parse(root.GetProperty("from").GetString()!),
            To = Address.Parse(root.GetProperty("to").GetString()!),
            Nonce = 1,
            Input = Hex.Parse(root.GetProperty("input").GetString()),
        };
    }

    public PendingTransaction Transaction { get; }

    /// <summary>Has it inspected; its signals are in the inspection until that begins anew.</summary>
    public void Inspect(PendingInspection inspection)
    {
        var head = new BlockHeader(1, default, null, 1);
        inspection.Begin();
        if (!inspection.ReadTrace(Transaction, head, _trace)) return;
        inspection.Inspect();
        foreach (var signal in inspection.Signals) PendingSignals.Of(signal);
    }

    /// <summary>Has it inspected until what inspects it is as fast as it gets; half a second, most of it pauses.
    /// </summary>
    public async Task InspectOftenAsync(PendingInspection inspection, TimeProvider time, CancellationToken cancellation)
    {
        for (int phase = 0; phase < Phases; phase++)
        {
            for (int round = 0; round < RoundsPerPhase && !cancellation.IsCancellationRequested; round++)
                Inspect(inspection);
            await Task.Delay(PhasePause, time, cancellation);
        }
    }
}
