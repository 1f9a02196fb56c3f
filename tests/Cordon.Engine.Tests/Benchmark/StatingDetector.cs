using System.Text.Json.Nodes;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Engine.Tests.Kit;
using Cordon.Ethereum;

namespace Cordon.Engine.Tests.Benchmark;

/// <summary>Says of a named transaction what it was told to, evidence included.</summary>
internal sealed class StatingDetector(
    string name, params (string Tx, Severity Severity, string Subject, string Evidence)[] statements) : IDetector
{
    public string Name => name;

    public void Inspect(BlockFacts block, SignalBuffer signals)
    {
        BlockData data = block.Data;
        for (int tx = 0; tx < data.Transactions.Count; tx++)
        {
            for (int i = 0; i < statements.Length; i++)
            {
                (string about, Severity severity, string subject, string evidence) = statements[i];
                if (data.Transactions.Hash[tx] != Names.Hash(about)) continue;
                signals.Add(block, tx, new SignalDraft
                {
                    Detector = name,
                    Severity = severity,
                    Confidence = 0.9,
                    Subjects = [data.Accounts.Intern(Names.Address(subject))],
                    Summary = $"{name} in {about}",
                    Evidence = JsonNode.Parse(evidence)!.AsObject(),
                    Key = $"{i}",
                });
            }
        }
    }
}
