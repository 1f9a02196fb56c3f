namespace Cordon.Arena.Guards;

/// <summary>What must hold for a protocol, in the words of the configuration file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Calls">Name and text of each call, as <c>("cash", "0x….balanceOf(address)(uint256) 0x…")</c>.</param>
/// <param name="Holds">What must hold between them, as <c>cash >= 0</c>.</param>
/// <param name="ToleranceBps">How far it may be missed, in basis points.</param>
public sealed record ArenaInvariant(
    string Name, IReadOnlyList<(string Name, string Text)> Calls, string Holds, int ToleranceBps = 0)
{
    /// <summary>Calls of another chain, by its id.</summary>
    public IReadOnlyList<(ulong Chain, string Name, string Text)> Elsewhere { get; init; } = [];
}
