using Cordon.Ethereum;

namespace Cordon.Domain.Ports;

/// <summary>How far a source has been scanned.</summary>
/// <param name="Source">Identity of the source: the same text for the same input in every run.</param>
/// <param name="Delivered">Blocks of it that have been taken.</param>
/// <param name="Chain">Chain of the last one.</param>
/// <param name="Number">Number of the last one.</param>
/// <param name="Hash">Hash of the last one, zero where the recording does not say.</param>
public sealed record ScanCursor(string Source, long Delivered, ulong Chain, ulong Number, Hash256 Hash);
