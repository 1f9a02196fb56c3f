using System.Collections.Generic;
using System.Linq;
using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Emit;

/// <summary>Writes the struct of a function: its calldata out and in, its return data in.</summary>
internal sealed class CallEmitter(CodeWriter code, NameScope scope, TypeBook types, CodecEmitter codecs)
{
    private readonly StructParts _parts = new(code, codecs);

    public void Emit(AbiEntry entry, string name)
    {
        List<Member> members = types.Members(entry.Inputs, name, "Arg");
        string returnName = name.Substring(0, name.Length - "Call".Length) + "Return";
        List<Member> outputs = [];
        string? returnType = null;
        if (entry.Outputs.Count == 1)
        {
            returnType = types.CSharpType(entry.Outputs[0].Type, returnName);
        }
        else if (entry.Outputs.Count > 1)
        {
            returnType = scope.Take(returnName);
            outputs = types.Members(entry.Outputs, returnType, "Value");
            code.Line($"/// <summary>What <c>{entry.Signature}</c> returns.</summary>");
            _parts.WriteParameterDocs(outputs);
            code.Line($"{StructParts.Header(returnType, outputs)};");
            code.Line();
        }

        code.Line($"/// <summary>A call of <c>{entry.Signature}</c>.</summary>");
        _parts.WriteParameterDocs(members);
        string contract = returnType is null ? "ICalldata" : $"IContractCall<{returnType}>";
        using (code.Block($"{StructParts.Header(name, members)} : {StructParts.Interfaces}{contract}"))
        {
            byte[] selector = _parts.WriteSelector(entry, "calldata");
            code.Line("/// <inheritdoc/>");
            using (code.Block("public byte[] Encode()"))
                _parts.WriteEncodeBody(members, StructParts.ByteArray(selector));

            code.Line();
            code.Line("/// <summary>Reads calldata; false when it calls another function or is malformed.</summary>");
            _parts.WriteSelectorDecode(name, members, "calldata", selector);
            if (returnType is not null) EmitReturnDecode(entry, returnType, outputs);
        }
    }

    private void EmitReturnDecode(AbiEntry entry, string returnType, List<Member> outputs)
    {
        code.Line();
        code.Line("/// <summary>Reads what the call returned; false when the bytes are not that.</summary>");
        using (code.Block($"public static bool TryDecodeReturn({StructParts.Bytes} data, out {returnType} value)"))
        {
            _parts.WriteReader("data");
            code.Line(outputs.Count > 0
                ? $"value = {_parts.Construct(returnType, outputs)};"
                : $"value = {codecs.Read(entry.Outputs[0].Type, "reader")};");
            _parts.WriteVerdict();
        }

        code.Line();
        code.Line($"bool {StructParts.Interfaces}IContractCall<{returnType}>.TryDecodeReturn(");
        code.Line($"    {StructParts.Bytes} data, out {returnType} value) => TryDecodeReturn(data, out value);");
    }
}
