namespace Cordon.Domain.Ports;

/// <summary>Something that must be on the disk before anything follows from it, and may go there in one with the first
/// thing that does: both or neither. Thread-safe.</summary>
public interface IPendingWrite
{
    /// <summary>Writes it, unless it has gone along with something else. Returns when it is on the disk.</summary>
    /// <exception cref="StoreException">It is not written, and never will be.</exception>
    void Complete();
}
