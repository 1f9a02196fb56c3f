using System.Text;
using System.Text.Json;
using Cordon.Cli.Tests;
using Cordon.Contracts;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Engine.Pending;
using Cordon.Node.Actions;
using Cordon.Node.Events;
using Cordon.Node.Registry;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Events;

/// <summary>What a node prints and posts is what spec/ says.</summary>
public sealed class EventSchemaTests
{
    private static readonly PendingTimings Verdict = new(
        TimeSpan.FromMilliseconds(1), TimeSpan.Zero, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(3));

    private static readonly SendRecord Record = new()
    {
        Request = new SendRequest
        {
            Key = "a/pause",
            Chain = 1,
            To = Some.Address("registry"),
            GasLimit = 1,
            ExpiresAt = Some.Now,
        },
        From = Some.Address("guardian"),
        CreatedAt = Some.Now,
        Attempts = [new SendAttempt(Some.Hash("t"), 0, ReadOnlyMemory<byte>.Empty, 1, 1, 1, Some.Now, false)],
        State = SendState.Mined,
        Inclusion = new SendInclusion(Some.Hash("t"), 7, Some.Hash("b"), true, 1),
        Obstacle = "none",
    };

    private static readonly OnChainIncident Raised = new(
        1, Some.Address("registry"), Some.Hash("id"), Some.Address("lender"), 1, BreakerTargets.Everything,
        BreakerMode.Paused, 5, Some.Hash("e"));

    private static readonly NodeEvent[] All =
    [
        new NodeEvent.PendingSeen(1, Some.Now, new PendingVerdict(Some.Pending("t"), 3, [], Verdict)),
        new NodeEvent.PendingSeen(1, Some.Now, new PendingVerdict(null, 3, [], default)),
        new NodeEvent.BlockScanned(1, Some.Now, 4, Some.Hash("b"), 2, 1),
        new NodeEvent.SignalRaised(1, Some.Now, Some.Signal("alpha", "t", "lender", "thief", 4)),
        new NodeEvent.IncidentOpened(1, Some.Now, Some.Incident()),
        new NodeEvent.IncidentChanged(1, Some.Now, Some.Incident()),
        new NodeEvent.IncidentRetracted(1, Some.Now, Some.Incident()),
        new NodeEvent.Decided(1, Some.Now, Some.Decision()),
        new NodeEvent.Notified(1, Some.Now, Some.Incident(), Some.Decision(ResponseAction.Notify)),
        new NodeEvent.ActionRequested(1, Some.Now, Some.Decision(), Record.Request),
        new NodeEvent.ActionSent(1, Some.Now, Record, new ActionTimings(
            Verdict, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(9))),
        new NodeEvent.ActionSent(1, Some.Now, Record with { Inclusion = null, Obstacle = null }, null),
        new NodeEvent.ActionSettled(1, Some.Now, Record),
        new NodeEvent.ActionSettled(
            1, Some.Now, Record with { State = SendState.Withdrawn, Withdrawal = "the incident is retracted" }),
        new NodeEvent.ActionReverted(1, Some.Now, Record, "the bond is too small"),
        new NodeEvent.ActionFailed(1, Some.Now, Some.Decision(), "no key"),
        new NodeEvent.RaisedOnChain(1, Some.Now, Raised),
        new NodeEvent.Attested(1, Some.Now, Raised, "a"),
        new NodeEvent.Community(1, Some.Now, "quorum-held", "0x00"),
        new NodeEvent.Duty(1, Some.Now, "on-duty", 20_000, "drawn: blocks 1 to 32", 1_800_000_000),
        new NodeEvent.Duty(1, Some.Now, "missed", 20_000, "nothing was committed", null),
        new NodeEvent.Blind(0, Some.Now, "blocks", "gone", ["attacks"]),
        new NodeEvent.SightRestored(1, Some.Now, "blocks"),
    ];

    [Fact]
    public void Every_kind_of_event_is_as_the_schema_says()
    {
        JsonSchema schema = JsonSchema.Load("event.schema.json");
        Assert.All(All, happened => Assert.Empty(schema.Faults(Text(happened))));
        Assert.NotEmpty(schema.Faults("""{"event":"surprise","chain":1,"at":"x"}"""));

        IEnumerable<Type> kinds = typeof(NodeEvent).GetNestedTypes().Where(type => !type.IsAbstract);
        Assert.Equal(kinds.OrderBy(type => type.Name), All.Select(e => e.GetType()).Distinct().OrderBy(t => t.Name));
    }

    [Fact]
    public void What_an_event_holds_is_as_its_own_schema_says()
    {
        using JsonDocument notified = JsonDocument.Parse(Text(All.OfType<NodeEvent.Notified>().Single()));
        using JsonDocument signal = JsonDocument.Parse(Text(All.OfType<NodeEvent.SignalRaised>().Single()));

        Assert.Empty(JsonSchema.Load("incident.schema.json").Faults(Member(notified, "incident")));
        Assert.Empty(JsonSchema.Load("decision.schema.json").Faults(Member(notified, "decision")));
        Assert.Empty(JsonSchema.Load("signal.schema.json").Faults(Member(signal, "signal")));
    }

    [Theory]
    [InlineData("key", "1")]
    [InlineData("action", "\"dance\"")]
    [InlineData("permission", "\"maybe\"")]
    [InlineData("durationSeconds", "-1")]
    [InlineData("durationSeconds", "1e300")]
    [InlineData("reasons", "[null]")]
    [InlineData("at", "\"yesterday\"")]
    public void A_decision_that_is_none_is_refused_with_the_name_of_its_field(string field, string value)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes)) ResponseDecisionJson.Write(json, Some.Decision());
        var node = System.Text.Json.Nodes.JsonNode.Parse(bytes.ToArray())!;
        node[field] = System.Text.Json.Nodes.JsonNode.Parse(value);
        using JsonDocument wrong = JsonDocument.Parse(node.ToJsonString());

        FormatException refused = Assert.Throws<FormatException>(() => ResponseDecisionJson.Read(wrong.RootElement));
        Assert.Contains($"'{field}'", refused.Message, StringComparison.Ordinal);
    }

    private static string Member(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetRawText();

    private static string Text(NodeEvent happened) => Encoding.UTF8.GetString(NodeEventJson.ToBytes(happened));
}
