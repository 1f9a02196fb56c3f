namespace Cordon.RpcServer.Chain;

/// <summary>The identity a recorded block takes on in a renumbered chain.</summary>
/// <param name="Repetition">How often the recording has been served before; it makes transaction hashes unique.</param>
internal sealed record BlockTag(ulong Number, string Hash, string ParentHash, ulong Timestamp, int Repetition);
