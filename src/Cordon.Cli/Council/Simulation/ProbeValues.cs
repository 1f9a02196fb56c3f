using Cordon.Cli.Council.Decoding;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>The values that a transaction names, from its arguments and its events: what to ask contracts about.
/// </summary>
internal sealed class ProbeValues
{
    private const int ValuesMax = 24; // of one type; a batch of hundreds would ask for thousands of answers

    private readonly Dictionary<string, List<(string Name, AbiValue Value)>> _byType = [];

    public void Add(DecodedCall call)
    {
        foreach (DecodedArgument argument in call.Arguments) Add(argument.Name, argument.Type, argument.Value);
    }

    public void Add(SimulatedLog log)
    {
        if (EventText.Decode(log) is not { } known) return;
        for (int i = 0; i < known.Event.Inputs.Count; i++)
            Add(known.Event.Inputs[i].Name, known.Event.Inputs[i].Type, known.Values[i]);
    }

    public void Add(string name, AbiType type, AbiValue value)
    {
        if (!_byType.TryGetValue(type.Name, out List<(string Name, AbiValue Value)>? list))
            _byType[type.Name] = list = [];
        bool isThere = list.Any(item => item.Name == name && item.Value.ToString() == value.ToString());
        if (!isThere && list.Count < ValuesMax) list.Add((name, value));
    }

    /// <summary>What a view's parameter could be asked with. Numbers must bear its name: most are amounts.</summary>
    public IReadOnlyList<AbiValue> For(AbiParameter parameter)
    {
        if (!_byType.TryGetValue(parameter.Type.Name, out List<(string Name, AbiValue Value)>? list)) return [];
        bool isNumber = parameter.Type.Kind is AbiKind.UInt or AbiKind.Int && parameter.Type.Bits > 64;
        return
        [
            .. list.Where(item => !isNumber || item.Name == parameter.Name)
                .Select(item => item.Value)
                .DistinctBy(value => value.ToString()),
        ];
    }
}
