using Cordon.Domain.Signals;

namespace Cordon.Cli.Report;

/// <summary>How often one detector spoke, by severity.</summary>
internal sealed class DetectorCount(string name)
{
    private readonly long[] _bySeverity = new long[Enum.GetValues<Severity>().Length];

    public string Name => name;

    public long Total => _bySeverity.Sum();

    /// <summary>Signals withdrawn because their block was reorganised away; counted apart.</summary>
    public long Retracted { get; private set; }

    public long this[Severity severity] => _bySeverity[(int)severity];

    public void Add(Signal signal)
    {
        if (signal.Retracted) Retracted++;
        else _bySeverity[(int)signal.Severity]++;
    }
}
