using System.Collections.Immutable;
using Cordon.Contracts;
using Cordon.Domain.Invariants;
using Cordon.Domain.Policies;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;
using Cordon.Node.Settings;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Configuration;

/// <summary>Reads one protocol: its contracts, what must hold for it, how it is stopped and what may be done.</summary>
internal sealed class ProtocolSection(YamlFile yaml)
{
    private const string Everything = "everything";
    private const string AssetPrefix = "asset ";

    private readonly List<Invariant> _invariants = [];

    /// <summary>The invariants of all protocols read so far.</summary>
    public IReadOnlyList<Invariant> Invariants => _invariants;

    /// <summary>Reads the next protocol.</summary>
    /// <exception cref="Terminal.CommandException">Something is wrong; the message names file, line and field.
    /// </exception>
    public GuardedProtocol Read(ConfigSection section)
    {
        string name = section.Text("name");
        ulong chain = section.ChainId("chain");
        (Address Address, Hash256? CodeHash)[] contracts = ReadContracts(section);
        Protocol protocol = new(name, chain, [.. contracts.Select(contract => contract.Address)]);
        if (section.Has("invariants"))
        {
            (YamlNode node, string place) = section.Node("invariants", "a list");
            _invariants.AddRange(new InvariantSection(yaml, protocol).Read(node, place));
        }

        ProtocolPolicy policy = section.Has("policy")
            ? PolicySection.Read(section.Part("policy"), name)
            : ProtocolPolicy.Default(name);
        GuardedProtocol guarded = new(protocol, policy)
        {
            Enrolled = section.AddressOrNull("enrolled"),
            CodeHashes = contracts.Where(contract => contract.CodeHash.HasValue)
                .ToImmutableDictionary(contract => contract.Address, contract => contract.CodeHash!.Value),
            Target = ReadTarget(section),
            CanQuarantine = section.Flag("quarantine", whenMissing: false),
        };
        section.End();
        return guarded;
    }

    // Each an address, or an address with the hash of its code.
    private static (Address Address, Hash256? CodeHash)[] ReadContracts(ConfigSection section)
    {
        const string Name = "contracts";
        (Address, Hash256?)[] contracts = [.. section.Mixed(Name).Select(item => item.Section is { } named
            ? ReadContract(named)
            : (item.Address!.Value, null))];
        return contracts.Length > 0 ? contracts : throw section.Fault(Name, "at least one address", "none");
    }

    private static (Address Address, Hash256? CodeHash) ReadContract(ConfigSection section)
    {
        const string Name = "codeHash";
        (Address, Hash256?) contract = (section.Address("address"),
            Hash256.TryParse(section.Text(Name), out Hash256 hash)
                ? hash
                : throw section.Fault(Name, "0x and 64 hex digits"));
        section.End();
        return contract;
    }

    private static Hash256 ReadTarget(ConfigSection section)
    {
        const string Name = "target";
        if (!section.Has(Name)) return BreakerTargets.Everything;
        string text = section.Text(Name);
        if (text == Everything) return BreakerTargets.Everything;
        bool isAsset = text.StartsWith(AssetPrefix, StringComparison.Ordinal);
        if (isAsset && Address.TryParse(text[AssetPrefix.Length..], out Address asset))
            return BreakerTargets.OfAsset(asset);
        return Hash256.TryParse(text, out Hash256 group)
            ? group
            : throw section.Fault(Name, "everything, asset 0x…, or a group's 32 bytes");
    }
}
