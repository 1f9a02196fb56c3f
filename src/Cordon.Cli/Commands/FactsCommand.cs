using System.CommandLine;
using Cordon.Cli.Scanning;
using Cordon.Cli.Terminal;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Engine.Facts;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon facts</c>: what transactions did, for programs (JSON lines) or people (call trees).</summary>
internal static class FactsCommand
{
    public static Command Create(Session session)
    {
        Option<string[]> files = Arguments.Files(), rpc = Arguments.Rpc();
        Option<BlockSelection> blocks = Arguments.Blocks();
        Option<Hash256[]> transactions = Arguments.Transactions();
        Option<string> format = Arguments.Choice("--format", "One fact a line, or a call tree a transaction",
            "jsonl", "tree");
        CordonCommand command = new("facts", "Print what transactions did: transfers, swaps, loans, calls and more",
            "cordon facts --file 12775690.json.gz",
            "cordon facts --file blocks/ --tx 0x" + new string('a', 64) + " --format tree",
            "cordon facts --rpc http://127.0.0.1:8545 --blocks latest") { files, rpc, blocks, transactions, format };
        Arguments.RequireSource(command, files, rpc, blocks);
        command.SetAction(async (result, cancellation) =>
        {
            await using BlockInput input = BlockInput.Open(
                session, result.GetValue(files), result.GetValue(rpc), result.GetValue(blocks)!);
            HashSet<Hash256> wanted = [.. result.GetValue(transactions) ?? []];
            bool asTree = result.GetValue(format) == "tree";
            return await RunAsync(session, input, wanted, asTree, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, BlockInput input, HashSet<Hash256> wanted, bool asTree, CancellationToken cancellation)
    {
        bool wantsAll = wanted.Count == 0;
        FactReader reader = new();
        BlockFacts facts = new();
        using FactWriter writer = new(session.Out);
        await using StreamWriter tree = new(session.Out, leaveOpen: true) { NewLine = "\n" };
        await foreach (RawBlock raw in input.Source.ReadAsync(cancellation))
        {
            using (raw)
            {
                reader.Read(raw, facts);
                for (int tx = 0; tx < facts.Data.Transactions.Count; tx++)
                {
                    if (!wantsAll && !wanted.Remove(facts.Data.Transactions.Hash[tx])) continue;
                    if (asTree) CallTreeWriter.Write(tree, facts, tx);
                    else writer.Write(facts, tx);
                }
            }

            if (!wantsAll && wanted.Count == 0) return ExitCode.Success;
        }

        if (wanted.Count > 0) throw NotFound(wanted.First(), input);
        return ExitCode.Success;
    }

    private static CommandException NotFound(Hash256 tx, BlockInput input) =>
        CommandException.BadInput($"{string.Join(", ", input.Names)}: there is no transaction {tx}");
}
