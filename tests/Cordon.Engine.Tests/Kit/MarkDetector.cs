using System.Text.Json.Nodes;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Engine.Tests.Kit;

/// <summary>Says what the marks of a written block tell it to say.</summary>
internal sealed class MarkDetector(string name) : IDetector
{
    private readonly Address _own = Names.Address("detector " + name);

    public string Name => name;

    public void Inspect(BlockFacts block, SignalBuffer signals)
    {
        BlockData data = block.Data;
        for (int i = 0; i < block.Swaps.Count; i++)
        {
            Swap mark = block.Swaps[i];
            if (data.Accounts[mark.Recipient] != _own) continue;
            Address attacker = data.Accounts[mark.Sender];
            Severity severity = (Severity)(int)(double)mark.AmountIn;
            signals.Add(block, mark.Tx, new SignalDraft
            {
                Detector = name,
                Severity = severity,
                Confidence = (double)mark.AmountOut / 1000,
                Subjects = [mark.Pool],
                Summary = $"{name} says {severity}",
                Evidence = attacker.IsZero ? [] : new JsonObject { ["attacker"] = attacker.ToString() },
            });
        }
    }
}
