using Cordon.Arena.Scenarios;

namespace Cordon.Arena.Trials;

/// <summary>How one playing of a scenario went.</summary>
/// <param name="Loss">What the victims lost.</param>
/// <param name="Blocks">Blocks from the first after the set-up to the last of the play.</param>
/// <param name="Honest">Honest transactions.</param>
/// <param name="HonestRefused">Those of them that reverted or came into no block.</param>
/// <param name="Attacks">Transactions of the attack.</param>
/// <param name="AttacksStopped">Those of them that reverted or came into no block.</param>
public sealed record PlayReport(
    Amount Loss, int Blocks, int Honest, int HonestRefused, int Attacks, int AttacksStopped);
