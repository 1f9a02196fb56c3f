using Cordon.Arena.Chain;

namespace Cordon.Arena.Community;

/// <summary>A staked and bonded member.</summary>
/// <param name="Owner">Holds the stake.</param>
/// <param name="Signer">The key of its node, which raises and attests.</param>
public sealed record Guardian(ArenaAccount Owner, ArenaAccount Signer)
{
    public string Name => Owner.Name;
}
