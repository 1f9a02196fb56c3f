using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Checking;

/// <summary>What the checks found, in their order.</summary>
internal sealed class CheckBook
{
    private readonly List<CheckLine> _lines = [];

    public IReadOnlyList<CheckLine> Lines => _lines;

    /// <summary>Notes one thing.</summary>
    /// <param name="isFine">Otherwise it is at the level of <paramref name="fault"/>.</param>
    public void Note(bool isFine, string place, string fine, string wrong, CheckLevel fault = CheckLevel.Wrong) =>
        _lines.Add(new CheckLine(isFine ? CheckLevel.Fine : fault, place, isFine ? fine : wrong));

    public void Add(CheckLevel level, string place, string text) => _lines.Add(new CheckLine(level, place, text));

    /// <summary>Runs a check that asks a node; what the node cannot answer is noted, and the checks go on.</summary>
    public async Task TryAsync(string place, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (RpcException failure)
        {
            // An answer that makes no sense, or a call that reverts, is about what is there; silence is not.
            Add(failure.IsOutage ? CheckLevel.Unreachable : CheckLevel.Wrong, place, failure.Message);
        }
    }
}
