namespace Cordon.House.Tests;

/// <summary>Asserts a rule, and shows every place that breaks it at once.</summary>
internal static class House
{
    public static void Holds(IEnumerable<string> violations)
    {
        string[] all = [.. violations];
        Assert.True(all.Length == 0, $"{all.Length} violation(s):\n{string.Join('\n', all.Take(50))}");
    }
}
