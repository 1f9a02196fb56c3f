using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Detection.Registry;

namespace Cordon.Cli.Tests.Configuration;

public class ConfigReaderTests
{
    private const string A = "0x1111111111111111111111111111111111111111";

    private static CordonConfig Read(string yaml) => ConfigReader.Read("cordon.yaml", new StringReader(yaml));

    [Fact]
    public void Reads_protocols_with_their_contracts()
    {
        CordonConfig config = Read($"protocols:\n  - name: lender\n    chain: 1\n    contracts: ['{A}']\n");

        Assert.Equal(("lender", 1UL, A), (config.Protocols[0].Name, config.Protocols[0].Chain,
            config.Protocols[0].Contracts[0].ToString()));
    }

    [Fact]
    public void An_empty_file_configures_nothing()
    {
        Assert.Empty(Read("").Protocols);
        Assert.NotEmpty(Read("# only a comment\n").Detectors([]).Stateless);
    }

    [Fact]
    public void Every_option_of_every_detector_can_be_set_to_its_default()
    {
        foreach (DetectorEntry entry in DetectorRegistry.Entries)
            foreach (OptionDescriptor option in entry.Options)
            {
                if (option.Default.Length == 0) continue;
                CordonConfig config = Read($"detectors:\n  {entry.Name}:\n    {option.Name}: {option.Default}\n");

                Assert.Equal(option.Default,
                    Convert.ToString(config.DetectorOptions[entry.Name].GetType()
                        .GetProperties().Single(p => p.Name.Equals(option.Name, StringComparison.OrdinalIgnoreCase))
                        .GetValue(config.DetectorOptions[entry.Name]),
                        System.Globalization.CultureInfo.InvariantCulture), ignoreCase: true);
            }
    }

    [Theory]
    [InlineData("a: [", "cordon.yaml:2: not YAML")]
    [InlineData("- x", "cordon.yaml:1: the file: expected members (name: value), found a list")]
    [InlineData("\nsurprise: 1", "cordon.yaml:2: surprise: expected one of chains, dashboard, data")]
    [InlineData("protocols: 7", "cordon.yaml:1: protocols: expected a list, found '7'")]
    [InlineData("protocols:\n - name: x", "cordon.yaml:2: protocols[0].chain: expected a chain id, found nothing")]
    [InlineData("protocols:\n - name: x\n   chain: -1",
        "cordon.yaml:3: protocols[0].chain: expected a chain id, found '-1'")]
    [InlineData("protocols:\n - name: x\n   chain: 1\n   contracts: [0x12]",
        "cordon.yaml:4: protocols[0].contracts[0]: expected an address, 0x and 40 hex digits, found '0x12'")]
    [InlineData("detectors:\n  nonsense: {}", "cordon.yaml:2: detectors.nonsense: expected one of ")]
    [InlineData("detectors:\n  sandwich:\n    nonsense: 1", "cordon.yaml:3: detectors.sandwich.nonsense: expected ")]
    public void A_fault_names_file_line_field_and_what_was_expected(string yaml, string message)
    {
        var fault = Assert.Throws<CommandException>(() => Read(yaml));

        Assert.Equal(ExitCode.BadInput, fault.ExitCode);
        Assert.StartsWith(message, fault.Message);
    }

    [Fact]
    public void An_option_out_of_its_range_is_refused_with_its_line()
    {
        (DetectorEntry entry, OptionDescriptor option) = DetectorRegistry.Entries
            .SelectMany(e => e.Options.Select(o => (e, o))).First(pair => pair.o is { Type: "int", Max.Length: > 0 });

        var fault = Assert.Throws<CommandException>(() =>
            Read($"detectors:\n  {entry.Name}:\n    {option.Name}: {int.MaxValue}\n"));

        Assert.StartsWith($"cordon.yaml:3: detectors.{entry.Name}.{option.Name}: expected ", fault.Message);
    }

    [Fact]
    public void A_contract_of_two_protocols_is_refused()
    {
        string protocol = $"name: x\n   chain: 1\n   contracts: ['{A}']\n";

        var fault = Assert.Throws<CommandException>(() =>
            Read($"protocols:\n - {protocol} - {protocol.Replace("x\n", "y\n")}"));

        Assert.Contains(A, fault.Message);
    }
}
