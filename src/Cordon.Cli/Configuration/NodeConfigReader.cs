using Cordon.Cli.Terminal;
using Cordon.Domain.Invariants;
using Cordon.Node.Settings;

namespace Cordon.Cli.Configuration;

/// <summary>Reads what a node needs from <c>cordon.yaml</c>, and refuses a file that a node cannot run on.</summary>
internal static class NodeConfigReader
{
    /// <exception cref="CommandException">The file is missing or wrong, or lacks what a node needs.</exception>
    public static NodeSettings Read(string path) => Settings(ConfigReader.Read(path), path);

    /// <summary>The settings of a configuration; the path is for messages.</summary>
    public static NodeSettings Settings(CordonConfig config, string path)
    {
        if (config.Chains.IsEmpty) throw Lacks(path, "chains", "at least one chain");
        if (config.Guarded.IsEmpty) throw Lacks(path, "protocols", "at least one protocol");
        for (int i = 0; i < config.Guarded.Length; i++)
        {
            GuardedProtocol guarded = config.Guarded[i];
            ChainSettings chain = config.Chains.FirstOrDefault(chain => chain.Id == guarded.Protocol.Chain)
                ?? throw Lacks(path, $"protocols[{i}].chain", "one of the configured chains",
                    $"{guarded.Protocol.Chain}");
            if (guarded.Enrolled is not null && chain.Registry is null)
                throw Lacks(path, $"protocols[{i}].enrolled", $"a registry and a stake on chain {chain.Id}");
        }

        foreach (Invariant invariant in config.Invariants)
        {
            if (invariant.ForeignCalls.FirstOrDefault(call => config.Chains.All(chain => chain.Id != call.Chain))
                is { } lost)
            {
                throw Lacks(path, $"invariant {invariant.Name} of {invariant.Protocol}: {lost.Name}.chain",
                    "one of the configured chains", $"{lost.Chain}");
            }
        }

        return new NodeSettings
        {
            Chains = config.Chains,
            Protocols = config.Guarded,
            Invariants = [.. config.Invariants],
            DetectorOptions = config.DetectorOptions,
            Guardian = config.Guardian,
            DataFolder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, config.DataFolder),
            Webhooks = config.Webhooks,
            Dashboard = config.Dashboard,
        };
    }

    private static CommandException Lacks(string path, string field, string expected, string found = "none") =>
        CommandException.BadInput($"{path}: {field}: expected {expected}, found {found}");
}
