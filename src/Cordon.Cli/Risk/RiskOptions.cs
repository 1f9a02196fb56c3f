using System.CommandLine;
using Cordon.Cli.Risk.Model;
using Cordon.Economics.Models;

namespace Cordon.Cli.Risk;

/// <summary>Options that the risk commands have in common.</summary>
internal static class RiskOptions
{
    public static Option<string> Model() => new("--model", "-m")
    {
        Description = "The risk model (YAML; see docs/operating/risk-model.md)",
        HelpName = "FILE",
        Required = true,
    };

    public static Option<string?> Store() => new("--db")
    {
        Description = "Take detection and response times from the database of a followed scan or a node",
        HelpName = "FILE",
    };

    /// <summary>The model, with the times of the database where one is named.</summary>
    public static RiskModel Read(string path, string? store)
    {
        RiskModel model = RiskModelReader.Read(path);
        return store is null ? model : model with { Detection = StoredTimes.Of(store, model.Detection) };
    }
}
