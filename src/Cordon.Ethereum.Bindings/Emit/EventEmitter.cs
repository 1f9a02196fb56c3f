using System.Collections.Generic;
using System.Linq;
using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Emit;

/// <summary>Writes the struct of an event: its log in.</summary>
internal sealed class EventEmitter(CodeWriter code, TypeBook types, CodecEmitter codecs)
{
    private const string Topics = $"global::System.ReadOnlySpan<{TypeBook.Hash256}>";

    private readonly StructParts _parts = new(code, codecs);

    public void Emit(AbiEntry entry, string name)
    {
        List<Member> members = types.Members(entry.Inputs, name, "Arg");
        int indexed = members.Count(m => m.Parameter.IsIndexed);
        int firstIndexed = entry.IsAnonymous ? 0 : 1;
        string anonymous = entry.IsAnonymous ? ", anonymous" : "";
        code.Line($"/// <summary>The event <c>{entry.Signature}</c>{anonymous}.</summary>");
        _parts.WriteParameterDocs(members);
        using (code.Block($"{StructParts.Header(name, members)} : {StructParts.Interfaces}IContractEvent<{name}>"))
        {
            _parts.WriteSignature(entry);
            if (!entry.IsAnonymous)
            {
                code.Line("/// <summary>The first topic of the event's logs.</summary>");
                string hash = StructParts.ByteArray(SignatureHash.Of(entry.Signature));
                code.Line($"public static {TypeBook.Hash256} Topic {{ get; }} = new {TypeBook.Hash256}({hash});");
                code.Line();
            }

            code.Line("/// <inheritdoc/>");
            code.Line("public static bool TryDecode(");
            using (code.Block($"    {Topics} topics, {StructParts.Bytes} data, out {name} value)"))
            {
                string isOther = entry.IsAnonymous ? "" : " || topics[0] != Topic";
                code.Line("value = default;");
                code.Line($"if (topics.Length != {firstIndexed + indexed}{isOther}) return false;");
                code.Line();
                EmitEventReaders(indexed, firstIndexed);
                code.Line($"value = {_parts.Construct(name, members)};");
                _parts.WriteVerdict();
            }
        }
    }

    private void EmitEventReaders(int indexed, int firstIndexed)
    {
        code.Line($"int budget = {CodecEmitter.Reader}.Budget(data) + {indexed * 32};");
        code.Line($"var reader = new {CodecEmitter.Reader}(data, ref budget);");
        if (indexed == 0) return;

        code.Line($"global::System.Span<byte> words = stackalloc byte[{indexed * 32}];");
        for (int i = 0; i < indexed; i++) code.Line($"topics[{firstIndexed + i}].CopyTo(words.Slice({32 * i}));");
        code.Line($"var indexed = new {CodecEmitter.Reader}(words, ref budget);");
    }
}
