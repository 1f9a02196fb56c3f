using System.Numerics;
using Cordon.Cli.Council.Decoding;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>A change as a sentence.</summary>
internal static class ChangeWords
{
    public static string Of(StateProbe probe, string field, string was, string becomes, ValueText text)
    {
        string name = probe.Contract.Label ?? probe.Contract.Contract ?? probe.Contract.Address.ToChecksumString();
        string[] arguments = [.. probe.Arguments.Select((argument, i) =>
            text.Of(probe.View.Abi.Inputs[i].Type, argument, default, probe.View.Abi.Inputs[i].Name))];
        string first = arguments.Length > 0 ? arguments[0] : "";
        string view = $"{name}.{probe.View.Abi.Name}({string.Join(", ", arguments)})";
        return (probe.View.Abi.Name, field) switch
        {
            ("incident", "outcome") => $"Incident {first} is decided: {was} becomes {becomes}.",
            ("incident", "actionUntil") => $"The stop of incident {first} lasts until {becomes}, not {was}.",
            ("incident", "overturnedAt") => $"Incident {first} is overturned.",
            ("status", "mode") => $"{name}: {Target(first)} is {becomes}, was {was}.",
            ("hasRole", "executionDelay") =>
                $"What {arguments[^1]} does with role {first} of {name} waits {becomes} s, not {was} s.",
            ("hasRole", _) => becomes == "true"
                ? $"{arguments[^1]} gets {first} of {name}."
                : $"{arguments[^1]} loses {first} of {name}.",
            ("streams", "isPaused") => becomes == "true"
                ? $"{first} is not paid any more." : $"{first} is paid again.",
            ("isMember", _) => becomes == "true"
                ? $"{first} becomes a member of {name}." : $"{first} is no member of {name} any more.",
            ("owner", _) => $"{name} is owned by {becomes}, not {was}.",
            ("balanceOf", _) => $"{first} has {becomes} of {name}, not {was} ({Difference(was, becomes)}).",
            ("allowance", _) => $"{arguments[^1]} may take {becomes} of {name} from {first}, not {was}.",
            ("slasher", _) => $"{first} as a slasher: {Field(field)}{was} becomes {becomes}.",
            _ => $"{view}: {Field(field)}{was} becomes {becomes}.",
        };
    }

    private static string Field(string field) => field.Length == 0 ? "" : $"{field} ";

    private static string Target(string target) =>
        target == "EVERYTHING" ? "everything" : $"target {target}";

    private static string Difference(string was, string becomes) =>
        BigInteger.TryParse(was, out BigInteger old) && BigInteger.TryParse(becomes, out BigInteger fresh)
            ? (fresh - old).ToString("+0;-0", System.Globalization.CultureInfo.InvariantCulture)
            : "changed";
}
