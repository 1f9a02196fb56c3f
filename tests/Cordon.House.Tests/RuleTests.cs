using Cordon.House.Tests.Rules;

namespace Cordon.House.Tests;

/// <summary>Each rule must be able to fail: a violating sample and, beside it, one that is allowed.</summary>
public class RuleTests
{
    private static RepositoryFile File(string path, string text) => new(path, text);

    private static RepositoryFile Code(string text) => new("src/Cordon.Domain/Sample.cs", text);

    private static RepositoryFile TestCode(string body) =>
        new("tests/Cordon.Domain.Tests/SampleTests.cs", $"class SampleTests {{ {body} }}");

    [Theory]
    [InlineData("Cordon.Domain", "Cordon.Ethereum", true)]
    [InlineData("Cordon.Domain", "Cordon.Detection", false)]
    [InlineData("Cordon.Ethereum", "Cordon.Domain", false)]
    [InlineData("Cordon.Storage", "Cordon.Engine", false)]
    [InlineData("Cordon.Engine", "Cordon.Detection", true)]
    [InlineData("Cordon.Engine", "Cordon.Economics", true)]
    [InlineData("Cordon.Economics", "Cordon.Domain", false)]
    [InlineData("Cordon.Node", "Cordon.Storage", true)]
    [InlineData("Cordon.Cli", "Cordon.Node", true)]
    [InlineData("Cordon.Node", "Cordon.Cli", false)]
    [InlineData("Cordon.Surprise", "Cordon.Ethereum", false)]
    public void An_arrow_outside_the_table_is_a_violation(string from, string to, bool allowed)
    {
        RepositoryFile project = File($"src/{from}/{from}.csproj",
            $"""<Project><ItemGroup><ProjectReference Include="../{to}/{to}.csproj" /></ItemGroup></Project>""");

        Assert.Equal(allowed, !ReferenceRule.Violations(project).Any());
    }

    [Theory]
    [InlineData("OutputItemType=\"Analyzer\"", true)]
    [InlineData("", false)]
    public void The_generator_may_be_used_by_anyone_but_only_at_build_time(string attribute, bool allowed)
    {
        RepositoryFile project = File("src/Cordon.Contracts/Cordon.Contracts.csproj",
            $"""<Project><ProjectReference Include="../X/Cordon.Ethereum.Bindings.csproj" {attribute} /></Project>""");

        Assert.Equal(allowed, !ReferenceRule.Violations(project).Any());
    }

    [Theory]
    [InlineData("src/Cordon.Domain/Big.cs", 400, true)]
    [InlineData("src/Cordon.Domain/Big.cs", 401, false)]
    [InlineData("tests/Cordon.Domain.Tests/Big.cs", 600, true)]
    [InlineData("tests/Cordon.Domain.Tests/Big.cs", 601, false)]
    public void A_file_over_its_limit_is_a_violation(string path, int lines, bool allowed)
    {
        RepositoryFile file = File(path, string.Concat(Enumerable.Repeat("//\n", lines)));

        Assert.Equal(allowed, !SizeRule.FileViolations(file).Any());
    }

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void A_line_over_its_limit_is_a_violation(int columns, bool allowed) =>
        Assert.Equal(allowed, !SizeRule.LineViolations(Code($"//\n{new string('/', columns)}\n")).Any());

    [Theory]
    [InlineData("void M()", 70, true)]
    [InlineData("void M()", 71, false)]
    [InlineData("Sample()", 71, false)]
    [InlineData("int P { get", 71, false)]
    [InlineData("void Outer() => Call(); void M() { void Local()", 71, false)]
    public void A_method_over_its_limit_is_a_violation(string head, int lines, bool allowed)
    {
        string body = " {" + string.Concat(Enumerable.Repeat("\n", lines - 1)) + "}";
        RepositoryFile file = Code("class Sample { /// <summary>\n/// Free.\n/// </summary>\n" + head + body + "}}");

        Assert.Equal(allowed, !SizeRule.MethodViolations(file).Any());
    }

    [Theory]
    [InlineData("class BlockReader { }", true)]
    [InlineData("class BlockManager { }", false)]
    [InlineData("static class StringHelper { }", false)]
    [InlineData("record BlockProcessor { }", false)]
    [InlineData("enum Utils { }", false)]
    public void A_type_name_that_says_nothing_is_a_violation(string code, bool allowed) =>
        Assert.Equal(allowed, !NameRule.BannedNames(Code(code)).Any());

    [Theory]
    [InlineData("src/Cordon.Domain/Facts/Sample.cs", true)]
    [InlineData("src/Cordon.Common/Sample.cs", false)]
    [InlineData("src/Cordon.Domain/Utils/Sample.cs", false)]
    public void A_folder_without_a_topic_is_a_violation(string path, bool allowed) =>
        Assert.Equal(allowed, !NameRule.BannedNames(File(path, "")).Any());

    [Theory]
    [InlineData("Sample.cs", "public class Sample { public class Nested { } } class Hidden { }", true)]
    [InlineData("Sample.Arithmetic.cs", "namespace N; public partial struct Sample { }", true)]
    [InlineData("Sample.cs", "public class Sample { } public class Other { }", false)]
    [InlineData("Sample.cs", "namespace N { public delegate void Other(); }", false)]
    [InlineData("Sample.cs", "public enum Kind { A }", false)]
    public void A_file_with_another_public_type_is_a_violation(string name, string code, bool allowed) =>
        Assert.Equal(allowed, !NameRule.FileNames(File($"src/Cordon.Domain/{name}", code)).Any());

    [Theory]
    [InlineData("Rejects_text_that_is_no_address", true)]
    [InlineData("Holds_for_18_decimals", true)]
    [InlineData("Parse_Ok", false)]
    [InlineData("Parses_all_Ok", false)]
    [InlineData("Test1", false)]
    [InlineData("Test_parse_of_address", false)]
    [InlineData("ParsesAnAddress", false)]
    [InlineData("parses_an_address", false)]
    public void A_test_name_that_is_no_sentence_is_a_violation(string name, bool allowed)
    {
        Assert.Equal(allowed, !NameRule.TestNames(TestCode($"[Fact] public void {name}() {{ }}")).Any());
        Assert.Equal(allowed, !NameRule.TestNames(TestCode($"[Theory, InlineData(1)] void {name}(int x) {{ }}")).Any());
        Assert.Empty(NameRule.TestNames(TestCode($"void {name}() {{ }}")));
    }

    [Theory]
    [InlineData("var t = DateTime.UtcNow;", false)]
    [InlineData("var t = System.DateTime.Now;", false)]
    [InlineData("var t = DateTimeOffset.UtcNow;", false)]
    [InlineData("var t = time.GetUtcNow();", true)]
    [InlineData("var t = TimeProvider.System;", false)]
    [InlineData("var w = Stopwatch.StartNew();", false)]
    [InlineData("var r = new Random();", false)]
    [InlineData("Random r = new();", false)]
    [InlineData("var r = new Random(7);", true)]
    [InlineData("var r = Random.Shared.Next();", false)]
    [InlineData("var g = Guid.NewGuid();", false)]
    public void A_hidden_input_in_a_pure_project_is_a_violation(string statement, bool allowed) =>
        Assert.Equal(allowed, !PurityRule.HiddenInputs(Code($"class C {{ void M() {{ {statement} }} }}")).Any());

    [Theory]
    [InlineData("src/Cordon.Ethereum/Rpc/Client.cs", "var w = Stopwatch.StartNew();", true)]
    [InlineData("src/Cordon.Ethereum/Abi/Decoder.cs", "var w = Stopwatch.StartNew();", false)]
    [InlineData("src/Cordon.Cli/Scan.cs", "var t = TimeProvider.System;", true)]
    [InlineData("src/Cordon.Cli/Scan.cs", "var t = DateTime.UtcNow;", false)]
    [InlineData("tests/Cordon.Cli.Tests/ScanTests.cs", "var r = new Random();", false)]
    public void The_edges_may_use_a_clock_but_only_through_a_time_provider(string path, string use, bool allowed) =>
        Assert.Equal(allowed, !PurityRule.HiddenInputs(File(path, $"class C {{ void M() {{ {use} }} }}")).Any());

    [Theory]
    [InlineData("void M() { Thread.Sleep(10); }", false)]
    [InlineData("void M() { while (!Done()) Thread.Sleep(10); }", false)]
    [InlineData("async Task M() { await Task.Delay(1000); }", false)]
    [InlineData("async Task M() { while (!Done()) { await Task.Delay(10); } }", true)]
    [InlineData("async Task M() { await Task.Delay(Timeout.Infinite, token); }", true)]
    public void A_wait_of_a_fixed_time_is_a_violation(string body, bool allowed) =>
        Assert.Equal(allowed, !PurityRule.FixedWaits(TestCode(body)).Any());

    [Theory]
    [InlineData("// TO" + "DO later", false)]
    [InlineData("// TO" + "DO(#12) later", true)]
    [InlineData("// FIX" + "ME", false)]
    [InlineData("// the method", true)]
    public void Work_put_off_without_an_issue_is_a_violation(string line, bool allowed) =>
        Assert.Equal(allowed, !TextRule.LooseEnds(Code(line)).Any());

    [Theory]
    [InlineData("https://registry.npm" + "js.org/x", false)]
    [InlineData("https://api.nu" + "get.org/v3", false)]
    [InlineData("/ho" + "me/ann/cordon", false)]
    [InlineData("path=/wo" + "rk/main", false)]
    [InlineData("C:\\Us" + "ers\\ann", false)]
    [InlineData("../shared/data/work/x", true)]
    [InlineData("/usr/share/dotnet", true)]
    [InlineData("https://example.com/home/page", true)]
    public void A_package_host_or_a_path_of_one_machine_is_a_violation(string line, bool allowed) =>
        Assert.Equal(allowed, !TextRule.MachineSpecifics(Code(line)).Any());

    [Theory]
    [InlineData("", "", true)]
    [InlineData("OutflowOptions.cs", "", false)]
    [InlineData("OutflowDetector.cs", "", false)]
    [InlineData("README.md", "", false)]
    [InlineData("", "## Misses", false)]
    [InlineData("", "## Sees", false)]
    [InlineData("", "## Cost and precision", false)]
    public void A_detector_folder_that_lacks_something_is_a_violation(
        string missingFile, string missingHeading, bool allowed)
    {
        string readme = "# Outflow\n## Sees\nlosses\n## Misses\nslow ones\n## Cost and precision\n1 ns\n";
        if (missingHeading.Length > 0) readme = readme.Replace(missingHeading, "## Other");
        RepositoryFile[] folder =
        [
            File("src/Cordon.Detection/IDetector.cs", ""),
            File("src/Cordon.Detection/Outflow/OutflowDetector.cs", ""),
            File("src/Cordon.Detection/Outflow/OutflowOptions.cs", ""),
            File("src/Cordon.Detection/Outflow/README.md", readme),
        ];

        Assert.Equal(allowed, !DetectorFolderRule.Violations(folder.Where(file => file.Name != missingFile)).Any());
    }

    [Fact]
    public void A_readme_with_a_bare_heading_is_a_violation()
    {
        RepositoryFile readme = File("src/Cordon.Detection/Outflow/README.md",
            "## Sees\nlosses\n## Misses\n\n## Cost and precision\n1 ns\n");

        Assert.Contains(DetectorFolderRule.Violations([readme]), fault => fault.Contains("'Misses'"));
        Assert.DoesNotContain(DetectorFolderRule.Violations([readme]), fault => fault.Contains("'Sees'"));
    }

    [Fact]
    public void A_dependency_without_a_decision_is_a_violation()
    {
        RepositoryFile nuget = File("Directory.Packages.props",
            """<Project><PackageVersion Include="Known" /><PackageVersion Include="New" /></Project>""");
        RepositoryFile npm = File("package.json", """{"devDependencies":{"known":"1","new":"1"}}""");
        RepositoryFile decision = File("docs/decisions/0001.md", "`Known` because; `known` too; New only in passing.");

        Assert.Contains("'New'", Assert.Single(DependencyRule.Undecided(nuget, [decision])));
        Assert.Contains("'new'", Assert.Single(DependencyRule.Undecided(npm, [decision])));
    }

    [Theory]
    [InlineData("node_modules/tool-darwin", true)]
    [InlineData("node_modules/other", false)]
    public void A_lock_file_without_an_optional_package_is_a_violation(string locked, bool allowed)
    {
        string text = $$"""
            {"packages":{"node_modules/tool":{"optionalDependencies":{"tool-darwin":"1.0.0"} }, "{{locked}}":{} } }
            """;

        Assert.Equal(allowed, !DependencyRule.Unlocked(text).Any());
    }

    [Theory]
    [InlineData("[the code](src/Nowhere.cs)", false)]
    [InlineData("[the script](cordon)", true)]
    [InlineData("[a part](cordon#usage)", true)]
    [InlineData("[elsewhere](https://example.com/x)", true)]
    [InlineData("[here](#words)", true)]
    public void A_link_to_a_file_that_does_not_exist_is_a_violation(string line, bool allowed) =>
        Assert.Equal(allowed, !LinkRule.Broken(File("README.md", line)).Any());
}
