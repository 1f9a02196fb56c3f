namespace Cordon.Ethereum.Tests;

/// <summary>
/// Random inputs judged by cast, one process each: about a hundred every day, 10,000 with <c>./cordon test --long</c>.
/// The classes that use it are one collection, so that no more than two processes run at a time.
/// </summary>
internal static class CastCampaign
{
    public const string Collection = "cast";

    /// <param name="everydayCount">Inputs of the default run.</param>
    /// <param name="judge">Makes one input, asks cast and compares.</param>
    /// <param name="longCount">Inputs of the long run; less where several tests share one algorithm.</param>
    public static void Run(int everydayCount, Action<Random> judge, int longCount = 10_000)
    {
        _ = ForeignTool.Find("cast"); // skips here, where a skip is not yet somebody's failure
        int count = Seeded.IsLong ? longCount : everydayCount;
        Seeded.RunTwoAtATime(count, judge);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} inputs");
    }

    /// <summary>What cast prints for arguments without an input.</summary>
    public static string Ask(params IEnumerable<string> arguments) => ForeignTool.Cast("", arguments);
}
