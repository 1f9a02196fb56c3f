namespace Cordon.Response.Attestations.Wire;

/// <summary>Headers and paths of the exchange.</summary>
internal static class WireHeaders
{
    /// <summary>Chain id, colon, registry.</summary>
    public const string Scope = "cordon-scope";

    /// <summary>The guardian's word for the node's key.</summary>
    public const string Session = "cordon-session";

    /// <summary>Milliseconds since 1970.</summary>
    public const string Time = "cordon-time";

    /// <summary>The node's signature of the message.</summary>
    public const string Signature = "cordon-signature";

    /// <summary>In an answer that refuses: a name of <see cref="PeerFault"/>.</summary>
    public const string Fault = "cordon-fault";

    public const string PostPath = "/v1/attestations";

    private const string GetStart = "/v1/incidents/";
    private const string GetEnd = "/attestations";

    public static string GetPath(Ethereum.Hash256 incident) => $"{GetStart}{incident}{GetEnd}";

    /// <summary>The incident that a path asks for, null for another path.</summary>
    public static Ethereum.Hash256? IncidentOf(string path) =>
        path.StartsWith(GetStart, StringComparison.Ordinal)
        && path.EndsWith(GetEnd, StringComparison.Ordinal)
        && path.Length == GetStart.Length + 66 + GetEnd.Length
        && Ethereum.Hash256.TryParse(path.AsSpan(GetStart.Length, 66), out Ethereum.Hash256 incident)
            ? incident
            : null;
}
