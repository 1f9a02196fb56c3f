using System.Text;
using Cordon.Economics.Verification;

namespace Cordon.Economics.Tests.Verification;

public class CaseRunnerTests
{
    private const string Inputs = """{"voters":101,"reward":10,"epsilon":0.5,"deposit_lost_when_minority":0}""";

    private static CaseResult Run(string json) =>
        Assert.Single(CaseRunner.Run("file.json", Encoding.UTF8.GetBytes(json)));

    private static string Case(string inputs, string expected, string tolerance = """{"rel":1e-9}""",
        string topic = "bribery", string function = ""","function":"PPlusEpsilon" """) =>
        $$"""[{"topic":"{{topic}}","id":"x1","inputs":{{inputs}},"expected":{{expected}},"""
        + $$""" "tolerance":{{tolerance}}{{function}}}]""";

    [Fact]
    public void A_right_case_passes_and_a_wrong_number_fails_with_both_values()
    {
        Assert.Equal(CaseOutcome.Passed, Run(Case(Inputs, """{"committed_budget_all":1060.5}""")).Outcome);

        CaseResult wrong = Run(Case(Inputs, """{"committed_budget_all":1060.6}"""));
        Assert.Equal(CaseOutcome.Failed, wrong.Outcome);
        Assert.Equal(new CaseMismatch("committed_budget_all", "1060.6", "1060.5"), Assert.Single(wrong.Mismatches));
    }

    [Theory]
    [InlineData("""{"rel":1e-3}""", true)]
    [InlineData("""{"abs":0.2}""", true)]
    [InlineData("""{"abs":0.05}""", false)]
    [InlineData("""{"rel":1e-9,"budget_abs":0.2}""", true)]
    [InlineData("""{"rel":1e-3,"budget_abs":1e-9}""", false)]
    [InlineData("""{"rel":1e-9,"committed":{"abs":0.2}}""", true)]
    [InlineData("""{"type":"exact"}""", false)]
    public void Each_way_to_state_a_tolerance_is_obeyed(string tolerance, bool passes) =>
        Assert.Equal(passes,
            Run(Case(Inputs, """{"committed_budget_all":1060.6}""", tolerance)).Outcome == CaseOutcome.Passed);

    [Fact]
    public void A_field_that_is_not_computed_is_a_failure_and_not_skipped()
    {
        CaseResult result = Run(Case(Inputs, """{"committed_budget_all":1060.5,"new_field":1}"""));

        Assert.Equal(CaseOutcome.Failed, result.Outcome);
        Assert.Contains("not computed", Assert.Single(result.Mismatches).Actual);
    }

    [Fact]
    public void Unknown_topics_and_functions_are_reported_with_the_names_there_are()
    {
        CaseResult topic = Run(Case(Inputs, """{"a":1}""", topic: "astrology"));
        Assert.Equal(CaseOutcome.UnknownTopic, topic.Outcome);
        Assert.Contains("astrology", topic.Fault);
        Assert.Contains("clearing", topic.Fault);

        CaseResult function = Run(Case(Inputs, """{"a":1}""", function: ""","function":"Horoscope" """));
        Assert.Equal(CaseOutcome.UnknownFunction, function.Outcome);
        Assert.Contains("PPlusEpsilon", function.Fault);
    }

    [Fact]
    public void A_case_without_a_function_is_run_by_the_one_that_understands_it()
    {
        CaseResult result = Run(Case(Inputs, """{"committed_budget_all":1060.5}""", function: ""));

        Assert.Equal((CaseOutcome.Passed, "PPlusEpsilon"), (result.Outcome, result.Function));
    }

    [Fact]
    public void Every_reference_case_finds_its_function_also_when_it_is_not_named()
    {
        List<string> wrong = [];
        foreach (string file in ReferenceCases.Files().Where(file => !file.Contains("restaking")))
        {
            string text = File.ReadAllText(file);
            string anonymous = text.Replace("\"function\"", "\"once\"");
            foreach (CaseResult result in CaseRunner.Run(file, Encoding.UTF8.GetBytes(anonymous)))
                if (result.Outcome != CaseOutcome.Passed) wrong.Add($"{result.Topic}/{result.Id} as {result.Function}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("nonsense", "not JSON")]
    [InlineData("""{"topic":"bribery"}""", "a list of cases")]
    [InlineData("[1]", "case: expected an object")]
    [InlineData("""[{"topic":"bribery"}]""", "id: expected a text, found nothing")]
    [InlineData("""[{"id":"a"}]""", "topic")]
    [InlineData("""[{"id":"a","topic":"bribery","function":"PPlusEpsilon"}]""", "inputs: expected an object")]
    [InlineData("""[{"id":"a","topic":"bribery","inputs":{},"expected":{}}]""", "expected at least one field")]
    public void A_malformed_file_or_case_says_what_was_expected(string json, string message)
    {
        CaseResult result = Run(json);

        Assert.Equal(CaseOutcome.Malformed, result.Outcome);
        Assert.Contains(message, result.Fault);
    }

    [Theory]
    [InlineData("""{"voters":1.5,"reward":10,"epsilon":0.5}""", "inputs.voters: expected a whole number, found 1.5")]
    [InlineData("""{"voters":"many","reward":1,"epsilon":1}""", "inputs.voters")]
    [InlineData("""{"voters":3,"reward":-1,"epsilon":1}""", "inputs.reward: expected a finite number of at least 0")]
    [InlineData("""{"reward":1,"epsilon":1}""", "inputs.voters: expected a value, found nothing")]
    [InlineData("""{"voters":3,"reward":[1],"epsilon":1}""", "inputs.reward: expected a number, found a list")]
    public void An_impossible_input_names_its_field(string inputs, string message)
    {
        CaseResult result = Run(Case(inputs, """{"a":1}"""));

        Assert.Equal((CaseOutcome.Malformed, "x1"), (result.Outcome, result.Id));
        Assert.Contains(message, result.Fault);
    }

    [Theory]
    [InlineData("""{"rel":-1}""")]
    [InlineData("""{"rel":"little"}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"some_word":1}""")]
    public void A_tolerance_that_cannot_be_understood_is_malformed(string tolerance) =>
        Assert.Equal(CaseOutcome.Malformed, Run(Case(Inputs, """{"committed_budget_all":1}""", tolerance)).Outcome);

    [Fact]
    public void Fractions_are_compared_exactly_and_rounded_thirds_within_tolerance()
    {
        string Airport(string share) => Case("""{"game":"cost","standalone":[1,1,1],"characteristic":"max"}""",
            $$"""{"shapley":[{{share}},{{share}},{{share}}]}""", """{"type":"exact_rational"}""", "coalition_games",
            ""","function":"ShapleyCost" """);

        Assert.Equal(CaseOutcome.Passed, Run(Airport("\"1/3\"")).Outcome);
        Assert.Equal(CaseOutcome.Passed, Run(Airport("0.3333333333333333")).Outcome);
        Assert.Equal(CaseOutcome.Failed, Run(Airport("\"333333333333333333/1000000000000000000\"")).Outcome);
        Assert.Equal(CaseOutcome.Failed, Run(Airport("0.3333")).Outcome);
    }

    [Fact]
    public void One_bad_case_does_not_hide_the_others()
    {
        string good = Case(Inputs, """{"committed_budget_all":1060.5}""")[1..^1];

        CaseResult[] results = [.. CaseRunner.Run("f", Encoding.UTF8.GetBytes($"[{good},7,{good}]"))];

        Assert.Equal([CaseOutcome.Passed, CaseOutcome.Malformed, CaseOutcome.Passed], results.Select(r => r.Outcome));
    }
}
