namespace Cordon.Engine.Sources.Node;

/// <summary>The node no longer delivers. Everything before <see cref="Block"/> has been delivered.</summary>
/// <param name="block">The first block that was not delivered.</param>
/// <param name="problem">Why, and what to do, as a sentence.</param>
public sealed class NodeSourceException(ulong block, string problem, Exception? inner = null)
    : Exception($"Block {block} and those after it were not delivered: {problem}", inner)
{
    public ulong Block => block;
}
