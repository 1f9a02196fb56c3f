using System.Net;
using Cordon.Ethereum;

namespace Cordon.Arena.Guards;

/// <summary>Where one guardian of the community runs a node.</summary>
/// <param name="Name">The guardian's.</param>
/// <param name="Key">With which the node signs; the arena's, to be copied.</param>
/// <param name="Listen">Where the other guardians' nodes reach it, as the guardian registered on chain.</param>
public sealed record GuardPost(string Name, PrivateKey Key, IPEndPoint Listen);
