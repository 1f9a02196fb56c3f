using System.Text.Json;
using System.Xml.Linq;
using Cordon.House.Tests.Rules;

namespace Cordon.House.Tests;

public class ArchitectureTests
{
    private static IEnumerable<RepositoryFile> Projects =>
        Repository.Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    [Fact]
    public void Projects_reference_only_what_the_table_of_projects_allows() =>
        House.Holds(Projects.Where(project => project.IsSource).SelectMany(ReferenceRule.Violations));

    [Fact]
    public void Every_project_is_part_of_the_solution()
    {
        XDocument solution = XDocument.Load(Repository.Absolute("Cordon.slnx"));
        string[] listed = [.. solution.Descendants("Project").Select(p => (string)p.Attribute("Path")!)];

        House.Holds(Projects.Select(p => p.Path).Except(listed).Select(path => $"{path} is not in Cordon.slnx"));
    }

    [Fact]
    public void Every_detector_folder_has_code_options_and_an_honest_readme() =>
        House.Holds(DetectorFolderRule.Violations(Repository.Files));

    [Fact]
    public void Every_alarm_has_a_page_that_says_what_to_do() =>
        House.Holds(RunbookRule.Violations([.. Repository.Files]));

    [Fact]
    public void The_pages_on_alarms_are_held_against_every_detector_there_is()
    {
        int folders = Repository.Files.Count(file =>
            file.Path.StartsWith("src/Cordon.Detection/", StringComparison.Ordinal) && file.Name == "README.md");
        Assert.Equal(folders, Repository.Files.SelectMany(RunbookRule.Detectors).Count());
        Assert.NotEmpty(RunbookRule.Violations(
            [.. Repository.Files.Where(file => file.Path != RunbookRule.Folder + "sandwich.md")]));
    }

    [Fact]
    public void The_pages_on_alarms_are_held_against_every_event_and_every_blindness_there_is()
    {
        Assert.Equal(19, RunbookRule.EventKinds(Repository.Files).Count());
        IReadOnlyList<string> blind = RunbookRule.BlindKinds(Repository.Files);
        string[] known =
        [
            "agreement of", "answers to attention challenges", "attention challenges", "blocks",
            "call trees of pending transactions", "endpoint", "invariants", "logs",
            "logs in traces", "long chains of pending transactions", "receipts", "rehearsals of new contracts",
            "the journal of what is sent", "the registry's bounds", "traces", "undisputed receipts of block",
        ];
        Assert.Empty(known.Except(blind));

        RepositoryFile more = new("src/Cordon.Node/More.cs", "_sight.Lost(\"the moon\", why, \"tides\");");
        Assert.Contains(RunbookRule.Violations([.. Repository.Files, more]), line => line.Contains("the moon"));
    }

    [Theory]
    [InlineData("Directory.Packages.props")]
    [InlineData("package.json")]
    public void Every_dependency_has_a_decision(string path) =>
        House.Holds(DependencyRule.Undecided(
            Repository.Files.Single(file => file.Path == path),
            Repository.Files.Where(file => IsBelow("docs/decisions/", file))));

    [Fact]
    public void The_node_lock_file_holds_every_platform_and_no_address()
    {
        string text = Repository.Files.Single(file => file.Path == "package-lock.json").Text;

        Assert.DoesNotContain("\"resolved\"", text);
        House.Holds(DependencyRule.Unlocked(text));
    }

    [Fact]
    public void No_project_pins_a_version_of_its_own() =>
        House.Holds(
            from project in Projects
            from package in XDocument.Parse(project.Text).Descendants("PackageReference")
            where package.Attribute("Version") is not null
            select $"{project.Path}: {package.Attribute("Include")!.Value} belongs in Directory.Packages.props");

    [Fact]
    public void Every_schema_and_vector_in_spec_is_valid_json()
    {
        foreach (RepositoryFile file in Repository.Files.Where(file => IsBelow("spec/", file)))
        {
            if (!file.Path.EndsWith(".json", StringComparison.Ordinal)) continue;
            using JsonDocument json = JsonDocument.Parse(file.Text);
            bool isSchema = file.Path.EndsWith(".schema.json", StringComparison.Ordinal);
            Assert.True(!isSchema || json.RootElement.TryGetProperty("$schema", out _), $"{file.Path} has no $schema");
        }
    }

    [Theory]
    [InlineData("README.md", 150)]
    [InlineData("CONTRIBUTING.md", 200)]
    [InlineData("ARCHITECTURE.md", 300)]
    [InlineData("SECURITY.md", 100)]
    [InlineData("CHANGELOG.md", 1_000)]
    [InlineData("LICENSE", 30)]
    public void The_documents_a_newcomer_opens_first_exist_and_stay_short(string path, int linesMax)
    {
        RepositoryFile document = Repository.Files.Single(file => file.Path == path);

        Assert.InRange(document.Lines.Length, 5, linesMax);
    }

    [Fact]
    public void Links_between_documents_lead_somewhere() =>
        House.Holds(Repository.Files.Where(file => file.Name.EndsWith(".md")).SelectMany(LinkRule.Broken));

    private static bool IsBelow(string folder, RepositoryFile file) =>
        file.Path.StartsWith(folder, StringComparison.Ordinal);
}
