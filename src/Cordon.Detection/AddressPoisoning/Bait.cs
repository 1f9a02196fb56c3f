using Cordon.Domain.Blocks;

namespace Cordon.Detection.AddressPoisoning;

/// <summary>A transfer that puts an address into a victim's history.</summary>
/// <param name="Victim">Whose history.</param>
/// <param name="Lookalike">The address put there.</param>
internal readonly record struct Bait(AccountId Victim, AccountId Lookalike);
