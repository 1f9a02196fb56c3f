namespace Cordon.Engine.Recording;

/// <summary>How far a recording has come.</summary>
/// <param name="Number">The block just dealt with.</param>
/// <param name="Last">The last block wanted; null while following.</param>
/// <param name="Written">Files written, those replaced after a reorganisation included.</param>
/// <param name="Skipped">Files found complete and correct from an earlier run.</param>
/// <param name="Bytes">Uncompressed bytes written.</param>
public sealed record RecordProgress(ulong Number, ulong? Last, long Written, long Skipped, long Bytes);
