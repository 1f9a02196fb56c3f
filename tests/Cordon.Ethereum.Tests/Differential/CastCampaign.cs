namespace Cordon.Ethereum.Tests;

/// <summary>
/// Random inputs judged by cast, one process each: about a hundred every day, 10,000 in each test with
/// <c>./cordon test --long</c>.
/// The classes that use it are one collection, so that no more than two processes run at a time.
/// </summary>
internal static class CastCampaign
{
    public const string Collection = "cast";

    private const int LongCount = 10_000;

    /// <param name="everydayCount">Inputs of the default run.</param>
    /// <param name="judge">Makes one input, asks cast and compares.</param>
    /// <param name="inputsPerCall">How many inputs <paramref name="judge"/> makes and compares at once.</param>
    public static void Run(int everydayCount, Action<Random> judge, int inputsPerCall = 1)
    {
        _ = ForeignTool.Find("cast"); // skips here, where a skip is not yet somebody's failure
        int count = Seeded.IsLong ? LongCount : everydayCount;
        Seeded.RunTwoAtATime(count / inputsPerCall, judge);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} inputs");
    }

    /// <summary>What cast prints for arguments without an input.</summary>
    public static string Ask(params IEnumerable<string> arguments) => ForeignTool.Cast("", arguments);
}
