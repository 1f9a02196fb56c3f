using Cordon.Ethereum;

namespace Cordon.Cli.Stories;

/// <summary>What one account gained or lost of one asset; gas is not counted.</summary>
/// <param name="Account">Whose balance.</param>
/// <param name="Asset">Of what.</param>
/// <param name="IsGain">True for more than before.</param>
/// <param name="Change">The change with its sign, in tokens where the decimals are known.</param>
/// <param name="Before">The balance before, null where unknown.</param>
/// <param name="After">The balance after, null where unknown.</param>
internal sealed record StoryDelta(
    Address Account, Address Asset, bool IsGain, string Change, string? Before = null, string? After = null);
