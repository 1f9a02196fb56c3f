using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Domain.Policies;
using Cordon.Node.Settings;

namespace Cordon.Cli.Tests.Configuration;

/// <summary>Who confirms, and where people are asked.</summary>
public sealed class ConfirmationConfigTests
{
    private const string Chain = "chains:\n  - id: 5\n    endpoints: [ws://127.0.0.1:8546]\n";
    private const string Protocol =
        "protocols:\n  - name: lender\n    chain: 5\n    contracts: ['0x1111111111111111111111111111111111111111']\n";

    private static NodeSettings Read(string yaml) => NodeConfigReader.Settings(
        ConfigReader.Read("cordon.yaml", new StringReader(yaml), _ => null), "cordon.yaml");

    [Theory]
    [InlineData("true", true, null, 0)]
    [InlineData("{ by: anyone }", true, null, 0)]
    [InlineData("{ by: safe, safe: '0x00000000000000000000000000000000000000aa' }", true, 0xaa, 6 * 60)]
    [InlineData("{ by: safe, safe: '0x00000000000000000000000000000000000000aa', within: 90m }", true, 0xaa, 90)]
    [InlineData("false", false, null, 0)]
    public void Who_must_confirm_is_nobody_anyone_or_a_Safe(string confirm, bool needs, int? safe, int minutes)
    {
        string policy = $"    policy: {{ pause: {{ belief: 0.9, duration: 1h, confirm: {confirm} }} }}\n";
        ActionRule rule = Read(Chain + Protocol + policy).Protocols[0].Policy.Rules[ResponseAction.Pause];

        Assert.Equal(needs, rule.NeedsConfirmation);
        Assert.Equal(safe, (int?)(ulong?)rule.Safe?.Account.ToUInt256());
        Assert.Equal(TimeSpan.FromMinutes(minutes), rule.Safe?.Within ?? TimeSpan.Zero);
    }

    [Fact]
    public void A_page_is_shown_where_the_file_says_so_and_otherwise_not()
    {
        Assert.Null(Read(Chain + Protocol).Dashboard);
        DashboardSettings near = Read(Chain + Protocol + "dashboard: { listen: '[::1]:7947' }\n").Dashboard!;
        Assert.Equal(("[::1]:7947", false), ($"{near.Listen}", near.AllowsRemote));
        DashboardSettings far = Read(Chain + Protocol
            + "dashboard: { listen: 0.0.0.0:80, allowRemote: true, hosts: [guard.example.org] }\n").Dashboard!;
        Assert.Equal((true, "guard.example.org"), (far.AllowsRemote, Assert.Single(far.Hosts)));
    }

    [Theory]
    [InlineData(Chain + Protocol + "dashboard: { listen: 0.0.0.0:7947 }\n",
        "cordon.yaml:8: dashboard.listen: expected an address of this machine alone, or allowRemote: true")]
    [InlineData(Chain + Protocol + "dashboard: { listen: localhost }\n",
        "cordon.yaml:8: dashboard.listen: expected an IP address and a port, such as 127.0.0.1:7947")]
    [InlineData(Chain + Protocol + "dashboard: { listen: 127.0.0.1:1, hosts: ['a b'] }\n",
        "cordon.yaml:8: dashboard.hosts[0]: expected a name")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: 1, duration: 1h, confirm: { by: safe } } }\n",
        "cordon.yaml:8: protocols[0].policy.pause.confirm.safe: expected an address, 0x and 40 hex digits, found no")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: 1, duration: 1h, confirm: { by: nobody } } }\n",
        "cordon.yaml:8: protocols[0].policy.pause.confirm.by: expected anyone or safe, found 'nobody'")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: 1, duration: 1h, confirm: { by: anyone, safe: x } "
        + "} }\n",
        "cordon.yaml:8: protocols[0].policy.pause.confirm.safe: expected one of by")]
    [InlineData(Chain + Protocol + "    policy: { pause: { belief: 1, duration: 1h, confirm: { by: safe, "
        + "safe: '0x00000000000000000000000000000000000000aa', within: 2d } } }\n",
        "cordon.yaml:8: protocols[0].policy.pause.confirm.within: expected a duration from 1m to 1d, found '2d'")]
    public void A_fault_names_file_line_field_and_what_was_expected(string yaml, string message)
    {
        var fault = Assert.Throws<CommandException>(() => Read(yaml));

        Assert.Equal(ExitCode.BadInput, fault.ExitCode);
        Assert.StartsWith(message, fault.Message);
    }
}
