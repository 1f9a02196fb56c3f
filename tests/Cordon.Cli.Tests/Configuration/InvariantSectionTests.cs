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

    [Fact]
    public void A_call_may_be_asked_of_another_chain_and_says_how_old_that_chains_newest_block_may_be()
    {
        Invariant invariant = Assert.Single(Read($$"""
                  - name: backed
                    calls:
                      minted: totalSupply()(uint256)
                      locked: { chain: 7, call: "{{B}}.locked()(uint256)", ageMax: 30s }
                      lent: { chain: 7, call: "{{B}}.lent()(uint256)" }
                    holds: locked + lent >= minted

            """).Invariants);

        Assert.Equal(["locked", "lent"], invariant.ForeignCalls.Select(call => call.Name));
        Assert.Equal([null, 7UL, 7UL], invariant.Calls.Select(call => call.Chain));
        Assert.Equal([30, 120], invariant.ForeignCalls.Select(call => (int)call.AgeMax.TotalSeconds));
        Assert.NotEqual(invariant.Calls[1], invariant.Calls[1] with { Chain = 8 });
    }

    [Theory]
    [InlineData("{ chain: 5, call: '0x1111111111111111111111111111111111111111.f()(uint256)' }",
        ".a.chain: expected another chain; a call of the protocol's own chain is a text by itself")]
    [InlineData("{ chain: 7, call: f()(uint256) }", ".a.call: expected a call that names its contract")]
    [InlineData("{ chain: 7 }", ".a.call: expected a text")]
    [InlineData("{ call: f()(uint256) }", ".a.chain: expected a chain id")]
    [InlineData("{ chain: 7, call: '0x1111111111111111111111111111111111111111.f()' }",
        ".a.call: expected a view call of another chain; ")]
    [InlineData("{ chain: 7, call: '0x1111111111111111111111111111111111111111.f()(uint256)', ageMax: 2d }",
        ".a.ageMax: expected a duration from 1s to 1d")]
    [InlineData("{ chain: 7, call: '0x1111111111111111111111111111111111111111.f()(uint256)', age: 2d }",
        ".a.age: expected one of ageMax, call, chain")]
    public void A_call_of_another_chain_that_is_wrong_names_the_field(string call, string message)
    {
        var fault = Assert.Throws<CommandException>(
            () => Read($"      - name: x\n        calls:\n          a: {call}\n        holds: a > 0\n"));

        Assert.StartsWith(
            "cordon.yaml:8: protocols[0].invariants[0].calls" + message, fault.Message, StringComparison.Ordinal);
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
