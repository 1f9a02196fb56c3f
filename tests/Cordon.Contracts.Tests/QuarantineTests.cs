using System.Text.Json;
using Cordon.Arena;
using Cordon.Ethereum;

namespace Cordon.Contracts.Tests;

public class QuarantineTests
{
    /// <summary>The Solidity tests read the same table, which was made with <c>cast keccak</c>.</summary>
    [Fact]
    public void Targets_follow_the_table_that_the_contract_is_tested_with()
    {
        string path = Path.Combine(RepositoryFolder.Find(), "spec", "vectors", "quarantine.json");
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
        string[] accounts = Column(json, "account"), targets = Column(json, "target");
        Assert.Equal((100, 100), (accounts.Length, targets.Length));
        foreach ((string account, string target) in accounts.Zip(targets))
            Assert.Equal(Hash256.Parse(target), BreakerTargets.OfAccount(Address.Parse(account)));
        Assert.Distinct(targets);
    }

    private static string[] Column(JsonDocument json, string name) =>
        [.. json.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];
}
