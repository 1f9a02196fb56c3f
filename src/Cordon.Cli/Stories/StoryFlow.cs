using Cordon.Ethereum;

namespace Cordon.Cli.Stories;

/// <summary>Everything of one asset that one account gave another in a transaction.</summary>
/// <param name="First">Rank of its first transfer among the flows, from 1.</param>
/// <param name="From">Giver, the zero address for a mint.</param>
/// <param name="To">Receiver, the zero address for a burn.</param>
/// <param name="Asset">Token, or the address that stands for the native coin.</param>
/// <param name="Amount">In tokens where the decimals are known, else in raw units, saying so.</param>
/// <param name="Count">Number of transfers summed.</param>
internal sealed record StoryFlow(int First, Address From, Address To, Address Asset, string Amount, int Count);
