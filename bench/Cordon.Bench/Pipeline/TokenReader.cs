using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Engine.Pipeline;

namespace Cordon.Bench.Pipeline;

/// <summary>Merely tokenises: what any JSON reader must at least do with the same bytes.</summary>
internal sealed class TokenReader : IFactReader
{
    public void Read(RawBlock raw, BlockFacts facts)
    {
        facts.Data.Clear();
        facts.Clear();
        facts.Data.ChainId = 1;
        Utf8JsonReader reader = new(raw.Bytes.Span, new JsonReaderOptions { MaxDepth = 10_000 });
        while (reader.Read())
        {
            // the token is all that is wanted
        }
    }
}
