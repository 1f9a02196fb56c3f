using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Cordon.Domain.Invariants;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Configuration;

/// <summary>Reads the <c>invariants</c> of one protocol: view calls, what must hold between them, and how exactly.
/// </summary>
internal sealed class InvariantSection(YamlFile yaml, Protocol protocol)
{
    private const string SingleCall = "call";
    private const string Members = "name, contract, call, calls, holds, toleranceBps or tolerance";

    private static readonly TimeSpan AgeMax = TimeSpan.FromDays(1);

    // Names of calls stand in formulas.
    private const string NameForm = "a name of letters, digits and _, not beginning with a digit";

    /// <summary>The invariants, in the order of the file.</summary>
    /// <exception cref="Terminal.CommandException">Something is wrong; the message names file, line and field.
    /// </exception>
    public IReadOnlyList<Invariant> Read(YamlNode node, string place)
    {
        List<Invariant> invariants = [];
        foreach (YamlNode item in yaml.Items(node, place))
        {
            string field = $"{place}[{invariants.Count}]";
            Invariant invariant = ReadOne(item, field);
            if (invariants.Exists(other => other.Name == invariant.Name))
                throw yaml.Fault(item, $"{field}.name", "each name once in a protocol", $"'{invariant.Name}' again");
            invariants.Add(invariant);
        }

        return invariants;
    }

    private Invariant ReadOne(YamlNode node, string field)
    {
        string? name = null;
        Address contract = protocol.Contracts[0];
        YamlNode? call = null, calls = null, holds = null;
        int bps = 0;
        BigInteger absolute = 0;
        foreach ((string key, YamlNode keyNode, YamlNode value) in yaml.Members(node, field))
        {
            string place = $"{field}.{key}";
            switch (key)
            {
                case "name": name = yaml.Text(value, place); break;
                case "contract": contract = yaml.Address(value, place); break;
                case SingleCall: call = value; break;
                case "calls": calls = value; break;
                case "holds": holds = value; break;
                case "toleranceBps": bps = (int)Number(value, place, InvariantTolerance.BpsMax); break;
                case "tolerance": absolute = Number(value, place, max: null); break;
                default: throw yaml.Fault(keyNode, place, Members, "an unknown member");
            }
        }

        if (string.IsNullOrEmpty(name)) throw yaml.Fault(node, $"{field}.name", "a text", "nothing");
        if (call is null == calls is null)
            throw yaml.Fault(node, field, "either call or calls", call is null ? "neither" : "both");
        ImmutableArray<InvariantCall> asked = call is not null
            ? [ReadCall(SingleCall, call, $"{field}.{SingleCall}", contract)]
            : ReadCalls(calls!, $"{field}.calls", contract);
        if (holds is null && call is null)
            throw yaml.Fault(node, $"{field}.holds", "a comparison, such as cash >= owed", "nothing");

        // A single call without a comparison must answer true, or a number other than zero.
        InvariantFormula formula = holds is null
            ? InvariantFormula.Parse($"{SingleCall} != 0", [SingleCall])
            : Formula(holds, $"{field}.holds", asked);
        return new Invariant(
            name, protocol.Name, protocol.Chain, contract, asked, formula, new InvariantTolerance(bps, absolute));
    }

    private ImmutableArray<InvariantCall> ReadCalls(YamlNode node, string place, Address contract)
    {
        ImmutableArray<InvariantCall> calls = [.. yaml.Members(node, place).Select(member =>
            char.IsAsciiLetter(member.Key.FirstOrDefault('0'))
            && member.Key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
                ? ReadCall(member.Key, member.Value, $"{place}.{member.Key}", contract)
                : throw yaml.Fault(member.KeyNode, $"{place}.{member.Key}", NameForm))];
        return calls.IsEmpty ? throw yaml.Fault(node, place, "at least one call", "none") : calls;
    }

    private InvariantCall ReadCall(string name, YamlNode node, string place, Address contract)
    {
        if (node is YamlMappingNode) return ReadForeign(name, node, place);
        try
        {
            return InvariantCall.Parse(name, yaml.Text(node, place), contract);
        }
        catch (FormatException wrong)
        {
            throw yaml.Fault(
                node, place, "a view call, such as totalAssets()(uint256)", $"a fault: {wrong.Message}");
        }
    }

    // Asked on another chain, where this protocol's contracts are none: it names its contract.
    private InvariantCall ReadForeign(string name, YamlNode node, string place)
    {
        const string Age = "ageMax";
        YamlSection section = new(yaml, node, place);
        ulong chain = section.ChainId("chain");
        if (chain == protocol.Chain)
            throw section.Fault("chain", "another chain; a call of the protocol's own chain is a text by itself");
        string text = section.Text(SingleCall).Trim();
        if (!text.StartsWith("0x", StringComparison.Ordinal))
            throw section.Fault(SingleCall, "a call that names its contract, as 0x….totalSupply()(uint256)");
        InvariantCall call;
        try
        {
            call = InvariantCall.Parse(name, text, Address.Zero) with { Chain = chain };
        }
        catch (FormatException wrong)
        {
            throw section.Fault(SingleCall, $"a view call of another chain; {wrong.Message}");
        }

        if (section.Has(Age))
        {
            TimeSpan age = section.Duration(Age);
            if (age <= TimeSpan.Zero || age > AgeMax) throw section.Fault(Age, "a duration from 1s to 1d");
            call = call with { AgeMax = age };
        }

        section.End();
        return call;
    }

    private InvariantFormula Formula(YamlNode node, string place, ImmutableArray<InvariantCall> calls)
    {
        try
        {
            return InvariantFormula.Parse(yaml.Text(node, place), [.. calls.Select(call => call.Name)]);
        }
        catch (FormatException wrong)
        {
            throw yaml.Fault(node, place, "a comparison, such as cash >= owed", $"a fault: {wrong.Message}");
        }
    }

    private BigInteger Number(YamlNode node, string place, int? max)
    {
        string text = yaml.Text(node, place).Replace("_", "", StringComparison.Ordinal);
        bool isNumber = BigInteger.TryParse(
            text, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger number);
        return isNumber && (max is null || number <= max)
            ? number
            : throw yaml.Fault(node, place, max is null ? "a whole number, 0 or more" : $"a whole number up to {max}");
    }
}
