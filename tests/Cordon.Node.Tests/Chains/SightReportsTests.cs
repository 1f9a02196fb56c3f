using Cordon.Domain.Signals;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.Node.Chains;

namespace Cordon.Node.Tests.Chains;

public sealed class SightReportsTests
{
    private readonly List<Signal> _said = [];
    private readonly List<string> _restored = [];
    private readonly SightReports _reports;

    public SightReportsTests() => _reports = new SightReports(new Sight(7, () => 42, _said.Add, _restored.Add));

    [Theory]
    [InlineData(EndpointReportKind.Failing)]
    [InlineData(EndpointReportKind.Lagging)]
    public void An_endpoint_is_lost_once_and_seen_again_when_it_has_recovered(EndpointReportKind kind)
    {
        _reports.Endpoint(Report(kind, "gone"));
        _reports.Endpoint(Report(kind, "still gone"));
        Assert.Empty(_restored);
        _reports.Endpoint(Report(EndpointReportKind.Recovered, "back"));

        Assert.Equal("gone", Assert.Single(_said).Evidence["cause"]!.ToString());
        Assert.Equal(["endpoint a, b"], _restored);
    }

    [Fact]
    public void A_disagreement_is_about_its_block_and_ends_with_no_recovery_of_an_endpoint()
    {
        _reports.Endpoint(Report(EndpointReportKind.Disagreement, "two hashes"));
        _reports.Endpoint(Report(EndpointReportKind.Recovered, "back"));

        Assert.True(Sight.IsAbout(Assert.Single(_said), "agreement of a, b on block 41"));
        Assert.Empty(_restored);
    }

    [Fact]
    public void The_registry_and_another_chain_are_lost_and_found_each_for_itself()
    {
        _reports.Registry(new RpcException(RpcFailure.Timeout, "eth_call", "a", "no answer", "Try again."));
        _reports.Foreign(10, "no answer");
        _reports.Foreign(11, "no answer");
        _reports.Foreign(10, null);
        _reports.Registry(null);

        Assert.Equal(
            ["the registry's bounds", "values of chain 10", "values of chain 11"],
            _said.Select(signal => signal.Evidence["missing"]!.ToString()));
        Assert.Equal(["values of chain 10", "the registry's bounds"], _restored);
    }

    private static EndpointReport Report(EndpointReportKind kind, string message) =>
        new(kind, ["a", "b"], message, 41, DateTimeOffset.UnixEpoch);
}
