using System.Collections.Concurrent;

namespace Cordon.Engine.Sources.Node;

/// <summary>What a node has turned out to offer, and not to offer.</summary>
internal sealed class NodeAbilities
{
    private readonly ConcurrentDictionary<string, bool> _missing = new(StringComparer.Ordinal);

    /// <summary>Whether tracing has been refused for some block; further refusals are believed at once.</summary>
    public bool HasRefusedTraces { get; set; }

    public bool Offers(string method) => !_missing.ContainsKey(method);

    public void NoteMissing(string method) => _missing[method] = true;
}
