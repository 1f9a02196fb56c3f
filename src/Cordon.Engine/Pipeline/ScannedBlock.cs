using Cordon.Domain.Facts;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Engine.Reorgs;

namespace Cordon.Engine.Pipeline;

/// <summary>One block with everything it changed. Reused: valid until the sink returns.</summary>
public sealed class ScannedBlock
{
    private readonly List<Signal> _retracted = [];
    private readonly List<BlockLink> _dropped = [];
    private readonly List<Incident> _incidents = [];

    /// <summary>Position in the source's delivery, from 0, blocks skipped on resuming included.</summary>
    public long Sequence { get; internal set; }

    public BlockLink Link { get; internal set; }

    public string Origin { get; internal set; } = "";

    public BlockFacts Facts { get; internal set; } = null!;

    /// <summary>In transaction order, statements about the whole block last.</summary>
    public IReadOnlyList<Signal> Signals { get; internal set; } = [];

    /// <summary>The signals of the dropped blocks, marked as retracted, latest block first.</summary>
    public IReadOnlyList<Signal> Retracted => _retracted;

    /// <summary>The blocks that this one replaced, latest first.</summary>
    public IReadOnlyList<BlockLink> Dropped => _dropped;

    /// <summary>Incidents opened, changed or retracted, each in its latest version.</summary>
    public IReadOnlyList<Incident> Incidents => _incidents;

    /// <summary>Of those, the ones that this block itself opened or changed.</summary>
    public IReadOnlyList<Incident> Changed { get; internal set; } = [];

    /// <summary>What the engine remembered before this block, on its own branch.</summary>
    public EngineState Before { get; internal set; } = null!;

    /// <summary>What the engine would need to go on after this block.</summary>
    public EngineState State { get; internal set; } = null!;

    internal List<Signal> RetractedList => _retracted;

    internal List<BlockLink> DroppedList => _dropped;

    internal List<Incident> IncidentList => _incidents;

    internal void Clear()
    {
        _retracted.Clear();
        _dropped.Clear();
        _incidents.Clear();
        Signals = [];
    }
}
