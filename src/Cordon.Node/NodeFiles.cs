using System.Globalization;

namespace Cordon.Node;

/// <summary>The databases in a node's data folder.</summary>
public static class NodeFiles
{
    /// <summary>What was decided, and sent for that; a person's answers go here while the node runs.</summary>
    public static string Decisions(string folder) => Path.Combine(folder, "decisions.db");

    /// <summary>The secret of the local page, for programs of the node's own user.</summary>
    public static string DashboardToken(string folder) => Path.Combine(folder, "dashboard.token");

    /// <summary>Where earlier versions kept what was sent.</summary>
    public static string Sending(string folder) => Path.Combine(folder, "sending.db");

    /// <summary>What this guardian answered to attention challenges, with the salts of its commitments.</summary>
    public static string Answers(string folder) => Path.Combine(folder, "engagement.db");

    /// <summary>What this guardian and others attested on a chain.</summary>
    public static string Attestations(string folder, ulong chain) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"attestations-{chain}.db"));

    /// <summary>What the scan of a chain found and remembers.</summary>
    public static string Scan(string folder, ulong chain) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"chain-{chain}.db"));
}
