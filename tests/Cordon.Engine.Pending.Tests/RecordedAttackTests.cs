using Cordon.Detection.Registry;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;

namespace Cordon.Engine.Pending.Tests;

public class RecordedAttackTests
{
    [Fact]
    public void It_takes_the_way_of_a_real_attack_up_to_its_signals()
    {
        List<string> complaints = [];
        var inspection = new PendingInspection(
            DetectorRegistry.Create(WatchList.Empty), new PendingBlock(1),
            new BlindLog(report => complaints.Add(report.Cause)));
        var attack = new RecordedAttack();

        attack.Inspect(inspection);
        Signal[] first = [.. inspection.Signals];
        attack.Inspect(inspection);

        Assert.Contains(first, signal => signal is { Detector: "price-manipulation", Severity: >= Severity.High });
        Assert.Equal(first.Select(signal => signal.Id), inspection.Signals.Select(signal => signal.Id));
        Assert.True(inspection.Facts.Data.Calls.Count > 20);
        Assert.Empty(complaints);
    }
}
