using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cordon.Detection.Registry;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;

namespace Cordon.Engine.Tests.Registry;

public class DetectorRegistryTests
{
    public static TheoryData<string> Names => [.. DetectorRegistry.Entries.Select(entry => entry.Name)];

    [Fact]
    public void Detectors_are_listed_once_each_in_alphabetical_order()
    {
        string[] names = [.. DetectorRegistry.Entries.Select(entry => entry.Name)];

        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_detector_is_made_with_defaults_under_its_registered_name(string name)
    {
        object made = DetectorRegistry.Find(name)!.Create(null, WatchList.Empty);

        Assert.Equal(name, made switch
        {
            IDetector detector => detector.Name,
            HistoryStage stage => stage.Name,
            _ => made.GetType().Name,
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_detector_says_in_a_paragraph_what_it_is(string name)
    {
        DetectorEntry entry = DetectorRegistry.Find(name)!;

        Assert.StartsWith("# ", entry.Readme, StringComparison.Ordinal);
        Assert.InRange(entry.Summary.Length, 20, 1_000);
        Assert.DoesNotContain('\n', entry.Summary);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_option_has_a_description_and_a_default_within_its_range(string name)
    {
        Assert.All(DetectorRegistry.Find(name)!.Options, option =>
        {
            Assert.NotEqual("", option.Description);
            if (option.Type is not ("int" or "long" or "double")) return;
            Assert.NotEqual("", option.Min);
            Assert.InRange(
                double.Parse(option.Default, CultureInfo.InvariantCulture),
                double.Parse(option.Min, CultureInfo.InvariantCulture),
                double.Parse(option.Max, CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public void Describes_an_option_by_its_property()
    {
        DetectorEntry entry = DetectorEntry.Of<SampleOptions>("sample", _ => throw new NotSupportedException());

        Assert.Equal(
            [
                new OptionDescriptor("lossBpsMin", "int", "basis points", "1", "10000", "2000", ""),
                new OptionDescriptor("profitEthMin", "double", "ETH", "0", "1000", "0.5", ""),
                new OptionDescriptor("isStrict", "bool", "", "", "", "true", ""),
                new OptionDescriptor("label", "string", "", "", "", "none", ""),
            ],
            entry.Options);
    }

    [Fact]
    public void An_unknown_detector_is_refused_with_the_known_ones()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() =>
            DetectorRegistry.Create(WatchList.Empty, ["sandwhich"]));

        Assert.StartsWith("There is no detector 'sandwhich'. Known: ", failure.Message);
        Assert.Contains("sandwich", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_named_detectors_are_made()
    {
        string stateless = DetectorRegistry.Entries.First(e => e.Create(null, WatchList.Empty) is IDetector).Name;
        string history = DetectorRegistry.Entries.First(e => e.Create(null, WatchList.Empty) is HistoryStage).Name;

        DetectorSet set = DetectorRegistry.Create(WatchList.Empty, [stateless, history]);

        Assert.Single(set.Stateless);
        Assert.Equal(history, Assert.Single(set.Histories).Name);
    }

    private sealed class SampleOptions
    {
        [Range(1, 10_000)]
        public int LossBpsMin { get; init; } = 2_000;

        [Range(0.0, 1_000.0)]
        public double ProfitEthMin { get; init; } = 0.5;

        public bool IsStrict { get; init; } = true;

        public string Label { get; init; } = "none";
    }
}
