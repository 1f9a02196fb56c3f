using Cordon.Domain.Engagement;
using Cordon.Ethereum;

namespace Cordon.Domain.Ports;

/// <summary>Remembers what a guardian has committed to, across any crash: without the salt a commitment cannot be
/// revealed. Every method throws <see cref="StoreException"/> and may be called by several threads at once.</summary>
public interface IEngagementJournal : IDisposable
{
    /// <summary>The answers of a guardian to one challenge, the oldest first: more than one where a reorganisation has
    /// changed the question.</summary>
    IReadOnlyList<KeptAnswer> Read(ulong chain, Address contract, Address guardian, ulong epoch);

    /// <summary>Adds an answer. What this returned from is there after a power failure; the same twice is as good as
    /// once.</summary>
    void Keep(KeptAnswer answer);
}
