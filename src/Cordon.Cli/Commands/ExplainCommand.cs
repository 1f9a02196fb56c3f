using System.CommandLine;
using Cordon.Cli.Output;
using Cordon.Cli.Scanning;
using Cordon.Cli.Stories;
using Cordon.Cli.Terminal;
using Cordon.Detection.Registry;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon explain</c>: one transaction's story in plain words.</summary>
internal static class ExplainCommand
{
    public static Command Create(Session session)
    {
        Argument<Hash256> transaction = Arguments.Transaction();
        Option<string[]> files = Arguments.Files(), rpc = Arguments.Rpc();
        Option<bool> json = Arguments.Json("the story");
        string hash = "0x" + new string('a', 64);
        CordonCommand command = new("explain", "Tell what one transaction did, with balances before and after",
            $"cordon explain {hash} --file 12775690.json.gz",
            $"cordon explain {hash} --rpc http://127.0.0.1:8545",
            $"cordon explain {hash} --file blocks/ --json") { transaction, files, rpc, json };
        Arguments.RequireSource(command, files, rpc, null);
        command.SetAction(async (result, cancellation) =>
        {
            Hash256 tx = result.GetValue(transaction);
            string[]? endpoints = result.GetValue(rpc);
            BlockSelection blocks = endpoints is { Length: > 0 }
                ? await FindAsync(session, endpoints, tx, cancellation)
                : BlockSelection.Latest;
            await using BlockInput input = BlockInput.Open(session, result.GetValue(files), endpoints, blocks);
            TransactionStory story = await TellAsync(session, input, tx, cancellation);
            if (result.GetValue(json)) StoryJson.Write(session, story);
            else StoryText.Write(session, story);
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<BlockSelection> FindAsync(
        Session session, string[] endpoints, Hash256 tx, CancellationToken cancellation)
    {
        await using BlockInput input = BlockInput.Open(session, null, endpoints, BlockSelection.Latest);
        TransactionReceipt receipt = await input.Node!.GetTransactionReceiptAsync(tx, cancellation)
            ?? throw CommandException.BadInput($"{input.Names[0]}: there is no transaction {tx} in a block");
        return new BlockSelection(receipt.BlockNumber, receipt.BlockNumber, Follows: false);
    }

    private static async Task<TransactionStory> TellAsync(
        Session session, BlockInput input, Hash256 tx, CancellationToken cancellation)
    {
        using CancellationTokenSource found = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        StoryFinder finder = new(tx, input.Node, found);
        Scanner scanner = new(() => new FactReader(), DetectorRegistry.Create(WatchList.Empty),
            new ScanOptions { Continuity = input.Continuity, Time = session.Time });
        try
        {
            await scanner.RunAsync(input.Source, finder, found.Token);
        }
        catch (OperationCanceledException) when (finder.Story is not null)
        {
            // Found: the blocks after it are of no interest.
        }

        return finder.Story
            ?? throw CommandException.BadInput($"{string.Join(", ", input.Names)}: there is no transaction {tx}");
    }

    private sealed class StoryFinder(Hash256 tx, IRpcCaller? node, CancellationTokenSource found) : IScanSink
    {
        public TransactionStory? Story { get; private set; }

        public async ValueTask TakeAsync(ScannedBlock block, CancellationToken cancellation)
        {
            int row = block.Facts.Data.Transactions.Hash.Span.IndexOf(tx);
            if (row < 0 || Story is not null) return;

            TransactionStory story = StoryReader.Read(block.Facts, row);
            if (node is not null)
            {
                story = story with
                {
                    Deltas = await BalanceLookup.AddAsync(node, block.Facts, row, story.Deltas, cancellation),
                };
            }

            Signal[] signals = [.. block.Signals.Where(signal => signal.Tx == tx || Names(signal))];
            Story = story with { Signals = [.. signals.OrderByDescending(signal => signal.Severity)] };
            await found.CancelAsync();
        }

        // A sandwich is signalled on one of its transactions and names the others.
        private bool Names(Signal signal) =>
            signal.Evidence.ToJsonString().Contains(tx.ToString(), StringComparison.Ordinal);
    }
}
