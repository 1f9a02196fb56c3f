using System.Numerics;
using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Domain.Invariants;

namespace Cordon.Cli.Tests.Configuration;

public class InvariantSectionTests
{
    private const string A = "0x1111111111111111111111111111111111111111";
    private const string B = "0x2222222222222222222222222222222222222222";
    private const string Head =
        $"protocols:\n  - name: lender\n    chain: 5\n    contracts: ['{A}']\n    invariants:\n";

    private static CordonConfig Read(string invariants) =>
        ConfigReader.Read("cordon.yaml", new StringReader(Head + invariants));

    [Fact]
    public void Several_calls_are_compared_within_a_tolerance()
    {
        Invariant invariant = Assert.Single(Read($"""
                  - name: covered
                    calls:
                      cash: "{B}.balanceOf(address)(uint256) {A}"
                      owed: totalOwed()(uint256)
                    holds: cash * 2 >= owed
                    toleranceBps: 10
                    tolerance: 1_000

            """).Invariants);

        Assert.Equal(("covered", "lender", 5UL, A),
            (invariant.Name, invariant.Protocol, invariant.Chain, invariant.Contract.ToString()));
        Assert.Equal([B, A], invariant.Calls.Select(call => call.Contract.ToString()));
        Assert.Equal(new InvariantTolerance(10, 1_000), invariant.Tolerance);
        Assert.True(invariant.Judge([new BigInteger(50), new BigInteger(100)]).Holds);
        Assert.False(invariant.Judge([new BigInteger(50), new BigInteger(2_000)]).Holds);
    }

    [Fact]
    public void A_single_call_must_answer_true_unless_a_comparison_says_otherwise()
    {
        IReadOnlyList<Invariant> invariants = Read($"""
                  - name: healthy
                    contract: '{B}'
                    call: isHealthy()(bool)
                  - name: capped
                    call: totalSupply()(uint256)
                    holds: call <= 1000

            """).Invariants;

        Assert.Equal(B, invariants[0].Calls[0].Contract.ToString());
        Assert.Equal((true, false), (invariants[0].Judge([1]).Holds, invariants[0].Judge([0]).Holds));
        Assert.Equal((true, false), (invariants[1].Judge([1_000]).Holds, invariants[1].Judge([1_001]).Holds));
    }

    [Theory]
    [InlineData("      - call: f()(bool)", ":6: protocols[0].invariants[0].name: expected a text, found nothing")]
    [InlineData("      - name: x", ":6: protocols[0].invariants[0]: expected either call or calls, found neither")]
    [InlineData("      - name: x\n        call: f()(bool)\n        calls: {}",
        ":6: protocols[0].invariants[0]: expected either call or calls, found both")]
    [InlineData("      - name: x\n        calls: {}",
        ":7: protocols[0].invariants[0].calls: expected at least one call, found none")]
    [InlineData("      - name: x\n        calls: { a: f()(bool) }",
        ":6: protocols[0].invariants[0].holds: expected a comparison, such as cash >= owed, found nothing")]
    [InlineData("      - name: x\n        calls: { 1a: f()(bool) }",
        ":7: protocols[0].invariants[0].calls.1a: expected a name of letters, digits and _")]
    [InlineData("      - name: x\n        call: f()",
        ":7: protocols[0].invariants[0].call: expected a view call, such as totalAssets()(uint256), found a fault: ")]
    [InlineData("      - name: x\n        call: f()(bool)\n        holds: y > 0",
        ":8: protocols[0].invariants[0].holds: expected a comparison, such as cash >= owed, found a fault: position 1")]
    [InlineData("      - name: x\n        call: f()(bool)\n        toleranceBps: 10001",
        ":8: protocols[0].invariants[0].toleranceBps: expected a whole number up to 10000, found '10001'")]
    [InlineData("      - name: x\n        call: f()(bool)\n        tolerance: -1",
        ":8: protocols[0].invariants[0].tolerance: expected a whole number, 0 or more, found '-1'")]
    [InlineData("      - name: x\n        call: f()(bool)\n        surprise: 1",
        ":8: protocols[0].invariants[0].surprise: expected name, contract, call, calls, holds, toleranceBps or toler")]
    [InlineData("      - name: x\n        call: f()(bool)\n      - name: x\n        call: f()(bool)",
        ":8: protocols[0].invariants[1].name: expected each name once in a protocol, found 'x' again")]
    [InlineData("      - name: x\n        contract: 0x12\n        call: f()(bool)",
        ":7: protocols[0].invariants[0].contract: expected an address, 0x and 40 hex digits, found '0x12'")]
    public void A_fault_names_file_line_field_and_what_was_expected(string yaml, string message)
    {
        var fault = Assert.Throws<CommandException>(() => Read(yaml + "\n"));

        Assert.StartsWith("cordon.yaml" + message, fault.Message, StringComparison.Ordinal);
    }
}
