using Cordon.Cli.Council.Decoding;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Compares a view's answers before and after, field by field.</summary>
internal sealed class ChangeReader(ValueText text)
{
    public IEnumerable<StateChange> Compare(StateProbe probe, SimulatedCall before, SimulatedCall after)
    {
        if (before.Succeeded == after.Succeeded && before.Returned.AsSpan().SequenceEqual(after.Returned)) return [];
        string subject = Subject(probe);
        if (!TryDecode(probe, before, out AbiValue? old) || !TryDecode(probe, after, out AbiValue? fresh))
        {
            (string was, string becomes) = (Raw(before), Raw(after));
            return was == becomes ? [] : [Tell(probe, subject, "", was, becomes)];
        }

        List<StateChange> changes = [];
        for (int i = 0; i < probe.View.Abi.Outputs.Count; i++)
        {
            AbiParameter output = probe.View.Abi.Outputs[i];
            SolidityType declared = SolidityType.At(probe.View.Outputs, i);
            Walk(output, declared, output.Name, old![i], fresh![i], (field, was, becomes) =>
                changes.Add(Tell(probe, subject, field, was, becomes)));
        }

        return changes;
    }

    private StateChange Tell(StateProbe probe, string subject, string field, string was, string becomes) => new(
        probe.Contract.Address, subject, field, was, becomes,
        ChangeWords.Of(probe, field, was, becomes, text));

    private void Walk(
        AbiParameter parameter, SolidityType declared, string field, AbiValue old, AbiValue fresh,
        Action<string, string, string> add)
    {
        if (parameter.Type.Kind == AbiKind.Tuple)
        {
            for (int i = 0; i < parameter.Type.Components.Count; i++)
            {
                AbiParameter member = parameter.Type.Components[i];
                string label = ValueText.Label(member, i);
                Walk(member, declared.Member(i), field.Length == 0 ? label : $"{field}.{label}", old[i], fresh[i], add);
            }

            return;
        }

        string was = text.Of(parameter.Type, old, declared, parameter.Name);
        string becomes = text.Of(parameter.Type, fresh, declared, parameter.Name);
        if (was != becomes) add(field, was, becomes);
    }

    private string Subject(StateProbe probe)
    {
        IEnumerable<string> arguments = probe.Arguments.Select((argument, i) =>
            text.Of(probe.View.Abi.Inputs[i].Type, argument, default, probe.View.Abi.Inputs[i].Name));
        return $"{probe.View.Abi.Name}({string.Join(", ", arguments)})";
    }

    private static bool TryDecode(StateProbe probe, SimulatedCall call, out AbiValue? values)
    {
        values = null;
        if (!call.Succeeded) return false;
        try
        {
            values = probe.View.Abi.DecodeResult(call.Returned);
            return true;
        }
        catch (AbiException)
        {
            return false; // another contract's function behind the same selector
        }
    }

    private static string Raw(SimulatedCall call) => call.Succeeded ? Hex.Format(call.Returned) : "reverts";
}
