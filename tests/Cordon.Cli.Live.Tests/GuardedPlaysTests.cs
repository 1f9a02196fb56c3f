using System.Text.Json;

namespace Cordon.Cli.Live.Tests;

/// <summary>Seven attacks, each lost without Cordon, against the guardian node that <c>cordon guard</c> runs.</summary>
public class GuardedPlaysTests(GuardedPlays plays) : IClassFixture<GuardedPlays>
{
    [Fact]
    public void A_reentrant_theft_finds_the_vault_paused()
    {
        JsonElement play = plays.Met("reentrancy");

        Assert.Equal((300, 0), (GuardedPlays.Loss(play, "without"), GuardedPlays.Loss(play, "with")));
        IsStoppedAndPaid(play);
    }

    [Fact]
    public void Borrowed_votes_are_seen_when_they_are_cast_and_the_council_cancels_before_the_delay_is_over()
    {
        JsonElement play = plays.Met("borrowed-votes");

        Assert.Equal((490, 0), (GuardedPlays.Loss(play, "without"), GuardedPlays.Loss(play, "with")));
        Assert.True(play.GetProperty("leadBlocks").GetInt32() >= 3);
        IsStoppedAndPaid(play);
    }

    [Fact]
    public void An_invented_message_mints_nothing()
    {
        JsonElement play = plays.Met("infinite-mint");

        Assert.Equal((282, 0), (GuardedPlays.Loss(play, "without"), GuardedPlays.Loss(play, "with")));
        IsStoppedAndPaid(play);
    }

    [Fact]
    public void A_slow_drain_loses_its_account_when_more_is_paid_than_all_can_have_earned()
    {
        JsonElement play = plays.Met("slow-drain");

        Assert.InRange(GuardedPlays.Loss(play, "without"), 40, 50);
        Assert.InRange(GuardedPlays.Loss(play, "with"), 4, 10); // what others had earned and not claimed
        IsStoppedAndPaid(play);
    }

    [Fact]
    public void A_malicious_upgrade_is_refused_by_the_review_and_who_approved_it_for_a_bribe_is_slashed()
    {
        JsonElement play = plays.Met("malicious-upgrade");

        Assert.Equal((300, 0), (GuardedPlays.Loss(play, "without"), GuardedPlays.Loss(play, "with")));
        // Cleo and Dan approved the thief's code for a bribe; Ada reported both and gets a part of what they lost.
        Assert.Equal((-50_000, -50_000), (GuardedPlays.Gain(play, "Cleo"), GuardedPlays.Gain(play, "Dan")));
        Assert.InRange(GuardedPlays.Gain(play, "Ada"), 1, 50_000);
        Assert.Equal(0, GuardedPlays.Gain(play, "Ben"));
    }

    [Fact]
    public void A_deposit_is_refused_rather_than_swallowed_by_a_share_that_a_gift_made_dear()
    {
        JsonElement play = plays.Met("share-inflation");

        Assert.Equal((40, 0), (GuardedPlays.Loss(play, "without"), GuardedPlays.Loss(play, "with")));
        Assert.Equal(1, play.GetProperty("with").GetProperty("honestRefused").GetInt32());
        IsStoppedAndPaid(play);
    }

    [Fact]
    public void With_the_first_guardian_knocked_out_one_of_the_two_others_stops_the_theft_and_neither_does_it_twice()
    {
        JsonElement play = plays.Met("decoys"); // which demands one incident, not Ada's, and no bond left at stake

        Assert.Equal((300, 0), (GuardedPlays.Loss(play, "without"), GuardedPlays.Loss(play, "with")));
        string[] sent = [.. play.GetProperty("timeline").EnumerateArray()
            .Where(step => step.GetProperty("step").GetString() == "sent")
            .Select(step => step.GetProperty("text").GetString()!)];
        Assert.NotEmpty(sent);
        Assert.All(sent, text => Assert.Matches("^(Ben|Cleo)'s node: ", text));
        Assert.Single(play.GetProperty("incidents").EnumerateArray());
        Assert.Contains(160, (double[])[GuardedPlays.Gain(play, "Ben"), GuardedPlays.Gain(play, "Cleo")]);
    }

    // Ada's node raised it, Ben's and Cleo's gave their verdicts, and one of the three brought them to the chain; Dan
    // runs none and never answered.
    private static void IsStoppedAndPaid(JsonElement play)
    {
        string[] steps = [.. play.GetProperty("timeline").EnumerateArray()
            .Where(step => step.GetProperty("step").GetString() == "attested")
            .Select(step => step.GetProperty("text").GetString()!)];
        Assert.Equal(JsonValueKind.Number, play.GetProperty("quorumMs").ValueKind);
        foreach (string guardian in (string[])["", "Ben's node: ", "Cleo's node: "])
            Assert.Contains(steps, step => step.StartsWith($"{guardian}signs that ", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.EndsWith("brings 3 attestations to the chain", StringComparison.Ordinal));

        Assert.NotEqual(0, play.GetProperty("with").GetProperty("attacksStopped").GetInt32());
        Assert.Equal(JsonValueKind.Number, play.GetProperty("detectionMs").ValueKind);
        Assert.Equal(JsonValueKind.Number, play.GetProperty("actionMs").ValueKind);
        Assert.Equal((160, -100), (GuardedPlays.Gain(play, "Ada"), GuardedPlays.Gain(play, "Dan")));
    }
}
