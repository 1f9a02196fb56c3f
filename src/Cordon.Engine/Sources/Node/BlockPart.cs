using Cordon.Domain.Blocks;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Sources.Node;

/// <summary>Receipts or traces of a block as undecoded JSON, and what is missing from them.</summary>
/// <param name="Json">One JSON array; null where the node offers none.</param>
/// <param name="Source">The endpoint it came from, without credentials.</param>
/// <param name="Owner">The pooled memory behind <paramref name="Json"/>, if any.</param>
internal sealed record BlockPart(ReadOnlyMemory<byte>? Json, string Source, BlindReport? Blind, IDisposable? Owner)
    : IDisposable
{
    public static BlockPart EmptyArray { get; } = new("[]"u8.ToArray(), "", null, null);

    public static BlockPart Of(RpcPayload payload, BlindReport? blind = null) =>
        new(payload.Json, payload.Source, blind, payload);

    public static BlockPart Nothing(BlindReport blind) => new(null, "", blind, null);

    public void Dispose() => Owner?.Dispose();
}
