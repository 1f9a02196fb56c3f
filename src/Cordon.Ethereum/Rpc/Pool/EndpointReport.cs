namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>One thing an operator should know about an endpoint.</summary>
/// <param name="Endpoints">Those concerned, without credentials.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Block">The block in question, if it is about one.</param>
public sealed record EndpointReport(
    EndpointReportKind Kind, IReadOnlyList<string> Endpoints, string Message, ulong? Block, DateTimeOffset At);
