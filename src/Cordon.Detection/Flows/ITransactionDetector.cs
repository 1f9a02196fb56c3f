using Cordon.Domain.Signals;

namespace Cordon.Detection.Flows;

/// <summary>Looks at one transaction through its value flows. Pure, as <see cref="IDetector"/> is.</summary>
public interface ITransactionDetector
{
    string Name { get; }

    /// <summary>Adds what it finds; allocates nothing where it finds nothing.</summary>
    void Inspect(TransactionFlows flows, SignalBuffer signals);
}
