using System.Collections.Generic;
using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Emit;

/// <summary>Writes the struct of a custom error: revert data in.</summary>
internal sealed class ErrorEmitter(CodeWriter code, TypeBook types, CodecEmitter codecs)
{
    private readonly StructParts _parts = new(code, codecs);

    public void Emit(AbiEntry entry, string name)
    {
        List<Member> members = types.Members(entry.Inputs, name, "Arg");
        code.Line($"/// <summary>The error <c>{entry.Signature}</c>.</summary>");
        _parts.WriteParameterDocs(members);
        using (code.Block($"{StructParts.Header(name, members)} : {StructParts.Interfaces}IContractError<{name}>"))
        {
            byte[] selector = _parts.WriteSelector(entry, "revert data");
            code.Line("/// <inheritdoc/>");
            _parts.WriteSelectorDecode(name, members, "data", selector);
        }
    }
}
