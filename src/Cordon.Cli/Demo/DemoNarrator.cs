using Cordon.Arena.Demo;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Demo;

/// <summary>Tells the demo's story on the error stream while it happens.</summary>
internal sealed class DemoNarrator(Session session) : IDemoStory
{
    private static readonly Dictionary<string, string> Scenes = new()
    {
        ["set-up"] =
            "A founder opens an exchange (Uniswap V2) with two pools, and a lender that trusts a pool's price.",
        ["honest-trade"] = "Traders swap, borrow and pay back.",
        ["sandwich"] = "A careless trader is sandwiched.",
        ["price-manipulation"] = "An attacker moves the pool's price with a flash swap and drains the lender.",
    };

    private readonly Lock _lock = new();

    public void Begins(string scenario) => Tell(Scenes.GetValueOrDefault(scenario, scenario));

    public void Heard(TimedFinding finding)
    {
        ScanFinding found = finding.Finding;
        if (!found.IsAlarm) return;
        string delay = $"{finding.Delay.TotalMilliseconds:0} ms";
        Tell($"  block {finding.Block}, after {delay}: {found.Severity} {found.Detector}: {found.Summary}");
    }

    public void Ended(ulong lastBlock) => Tell($"Block {lastBlock} was the last.");

    private void Tell(string line)
    {
        lock (_lock) session.Error.WriteLine(TerminalText.Clean(line));
    }
}
