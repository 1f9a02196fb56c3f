using Cordon.Ethereum;

namespace Cordon.Arena.Community;

/// <summary>An incident as the registry has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Target">What was stopped.</param>
/// <param name="Raiser">The guardian's index.</param>
/// <param name="Bond">What the raiser has at stake, in the stake's smallest unit.</param>
/// <param name="Block">Where it was raised.</param>
/// <param name="Index">The place of that transaction in its block.</param>
public sealed record RaisedIncident(
    Hash256 Id, Hash256 Target, uint Raiser, UInt256 Bond, ulong Block, int Index);
