using System.Text.Json.Nodes;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Node.Settings;

namespace Cordon.Node.Tests.Kit;

/// <summary>Values that tests are made of.</summary>
internal static class Some
{
    public const ulong Chain = 1;

    public static DateTimeOffset Now { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static Address Address(string name) => Ethereum.Address.FromWord(Keccak256.HashUtf8(name).ToUInt256());

    public static Hash256 Hash(string name) => Keccak256.HashUtf8(name);

    public static GuardedProtocol Guarded { get; } = new(
        new Protocol("lender", Chain, [Address("lender")]), ProtocolPolicy.Default("lender"))
    {
        Enrolled = Address("lender"),
    };

    /// <summary>A grave signal of a transaction against a victim.</summary>
    /// <param name="block">Name of the block; null for a pending transaction.</param>
    public static Signal Signal(
        string detector, string tx, string victim, string attacker, ulong number, string? block = null,
        double sure = 0.9) => new()
        {
            Id = Hash($"{detector} {tx} {block}").ToString()[2..34],
            Chain = Chain,
            Block = number,
            BlockHash = block is null ? default : Hash(block),
            Tx = Hash(tx),
            Index = 0,
            Detector = detector,
            Severity = Severity.High,
            Confidence = sure,
            Subjects = [Address(victim)],
            Summary = $"{attacker} robs {victim}",
            Evidence = new JsonObject { ["attacker"] = Address(attacker).ToString() },
        };

    public static Incident Incident(string tx = "tx", string? protocol = "lender") => new()
    {
        Id = Hash(tx).ToString()[2..34],
        Chain = Chain,
        Root = $"tx {Hash(tx)}",
        Protocol = protocol,
        Summary = "an attack",
        Severity = Severity.High,
        LogOdds = 3,
        PriorLogOdds = -3,
        Transactions = [Hash(tx)],
        Attackers = [Address("thief")],
        Victims = [Address("lender")],
        FirstBlock = 1,
        LastBlock = 1,
        Clocks = new IncidentClocks(0, 0, Now),
    };

    public static ResponseDecision Decision(
        ResponseAction action = ResponseAction.Pause, Permission permission = Permission.Granted, string incident = "a",
        params string[] reasons) => new()
        {
            Key = $"{incident}/{ResponseDecisionJson.NameOf(action)}",
            Incident = incident,
            Protocol = "lender",
            Action = action,
            Permission = permission,
            Duration = TimeSpan.FromHours(1),
            Reasons = reasons.Length > 0 ? [.. reasons] : ["The belief of 0.9500 reaches 0.9."],
            PolicyVersion = "0123456789abcdef",
            At = Now,
        };

    public static PendingTransaction Pending(string tx, UInt256? tip = null, UInt256? feeMax = null) => new()
    {
        Hash = Hash(tx),
        From = Address("thief"),
        To = null,
        Nonce = 0,
        MaxFeePerGas = feeMax,
        MaxPriorityFeePerGas = tip,
        Input = ReadOnlyMemory<byte>.Empty,
    };
}
