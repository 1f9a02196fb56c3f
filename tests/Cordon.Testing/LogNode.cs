using Cordon.Ethereum;

namespace Cordon.Testing;

/// <summary>A log of a scripted frame and after how many of the frame's calls it was emitted.</summary>
internal sealed record LogNode(Address Address, string[] Topics, string Data, int Position);
