namespace Cordon.Node.Events;

/// <summary>Is told everything that a node sees, decides and does, one event after the other, in order.</summary>
public interface INodeListener
{
    /// <summary>Takes one event. Called apart from the work of the node, which it never holds up: a listener that is
    /// too slow loses events, and is told how many. What it throws is reported once and otherwise ignored.</summary>
    void Take(NodeEvent happened);
}
