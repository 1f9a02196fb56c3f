using Cordon.Ethereum;

namespace Cordon.Testing;

/// <summary>A scripted transaction.</summary>
internal sealed record TransactionNode(FrameNode Root, Hash256 Hash);
