namespace Cordon.Testing;

/// <summary>How a scripted block is written down.</summary>
public enum RecordingStyle
{
    /// <summary>geth's callTracer with logs in the frames, and receipts with logs.</summary>
    CallTracer,

    /// <summary>geth's callTracer without logs; receipts without logs.</summary>
    CallTracerWithoutLogs,

    /// <summary>Parity's flat traces; receipts with logs.</summary>
    Parity,

    /// <summary>Parity's flat traces; receipts without logs.</summary>
    ParityWithoutLogs,

    /// <summary>Receipts with logs, no traces at all.</summary>
    ReceiptsOnly,
}
