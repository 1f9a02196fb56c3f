using System.ComponentModel.DataAnnotations;
using Cordon.Response.Attestations.Submission;

namespace Cordon.Response.Attestations;

/// <summary>Bounds and paces of one exchange.</summary>
public sealed record ExchangeOptions
{
    /// <summary>Neighbours that are told what is new; chance picks them among the members.</summary>
    [Range(1, 64)]
    public int Fanout { get; init; } = 6;

    /// <summary>What is new within this time goes to a neighbour in one message.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan BatchWindow { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often another member is asked what it holds about open incidents: what gossip lost comes so.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan PullInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A neighbour gives way to another after this time, reachable or not.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan NeighbourLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a peer may take to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far a message's time may be from ours, either way.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ClockSkewMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages a second that a peer may send in the long run.</summary>
    [Range(1, 10_000)]
    public int MessagesPerSecond { get; init; } = 25;

    /// <summary>Messages that a peer may send at once.</summary>
    [Range(1, 100_000)]
    public int MessagesBurst { get; init; } = 100;

    /// <summary>How long a peer that lied is not listened to.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MuteFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the chain is looked at while nothing announces a block.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Of those who hold a quorum the first submits at once, and then one with each of these, as long as none
    /// is seen to be under way.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan SubmitStep { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long somebody's submission may take to show on the chain before others submit too.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan SubmitPatience { get; init; } = TimeSpan.FromSeconds(24);

    /// <summary>An attestation of ours that the chain has not counted for so long is submitted with all others that
    /// wait; who is silent for 24 hours is slashed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "12:00:00")]
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Attestations in one transaction, at most as many as the contract takes; more go in several, one after
    /// the other.</summary>
    [Range(1, RegistryRequests.AttestationsMax)]
    public int AttestationsPerCallMax { get; init; } = RegistryRequests.AttestationsMax;

    /// <summary>Attestations of guardians whose key is a contract that a peer may have the chain asked about, a second
    /// in the long run.</summary>
    [Range(1, 1_000)]
    public int ContractChecksPerSecond { get; init; } = 2;

    /// <summary>Such attestations that a peer may bring at once; more are passed over, and come again.</summary>
    [Range(1, 1_000)]
    public int ContractChecksBurst { get; init; } = 16;

    /// <summary>How many of them the chain is asked about at the same time, whoever brought them.</summary>
    [Range(1, 64)]
    public int ContractChecksAtOnce { get; init; } = 4;

    /// <summary>How long the chain may take to say whether a contract signed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ContractCheckTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long it stands that a contract did not sign something; it may change its mind later.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ContractRefusalLifetime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether peers may have addresses of private networks and of this machine.</summary>
    public bool AllowsPrivateAddresses { get; init; }

    /// <summary>The block from which guardians and incidents are looked for: that of the deployment.</summary>
    [Range(0, long.MaxValue)]
    public long FromBlock { get; init; }

    /// <summary>Blocks whose logs are asked for in one call; halved while a node refuses.</summary>
    [Range(1, 1_000_000)]
    public int LogRangeBlocks { get; init; } = 10_000;

    /// <summary>Blocks below the head that may still be reorganised away.</summary>
    [Range(0, 10_000)]
    public int ReorgDepthBlocks { get; init; } = 64;
}
