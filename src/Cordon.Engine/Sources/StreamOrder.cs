using Cordon.Domain.Blocks;

namespace Cordon.Engine.Sources;

/// <summary>
/// Checks that the blocks of one stream follow each other, per chain, before anything is read of them.
/// </summary>
/// <remarks>
/// Going back is what a reorganisation looks like, and is placed by the engine through the hashes; only blocks without
/// a hash have to ascend here.
/// </remarks>
internal sealed class StreamOrder(bool gapsAllowed)
{
    private readonly Dictionary<ulong, (ulong Number, string Origin)> _last = [];

    /// <exception cref="BlockFormatException">The block repeats one, goes back, or leaves a gap.</exception>
    public void Check(ReadOnlySpan<byte> block, string origin)
    {
        if (gapsAllowed || !BlockPeek.TryRead(block, out BlockLabel label) || label.Number is not { } number) return;
        bool isFirst = !_last.TryGetValue(label.Chain, out (ulong Number, string Origin) last);
        _last[label.Chain] = (number, origin);
        if (isFirst || number == last.Number + 1) return;

        if (number > last.Number)
        {
            throw Misplaced(origin,
                $"{number} follows {last.Number} ({last.Origin}): {number - last.Number - 1} blocks are "
                + "missing between; allow gaps if that is meant");
        }

        if (label.HasHash) return;
        throw Misplaced(origin, number == last.Number
            ? $"block {number} appears twice (before: {last.Origin})"
            : $"{number} follows {last.Number} ({last.Origin}), expected {last.Number + 1}");
    }

    private static BlockFormatException Misplaced(string origin, string problem) =>
        new(origin, -1, "block.number", problem);
}
