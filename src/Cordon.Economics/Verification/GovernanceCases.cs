using Cordon.Economics.Governance;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verification;

/// <summary>Concentration, voting power, vote attacks and councils.</summary>
internal static class GovernanceCases
{
    private const string Topic = "governance";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "Concentration", Concentrated),
        new(Topic, "PowerIndices", Power),
        new(Topic, "GovernanceAttackCost", Attack),
        new(Topic, "QuorumAvailability", Availability),
    ];

    private static CaseOutput Concentrated(CaseInputs inputs)
    {
        Concentration result = Concentration.Of(inputs.Exacts("holdings"));
        CaseOutput output = new()
        {
            ["gini"] = result.Gini,
            ["hhi"] = result.Herfindahl,
            ["effective_number"] = result.EffectiveNumber,
            ["entropy_bits"] = result.EntropyBits,
        };
        foreach ((int top, int bottom) in new[] { (1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 10), (9, 10) })
        {
            output[$"nakamoto_gt_{top}_{bottom}"] = result.NakamotoCoefficient(new Rational(top, bottom), true);
            output[$"nakamoto_ge_{top}_{bottom}"] = result.NakamotoCoefficient(new Rational(top, bottom), false);
        }

        return output;
    }

    private static CaseOutput Power(CaseInputs inputs)
    {
        VotingPower power = VotingPower.Of(inputs.Exacts("weights"), inputs.Exact("quota"));
        return new CaseOutput
        {
            ["shapley_shubik"] = power.ShapleyShubik,
            ["banzhaf_swings"] = power.BanzhafSwings,
            ["banzhaf_normalised"] = power.BanzhafNormalised,
        };
    }

    private static CaseOutput Attack(CaseInputs inputs)
    {
        VoteAttack attack = VoteAttack.Cheapest(new VoteMarket
        {
            Circulating = inputs.Number("circulating"),
            TokenPrice = inputs.Number("token_price"),
            HonestTurnout = inputs.Number("honest_turnout"),
            Quorum = inputs.Number("quorum"),
            PassThreshold = inputs.Number("pass_threshold"),
            LendableTokens = inputs.Number("lendable_tokens", 0),
            BorrowApr = inputs.Number("borrow_apr", 0),
            VoteDays = inputs.Number("vote_days", 0),
            FlashAvailable = inputs.Number("flash_available", 0),
            FlashFee = inputs.Number("flash_fee", 0),
            SnapshotBeforeProposal = inputs.Flag("snapshot_before_proposal", false),
            AmmTokenReserve = inputs.Number("amm_token_reserve", 0),
            AmmQuoteReserve = inputs.Number("amm_quote_reserve", 0),
            AmmFee = inputs.Number("amm_fee", 0),
            Treasury = inputs.Number("treasury", 0),
            Extractable = inputs.Number("extractable", 1),
        });
        return new CaseOutput
        {
            ["votes_needed"] = attack.VotesNeeded,
            ["flash_tokens"] = attack.FlashTokens,
            ["borrowed_tokens"] = attack.BorrowedTokens,
            ["bought_tokens"] = attack.BoughtTokens,
            ["cost_flash"] = attack.FlashCost,
            ["cost_borrow"] = attack.BorrowCost,
            ["cost_buy_gross"] = attack.BuyCost,
            ["attack_cost_gross"] = attack.Cost,
            ["attack_gain"] = attack.Gain,
            ["profitable_worst_case"] = attack.IsProfitable,
        };
    }

    private static CaseOutput Availability(CaseInputs inputs)
    {
        CouncilAvailability council = CouncilAvailability.Of(
            inputs.Integer("members"), inputs.Integer("threshold"), inputs.Number("p_online"));
        return new CaseOutput
        {
            ["p_can_act"] = council.ProbabilityToAct,
            ["blocking_set_size"] = council.BlockingSetSize,
        };
    }
}
