using Cordon.Contracts;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Actions;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Actions;

public sealed class ActionPlannerTests
{
    private static readonly ChainSettings Chain = new(Some.Chain, [RpcEndpoint.Parse("http://127.0.0.1:1")])
    {
        Registry = Some.Address("registry"),
    };

    [Theory]
    [InlineData(ResponseAction.Throttle, 1)]
    [InlineData(ResponseAction.Pause, 2)]
    public void A_stop_of_everything_is_raised_with_the_mode_of_its_action(ResponseAction action, byte mode)
    {
        SendRequest request = Plan(action)!;
        Assert.True(IncidentRegistry.RaiseCall.TryDecode(request.Data.Span, out IncidentRegistry.RaiseCall raise));

        Assert.Equal(Some.Address("lender"), raise.Protocol);
        Assert.Equal(new Hash256(UInt256.MaxValue), raise.Target);
        Assert.Equal(mode, raise.Mode);
        Assert.Equal(Some.Address("registry"), request.To);
        Assert.Equal(Some.Decision(action).Key, request.Key);
        Assert.Equal(Some.Now + TimeSpan.FromHours(1), request.ExpiresAt);
    }

    [Fact]
    public void A_configured_target_is_stopped_instead_of_everything()
    {
        Hash256 target = Some.Hash("group");
        SendRequest request = ActionPlanner.Plan(
            Some.Decision(), Some.Incident(), Some.Guarded with { Target = target }, Chain, default)!;

        IncidentRegistry.RaiseCall.TryDecode(request.Data.Span, out IncidentRegistry.RaiseCall raise);
        Assert.Equal(target, raise.Target);
    }

    [Fact]
    public void A_quarantine_pauses_the_target_of_the_first_attacker_as_the_contracts_name_it()
    {
        IncidentRegistry.RaiseCall.TryDecode(
            Plan(ResponseAction.Quarantine)!.Data.Span, out IncidentRegistry.RaiseCall raise);

        byte[] words = [.. Keccak256.HashUtf8("Cordon quarantine").ToArray(), .. new byte[12],
            .. Convert.FromHexString(Some.Address("thief").ToString().AsSpan(2))];
        Assert.Equal(Keccak256.Hash(words), raise.Target);
        Assert.Equal(2, raise.Mode);
        Assert.Null(ActionPlanner.Plan(
            Some.Decision(ResponseAction.Quarantine), Some.Incident() with { Attackers = [] }, Some.Guarded, Chain,
            default));
    }

    [Fact]
    public void What_the_attack_pays_is_to_be_beaten()
    {
        SendRequest request = ActionPlanner.Plan(
            Some.Decision(), Some.Incident(), Some.Guarded, Chain, new Bid(7, 9))!;

        Assert.Equal((new UInt256(7), new UInt256(9)), (request.TipToBeat, request.FeeToBeat));
    }

    [Fact]
    public void Without_a_registry_or_an_enrolment_there_is_nothing_to_send()
    {
        Assert.Null(ActionPlanner.Plan(
            Some.Decision(), Some.Incident(), Some.Guarded, Chain with { Registry = null }, default));
        Assert.Null(ActionPlanner.Plan(
            Some.Decision(), Some.Incident(), Some.Guarded with { Enrolled = null }, Chain, default));
    }

    [Fact]
    public void Evidence_depends_on_chain_protocol_and_transaction_and_on_nothing_that_honest_nodes_differ_in()
    {
        Address enrolled = Some.Address("lender");
        Incident incident = Some.Incident();
        Hash256 evidence = IncidentEvidence.Of(incident, enrolled);

        Assert.Equal(evidence, IncidentEvidence.Of(
            incident with { LogOdds = 9, Summary = "other words", Attackers = [], Id = "x", Root = "y" }, enrolled));
        Assert.NotEqual(evidence, IncidentEvidence.Of(incident with { Chain = 2 }, enrolled));
        Assert.NotEqual(evidence, IncidentEvidence.Of(incident, Some.Address("other")));
        Assert.NotEqual(evidence, IncidentEvidence.Of(Some.Incident("another"), enrolled));
    }

    [Fact]
    public void Evidence_of_whoever_saw_another_transaction_of_the_attack_first_is_recognised()
    {
        Address enrolled = Some.Address("lender");
        Incident mine = Some.Incident("first") with { Transactions = [Some.Hash("first"), Some.Hash("second")] };

        Assert.Contains(
            IncidentEvidence.Of(Some.Incident("second"), enrolled), IncidentEvidence.AllOf(mine, enrolled));
        Assert.DoesNotContain(
            IncidentEvidence.Of(Some.Incident("third"), enrolled), IncidentEvidence.AllOf(mine, enrolled));
    }

    [Fact]
    public void Bids_are_those_of_the_pending_transactions_of_the_incident_alone()
    {
        var rivals = new RivalBids();
        rivals.Note(Some.Pending("a", 5, 100));
        rivals.Note(Some.Pending("b", 9, 50));
        rivals.Note(Some.Pending("stranger", 999, 999));
        Incident incident = Some.Incident() with { Transactions = [Some.Hash("a"), Some.Hash("b"), Some.Hash("c")] };

        Assert.Equal(new Bid(9, 100), rivals.Of(incident));
        rivals.Mined([Some.Hash("b")]);
        Assert.Equal(new Bid(5, 100), rivals.Of(incident));
        rivals.Mined([Some.Hash("a")]);
        Assert.Equal(default, rivals.Of(incident));
    }

    private static SendRequest? Plan(ResponseAction action) => ActionPlanner.Plan(
        Some.Decision(action), Some.Incident(), Some.Guarded, Chain, default);
}
