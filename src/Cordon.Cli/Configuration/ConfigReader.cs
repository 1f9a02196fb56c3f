using System.Collections.Immutable;
using Cordon.Cli.Terminal;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;
using Cordon.Node.Settings;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Configuration;

/// <summary>Reads <c>cordon.yaml</c>: every fault is bad input with file, line, field and what was expected.</summary>
internal sealed class ConfigReader
{
    private readonly YamlFile _yaml;
    private readonly ConfigSection _root;

    private ConfigReader(YamlFile yaml, YamlNode root, Func<string, string?> environment) =>
        (_yaml, _root) = (yaml, new ConfigSection(yaml, root, "", environment));

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It is missing, too large, or something in it is wrong.</exception>
    public static CordonConfig Read(string path) => Read(YamlFile.Open("--config", path), null);

    /// <summary>Reads text; the path is for messages.</summary>
    /// <param name="environment">Null for this process's.</param>
    public static CordonConfig Read(string path, TextReader text, Func<string, string?>? environment = null) =>
        Read(YamlFile.Read(path, text), environment);

    private static CordonConfig Read(YamlFile yaml, Func<string, string?>? environment) => yaml.Root is { } root
        ? new ConfigReader(yaml, root, environment ?? Environment.GetEnvironmentVariable).Read()
        : CordonConfig.Empty;

    private CordonConfig Read()
    {
        ProtocolSection protocols = new(_yaml);
        ImmutableArray<GuardedProtocol> guarded = [.. _root.Parts("protocols").Select(protocols.Read)];
        CheckUnique(guarded);
        CordonConfig config = new(guarded, ReadDetectors())
        {
            Invariants = protocols.Invariants,
            Chains = ReadChains(),
            Guardian = _root.Has("guardian") ? GuardianSection.Read(_root.Part("guardian")) : null,
            DataFolder = _root.Text("data", CordonConfig.DataFolderDefault),
            Webhooks = _root.Urls("webhooks"),
            Dashboard = _root.Has("dashboard") ? DashboardSection.Read(_root.Part("dashboard")) : null,
        };
        _root.End();
        return config;
    }

    private IReadOnlyDictionary<string, object> ReadDetectors()
    {
        const string Name = "detectors";
        if (!_root.Has(Name)) return CordonConfig.Empty.DetectorOptions;
        (YamlNode node, string place) = _root.Node(Name, "members (name: value)");
        return new DetectorSection(_yaml).Read(node, place);
    }

    private ImmutableArray<ChainSettings> ReadChains()
    {
        List<ChainSettings> chains = [];
        foreach (ConfigSection section in _root.Parts("chains"))
        {
            ChainSettings chain = ReadChain(section);
            if (chains.Exists(other => other.Id == chain.Id))
                throw section.Fault("id", "each chain once", $"{chain.Id} again");
            chains.Add(chain);
        }

        return [.. chains];
    }

    private static ChainSettings ReadChain(ConfigSection section)
    {
        ChainSettings chain = new(section.ChainId("id"), section.Endpoints("endpoints"))
        {
            Relays = section.Endpoints("relays"),
            SendsPrivately = section.Flag("private", whenMissing: false),
            FollowsMempool = section.Flag("mempool", whenMissing: true),
            Registry = section.AddressOrNull("registry"),
            Stake = section.AddressOrNull("stake"),
            Engagement = section.AddressOrNull("engagement"),
            DeploymentBlock = section.BlockNumber("deploymentBlock", whenMissing: 0),
        };
        if (chain.Endpoints.IsEmpty) throw section.Fault("endpoints", "at least one endpoint", "none");
        if (chain.SendsPrivately && chain.Relays.IsEmpty)
            throw section.Fault("private", "relays to send to", "none");
        if (chain.Registry.HasValue != chain.Stake.HasValue)
            throw section.Fault(chain.Stake.HasValue ? "registry" : "stake", "both registry and stake, or neither");
        if (chain.Engagement.HasValue && chain.Stake is null)
            throw section.Fault("engagement", "the stake that it counts beside it", "no stake");
        if (chain.DeploymentBlock > 0 && !chain.Registry.HasValue)
            throw section.Fault("deploymentBlock", "a registry and a stake that were deployed then", "none");
        section.End();
        return chain;
    }

    // The list of the watched finds contracts named twice; here the fault still has its file.
    private void CheckUnique(IReadOnlyList<GuardedProtocol> protocols)
    {
        const string Name = "protocols";
        string? again = protocols.GroupBy(each => each.Protocol.Name).FirstOrDefault(same => same.Count() > 1)?.Key;
        if (again is not null) throw _root.Fault(Name, "each name once", $"'{again}' again");
        try
        {
            _ = new WatchList(protocols.Select(each => each.Protocol));
        }
        catch (ArgumentException twice)
        {
            throw _root.Fault(Name, "each contract once", twice.Message);
        }
    }
}
