using System.Text.RegularExpressions;

namespace Cordon.Guides.Tests;

/// <summary>What an answer has to look like: as the command's own types say, or as cast answers such a command.
/// </summary>
internal static class StatedShape
{
    private const string AnyAddress = "0x[0-9a-fA-F]{40}";

    private static readonly Dictionary<string, string> OfVerb = new()
    {
        ["balance"] = @"^\d+$",
        ["block"] = @"(?s)\bhash +0x[0-9a-f]{64}.*\bnumber +\d+",
        ["block-number"] = @"^\d+$",
        ["call"] = "^0x[0-9a-f]*$|Traces:",
        ["calldata"] = "^0x[0-9a-f]{8,}$",
        ["code"] = "^0x(?:[0-9a-f]{2})*$",
        ["codehash"] = "^0x[0-9a-f]{64}$",
        ["disassemble"] = "(?i)push(?:20|32) 0x",
        ["implementation"] = $"^{AnyAddress}$",
        ["keccak"] = "^0x[0-9a-f]{64}$",
        ["logs"] = @"(?s)address: 0x.*topics:",
        ["nonce"] = @"^\d+$",
        ["receipt"] = @"(?m)^status +1 ",
        ["rpc debug_traceBlockByNumber"] = @"^\[\{",
        ["send"] = @"(?m)^status +1 ",
        ["tx"] = "^0x[0-9a-f]{8,}$",
        ["wallet address"] = $"^{AnyAddress}$",
        ["wallet new"] = $"(?s)Created new encrypted keystore.*{AnyAddress}",
        ["wallet sign"] = "^0x[0-9a-f]{130}$",
    };

    /// <summary>Null where the answer has the shape; else what was expected.</summary>
    public static string? Fault(CastCommand command, string answer)
    {
        if (command.Verb.Length == 0) return answer.Length > 0 ? null : "something"; // a mere assignment
        IReadOnlyList<string> types = command.Outputs;
        if (types.Count == 0)
        {
            string shape = OfVerb.GetValueOrDefault(command.Verb)
                ?? throw new InvalidOperationException($"{command}: say in StatedShape what this answers");
            return Regex.IsMatch(answer, shape) ? null : shape;
        }

        string[] lines = answer.Split('\n');
        bool fits = lines.Length == types.Count && types.Zip(lines).All(pair => IsOf(pair.First, pair.Second));
        return fits ? null : $"({string.Join(",", types)})";
    }

    /// <summary>Whether a line is a value of a Solidity type, as cast prints it.</summary>
    public static bool IsOf(string type, string value)
    {
        if (type.StartsWith('('))
            return value.StartsWith('(') && value.Count(c => c == ',') == type.Count(c => c == ',');
        string pattern = type switch
        {
            "address" => AnyAddress,
            "bool" => "true|false",
            _ when type.StartsWith("uint", StringComparison.Ordinal) => @"\d+(?: \[[0-9.e+]+\])?",
            _ when type.StartsWith("int", StringComparison.Ordinal) => @"-?\d+(?: \[[-0-9.e+]+\])?",
            _ => $"0x[0-9a-f]{{{2 * int.Parse(type["bytes".Length..])}}}",
        };
        return Regex.IsMatch(value, $"^(?:{pattern})$");
    }
}
