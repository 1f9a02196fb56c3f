using System.CommandLine;
using Cordon.Cli.Council;
using Cordon.Cli.Council.Output;
using Cordon.Cli.Deployment;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon council show</c>: decodes, checks and simulates a Safe's transaction, and says what will change.
/// </summary>
internal static class CouncilShowCommand
{
    public static Command Create(Session session)
    {
        Argument<string> source = new("SAFE-TX")
        {
            Description = "A file with the Safe transaction's JSON, - for standard input, or the hash of a transaction "
                + "that was executed",
        };
        Option<string> rpc = new("--rpc")
        {
            Description = "The node: http(s)://, ws(s)://, or a path of an IPC socket",
            HelpName = "URL",
            Required = true,
        };
        Option<string?> deployment = new("--deployment")
        {
            Description = "What cordon deploy wrote: gives the contracts their names",
            HelpName = "FILE",
        };
        Option<Address[]> trust = new("--trust")
        {
            Description = "Contracts that you know yourself, such as your token: no warning about their code",
            HelpName = "ADDRESS",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result => [.. result.Tokens.Select(token =>
            {
                if (!Address.TryParse(token.Value, out Address address))
                    result.AddError($"--trust: expected an address, 0x and 40 hex digits, found '{token.Value}'");
                return address;
            })],
        };
        Option<bool> json = Arguments.Json("the report");
        CordonCommand command = new(
            "show",
            "Decode, check and simulate a Safe transaction; exit code 1 where anything speaks against signing",
            "cordon council show tx.json --rpc http://127.0.0.1:8545 --deployment deployment-1.json",
            "cordon council show - --rpc http://127.0.0.1:8545 --json < tx.json",
            $"cordon council show 0x{new string('a', 64)} --rpc http://127.0.0.1:8545")
        {
            source, rpc, deployment, trust, json,
        };
        command.SetAction(async (result, cancellation) =>
        {
            Dictionary<Address, string> labels =
                result.GetValue(deployment) is { } file ? DeploymentRecord.Read(file).Names : [];
            HashSet<Address> trusted = [.. result.GetValue(trust) ?? []];
            await using RpcClient node = Connect(session, result.GetValue(rpc)!);
            CouncilInspector inspector = new(node, labels, trusted, session.Time);
            CouncilReport report = await ReportAsync(session, inspector, result.GetValue(source)!, cancellation);
            if (result.GetValue(json)) CouncilJson.Write(session, report);
            else new CouncilText(session).Write(report);
            return report.IsClean ? ExitCode.Success : ExitCode.AnswerIsNo;
        });
        return command;
    }

    private static async Task<CouncilReport> ReportAsync(
        Session session, CouncilInspector inspector, string source, CancellationToken cancellation)
    {
        if (Hash256.TryParse(source, out Hash256 hash)) return await inspector.ExecutedAsync(hash, cancellation);
        byte[] text = source == "-" ? ReadInput(session.In) : ReadFile(source);
        SafeTransaction transaction = SafeTransactionReader.Read(text, source == "-" ? "standard input" : source);
        return await inspector.ProposedAsync(transaction, cancellation);
    }

    private static byte[] ReadFile(string path)
    {
        if (!File.Exists(path))
            throw CommandException.BadInput($"{path}: there is no such file (a transaction's hash has 64 hex digits)");
        using FileStream file = File.OpenRead(path);
        return ReadInput(file);
    }

    // One byte more than is allowed, so that the reader sees that it is too much.
    private static byte[] ReadInput(Stream input)
    {
        byte[] buffer = new byte[SafeTransactionReader.BytesMax + 1];
        int count = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return buffer[..count];
    }

    private static RpcClient Connect(Session session, string endpoint)
    {
        try
        {
            return new RpcClient(RpcEndpoint.Parse(endpoint), null, session.Time);
        }
        catch (FormatException wrong)
        {
            throw CommandException.BadInput($"--rpc: {wrong.Message}", wrong);
        }
    }
}
