using System.CommandLine;
using System.Globalization;
using Cordon.Cli.Scanning;
using Cordon.Cli.Terminal;
using Cordon.Engine.Recording;
using Cordon.Engine.Sources.Node;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon record</c>: a node's blocks into a folder, in the format that a scan reads.</summary>
internal static class RecordCommand
{
    public static Command Create(Session session)
    {
        Option<string[]> rpc = Arguments.Rpc();
        rpc.Required = true;
        Option<BlockSelection> blocks = Arguments.Blocks();
        Option<string> output = new("--out", "-o")
        {
            Description = "Folder for the files; those complete and correct from an earlier run are kept",
            HelpName = "DIR",
            Required = true,
        };
        CordonCommand command = new("record", "Save blocks of a node, verified and resumable, to be scanned later",
            "cordon record --rpc http://127.0.0.1:8545 --blocks 19000000..19000100 --out blocks/",
            "cordon record --rpc ws://127.0.0.1:8546 --blocks follow --out blocks/") { rpc, blocks, output };
        command.SetAction(async (result, cancellation) =>
        {
            await using BlockInput input = BlockInput.Open(
                session, null, result.GetValue(rpc), result.GetValue(blocks)!);
            RecordOptions options = new()
            {
                Folder = result.GetValue(output)!,
                Blocks = result.GetValue(blocks)!,
                OnProgress = progress => Show(session, progress),
                OnBlind = blind => ErrorRenderer.Write(session,
                    $"the files will lack {blind.Missing}: {blind.Cause}; so nothing about "
                    + string.Join(", ", blind.Unseen)),
            };
            return await RunAsync(session, new BlockRecorder(input.Node!, options, session.Time), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Session session, BlockRecorder recorder, CancellationToken cancellation)
    {
        RecordProgress done;
        try
        {
            done = await recorder.RunAsync(cancellation);
        }
        finally
        {
            if (session.IsErrorTerminal) session.Error.Write("\r\e[K");
        }

        session.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{done.Written:N0} blocks written ({done.Bytes:N0} bytes before compression), {done.Skipped:N0} kept"));
        return ExitCode.Success;
    }

    private static void Show(Session session, RecordProgress progress)
    {
        if (!session.IsErrorTerminal) return;
        string end = progress.Last is { } last ? $" of {last}" : "";
        session.Error.Write($"\r\e[Kblock {progress.Number}{end}, {progress.Written} written, {progress.Skipped} kept");
    }
}
