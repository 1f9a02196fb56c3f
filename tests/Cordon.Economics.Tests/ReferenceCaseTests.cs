using Cordon.Economics.Verification;

namespace Cordon.Economics.Tests;

public class ReferenceCaseTests
{
    [Fact]
    public void Every_reference_case_passes_within_its_own_tolerance()
    {
        List<string> faults = [];
        int run = 0;
        foreach (string file in ReferenceCases.Files())
        {
            foreach (CaseResult result in CaseRunner.Run(Path.GetFileName(file), File.ReadAllBytes(file)))
            {
                run++;
                if (result.Outcome == CaseOutcome.Passed) continue;
                faults.Add($"{result.Topic}/{result.Id}: {result.Outcome} {result.Fault} "
                    + string.Join("; ", result.Mismatches));
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(run >= 168, $"only {run} cases were found");
    }
}
