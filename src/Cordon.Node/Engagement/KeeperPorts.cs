using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Chains;
using Cordon.Node.Events;

namespace Cordon.Node.Engagement;

/// <summary>What the keeper of one chain's attention challenges is plugged into.</summary>
internal sealed record KeeperPorts
{
    public required ulong Chain { get; init; }

    /// <summary>The engagement contract.</summary>
    public required Address Contract { get; init; }

    /// <summary>The stake that it must count.</summary>
    public required Address Stake { get; init; }

    /// <summary>The key that signs, and that the stake knows as a guardian's.</summary>
    public required Address Key { get; init; }

    public required IRpcCaller Node { get; init; }

    /// <summary>Sends what yields to everything urgent.</summary>
    public required Func<SendRequest, CancellationToken, Task<SendRecord>> Send { get; init; }

    public required IEngagementJournal Journal { get; init; }

    public required RangeReader Ranges { get; init; }

    /// <summary>Makes a secret that nobody can guess.</summary>
    public required Func<Hash256> MakeSalt { get; init; }

    public required Sight Sight { get; init; }

    public required EventPump Events { get; init; }

    public required TimeProvider Time { get; init; }

    public EngagementOptions Options { get; init; } = new();

    /// <summary>Whether others' misses and wrong answers are punished.</summary>
    public bool Punishes { get; init; }
}
