using Cordon.House.Tests.Rules;

namespace Cordon.House.Tests;

public class TidyTests
{
    [Fact]
    public void Files_stay_within_their_limit_of_lines() =>
        House.Holds(Repository.Files.Where(SizeRule.Applies).SelectMany(SizeRule.FileViolations));

    [Fact]
    public void Lines_stay_within_their_limit_of_columns() =>
        House.Holds(Repository.Files.Where(SizeRule.Applies).SelectMany(SizeRule.LineViolations));

    [Fact]
    public void Methods_stay_within_their_limit_of_lines() =>
        House.Holds(Repository.CSharp.SelectMany(SizeRule.MethodViolations));

    [Fact]
    public void No_name_says_nothing() => House.Holds(Repository.Files.SelectMany(NameRule.BannedNames));

    [Fact]
    public void Every_file_is_called_after_its_one_public_type() =>
        House.Holds(Repository.CSharp.Where(file => file.IsSource).SelectMany(NameRule.FileNames));

    [Fact]
    public void Names_of_tests_are_sentences() =>
        House.Holds(Repository.CSharp.Where(file => file.IsTest).SelectMany(NameRule.TestNames));

    [Fact]
    public void Clock_and_chance_come_in_from_the_edges() =>
        House.Holds(Repository.CSharp.SelectMany(PurityRule.HiddenInputs));

    [Fact]
    public void Nothing_sleeps_for_a_fixed_time() => House.Holds(Repository.CSharp.SelectMany(PurityRule.FixedWaits));

    [Fact]
    public void Nothing_is_put_off_without_an_issue() => House.Holds(Repository.Files.SelectMany(TextRule.LooseEnds));

    [Fact]
    public void No_file_names_a_package_host_or_a_path_of_one_machine() =>
        House.Holds(Repository.Files.SelectMany(TextRule.MachineSpecifics));

    [Fact]
    public void The_rules_see_the_whole_repository()
    {
        Assert.Contains(Repository.Files, file => file.Path == "cordon");
        Assert.Contains(Repository.Files, file => file.Path == "src/Cordon.Ethereum/Primitives/Address.cs");
        Assert.DoesNotContain(Repository.Files, file => file.Path.Contains("/obj/", StringComparison.Ordinal));
    }
}
