using System.Collections.Generic;
using System.Linq;
using System.Text;
using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Emit;

/// <summary>The pieces that the structs of calls, events, errors and deployments have in common.</summary>
internal sealed class StructParts(CodeWriter code, CodecEmitter codecs)
{
    public const string Bytes = "global::System.ReadOnlySpan<byte>";
    public const string Interfaces = "global::Cordon.Ethereum.Bindings.";

    public byte[] WriteSelector(AbiEntry entry, string carrier)
    {
        byte[] selector = [.. SignatureHash.Of(entry.Signature).Take(4)];
        WriteSignature(entry);
        code.Line($"/// <summary>The first 4 bytes of {carrier}.</summary>");
        code.Line($"public const uint Selector = 0x{string.Concat(selector.Select(b => b.ToString("x2")))};");
        code.Line();
        return selector;
    }

    public void WriteSignature(AbiEntry entry)
    {
        code.Line($"public const string Signature = \"{entry.Signature}\";");
        code.Line();
    }

    public void WriteSelectorDecode(string name, List<Member> members, string argument, byte[] selector)
    {
        using (code.Block($"public static bool TryDecode({Bytes} {argument}, out {name} value)"))
        {
            code.Line("value = default;");
            code.Line($"{Bytes} selector = {ByteArray(selector)};");
            code.Line($"if (!global::System.MemoryExtensions.StartsWith({argument}, selector)) return false;");
            code.Line();
            if (members.Count > 0)
            {
                WriteReader($"{argument}.Slice(4)");
                code.Line($"value = {Construct(name, members)};");
                WriteVerdict();
            }
            else
            {
                code.Line("return true;");
            }
        }
    }

    public void WriteReader(string source)
    {
        code.Line($"{Bytes} body = {source};");
        code.Line($"int budget = {CodecEmitter.Reader}.Budget(body);");
        code.Line($"var reader = new {CodecEmitter.Reader}(body, ref budget);");
    }

    public void WriteVerdict()
    {
        code.Line("if (budget >= 0) return true;");
        code.Line();
        code.Line("value = default!;");
        code.Line("return false;");
    }

    public void WriteEncodeBody(List<Member> members, string prefix)
    {
        int headBytes = members.Sum(m => m.Type.HeadBytes);
        code.Line($"var writer = new {CodecEmitter.Writer}({prefix}, {headBytes});");
        if (members.Count > 0) code.Line($"var frame = writer.Open({headBytes});");
        foreach (Member member in members) code.Line(codecs.Write(member.Type, "frame", member.Name));
        code.Line("return writer.ToArray();");
    }

    public string Construct(string name, List<Member> members)
    {
        IEnumerable<string> values = members.Select(m => m.IsHashed
            ? "indexed.ReadFixedBytes(32)"
            : codecs.Read(m.Type, m.Parameter.IsIndexed ? "indexed" : "reader"));
        return $"new {name}({string.Join(", ", values)})";
    }

    public void WriteParameterDocs(List<Member> members)
    {
        foreach (Member member in members)
        {
            string note = member.IsHashed ? ", of which the log has only the hash"
                : member.Type is { Kind: AbiKind.Int, Size: > 64 } ? ", in two's complement" : "";
            code.Line($"/// <param name=\"{member.Name}\"><c>{member.Type.Canonical}</c>{note}.</param>");
        }
    }

    public static string Header(string name, List<Member> members)
    {
        string list = string.Join(", ", members.Select(m => $"{m.CSharpType} {m.Name}"));
        return $"public readonly record struct {name}{(members.Count == 0 ? "" : $"({list})")}";
    }

    public static string ByteArray(byte[] bytes) =>
        $"new byte[] {{ {string.Join(", ", bytes.Select(b => $"0x{b:x2}"))} }}";

    public static string ByteArray(string hex)
    {
        var text = new StringBuilder("new byte[] { ", hex.Length * 3);
        for (int i = 0; i < hex.Length; i += 2) text.Append("0x").Append(hex, i, 2).Append(',');
        return text.Append(" }").ToString();
    }
}
