using System.Collections.Generic;
using System.Linq;
using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Emit;

/// <summary>Writes the code that reads and writes values of a type, against AbiReader and AbiWriter.</summary>
internal sealed class CodecEmitter(TypeBook types)
{
    public const string Reader = "global::Cordon.Ethereum.Bindings.AbiReader";
    public const string Writer = "global::Cordon.Ethereum.Bindings.AbiWriter";
    public const string Frame = "global::Cordon.Ethereum.Bindings.AbiFrame";

    /// <summary>The expression that reads a value from the reader of that name.</summary>
    public string Read(AbiType type, string reader) => type.Kind switch
    {
        AbiKind.UInt when type.Size <= 64 => Narrow(type, $"{reader}.ReadUInt64({type.Size})"),
        AbiKind.Int when type.Size <= 64 => Narrow(type, $"{reader}.ReadInt64({type.Size})"),
        AbiKind.UInt => $"{reader}.ReadUInt({type.Size})",
        AbiKind.Int => $"{reader}.ReadInt({type.Size})",
        AbiKind.Bool => $"{reader}.ReadBool()",
        AbiKind.Address => $"{reader}.ReadAddress()",
        AbiKind.FixedBytes => $"{reader}.ReadFixedBytes({type.Size})",
        AbiKind.Bytes => $"{reader}.ReadBytes()",
        AbiKind.Text => $"{reader}.ReadText()",
        _ => $"AbiCodec.Read{types.CodecOf(type)}(ref {reader})",
    };

    /// <summary>The statement that writes a value into the frame of that name.</summary>
    public string Write(AbiType type, string frame, string value) => type.Kind switch
    {
        AbiKind.Int when type.Size <= 64 => $"writer.WriteInt64(ref {frame}, {value}, {type.Size});",
        AbiKind.UInt => $"writer.WriteUInt(ref {frame}, {value}, {type.Size});",
        AbiKind.Int => $"writer.WriteInt(ref {frame}, {value}, {type.Size});",
        AbiKind.Bool => $"writer.WriteBool(ref {frame}, {value});",
        AbiKind.Address => $"writer.WriteAddress(ref {frame}, {value});",
        AbiKind.FixedBytes => $"writer.WriteFixedBytes(ref {frame}, {value}, {type.Size});",
        AbiKind.Bytes => $"writer.WriteBytes(ref {frame}, {value});",
        AbiKind.Text => $"writer.WriteText(ref {frame}, {value});",
        _ => $"AbiCodec.Write{types.CodecOf(type)}(writer, ref {frame}, {value});",
    };

    /// <summary>Writes the class with the readers and writers of structs and arrays, if there are any.</summary>
    public void EmitCodecs(CodeWriter code)
    {
        if (types.Structs.Count + types.Arrays.Count == 0) return;

        code.Line();
        using (code.Block("private static class AbiCodec"))
        {
            foreach (StructShape shape in types.Structs) EmitStruct(code, shape);
            foreach (AbiType array in types.Arrays) EmitArray(code, array);
        }
    }

    private string Narrow(AbiType type, string wide)
    {
        string target = types.CSharpType(type, "");
        return target is "ulong" or "long" ? wide : $"({target}){wide}";
    }

    private void EmitStruct(CodeWriter code, StructShape shape)
    {
        bool isDynamic = shape.Type.IsDynamic;
        using (code.Block($"internal static {shape.Name} Read{shape.Name}(ref {Reader} reader)"))
        {
            if (isDynamic) code.Line("var tail = reader.ReadTail();");
            IEnumerable<string> values = shape.Members.Select(m => Read(m.Type, isDynamic ? "tail" : "reader"));
            code.Line($"return new {shape.Name}({string.Join(", ", values)});");
        }

        code.Line();
        using (code.Block(WriteHeader(shape.Name, shape.Name)))
        {
            int headBytes = shape.Members.Sum(m => m.Type.HeadBytes);
            if (isDynamic) code.Line($"var tail = writer.OpenTail(ref frame, {headBytes});");
            foreach (Member member in shape.Members)
                code.Line(Write(member.Type, isDynamic ? "tail" : "frame", "value." + member.Name));
        }

        code.Line();
    }

    private void EmitArray(CodeWriter code, AbiType type)
    {
        AbiType element = type.Element!;
        string codec = types.CodecOf(type);
        string elementType = types.CSharpType(element, "");
        bool isInline = !type.IsDynamic;
        bool isFixed = type.Kind == AbiKind.FixedArray;
        string count = isFixed ? $"{type.Size}" : "count";

        using (code.Block($"internal static {elementType}[] Read{codec}(ref {Reader} reader)"))
        {
            if (!isFixed) code.Line($"var items = reader.ReadArray({element.HeadBytes}, out int count);");
            else if (!isInline) code.Line("var items = reader.ReadTail();");

            code.Line($"var result = {NewArray(elementType, count)};");
            string value = Read(element, isInline ? "reader" : "items");
            code.Line($"for (int i = 0; i < result.Length; i++) result[i] = {value};");
            code.Line("return result;");
        }

        code.Line();
        using (code.Block(WriteHeader(codec, elementType + "[]")))
        {
            if (isFixed) code.Line($"{Writer}.RequireLength(value.Length, {type.Size});");
            if (!isFixed) code.Line($"var items = writer.OpenArray(ref frame, value.Length, {element.HeadBytes});");
            else if (!isInline) code.Line($"var items = writer.OpenTail(ref frame, {type.Size * element.HeadBytes});");

            code.Line($"foreach (var item in value) {Write(element, isInline ? "frame" : "items", "item")}");
        }

        code.Line();
    }

    private static string WriteHeader(string codec, string type) =>
        $"internal static void Write{codec}({Writer} writer, ref {Frame} frame, {type} value)";

    // The length of a jagged array stands in the first pair of brackets: new int[n][].
    private static string NewArray(string elementType, string count)
    {
        int bracket = elementType.IndexOf('[');
        return bracket < 0
            ? $"new {elementType}[{count}]"
            : $"new {elementType.Substring(0, bracket)}[{count}]{elementType.Substring(bracket)}";
    }
}
