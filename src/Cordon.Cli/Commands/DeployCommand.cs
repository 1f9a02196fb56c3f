using System.CommandLine;
using System.Text;
using Cordon.Cli.Deployment;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Roles;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon deploy</c>: the whole mechanism onto a chain, and who then holds which role.</summary>
internal static class DeployCommand
{
    private const int DecimalsMax = 18;

    public static Command Create(Session session)
    {
        Option<string> rpc = new("--rpc")
        {
            Description = "The node: http(s)://, ws(s)://, or a path of an IPC socket",
            HelpName = "URL",
            Required = true,
        };
        Option<string> config = new("--config", "-c")
        {
            Description = "What to deploy, as YAML (see samples/deploy.yaml)",
            HelpName = "FILE",
            Required = true,
        };
        Option<string?> parameters = new("--parameters")
        {
            Description = "What 'cordon risk parameters' printed: comes before the configuration's own values",
            HelpName = "FILE",
        };
        Option<string?> keystore = new("--keystore")
        {
            Description = $"Keystore of the account that pays, its password in {DeployKey.PasswordVariable} "
                + $"(default: the key in {DeployKey.KeyVariable})",
            HelpName = "FILE",
        };
        Option<string?> output = new("--out", "-o")
        {
            Description = "Where the addresses, code hashes and roles go as JSON (default: deployment-CHAIN.json)",
            HelpName = "FILE",
        };
        Option<bool> json = Arguments.Json("addresses, code hashes and roles");
        CordonCommand command = new(
            "deploy",
            "Deploy the mechanism, or finish or verify what an earlier run deployed, and list every role",
            "CORDON_KEY=… cordon deploy --rpc http://127.0.0.1:8545 --config deploy.yaml",
            "cordon deploy --rpc https://… --config deploy.yaml --keystore key.json --json")
        {
            rpc, config, parameters, keystore, output, json,
        };
        command.SetAction(async (result, cancellation) =>
        {
            DeploymentFile file = DeploymentFile.Open(result.GetValue(config)!);
            using PrivateKey key = DeployKey.Open(result.GetValue(keystore), Environment.GetEnvironmentVariable);
            await using RpcClient node = Connect(session, result.GetValue(rpc)!);
            try
            {
                int decimals = await DecimalsAsync(node, file.Token, cancellation);
                DeploymentSettings settings = file.Read(decimals);
                if (result.GetValue(parameters) is { } derived)
                    settings = DerivedParameters.Apply(settings, derived, decimals, session.Error.WriteLine);

                return await RunAsync(
                    session, settings, key, node, result.GetValue(output), result.GetValue(json), cancellation);
            }
            catch (DeploymentException fault)
            {
                throw fault.IsInput
                    ? CommandException.BadInput($"{result.GetValue(config)}: {fault.Message}", fault)
                    : CommandException.Environment(fault.Message, fault);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Session session,
        DeploymentSettings settings,
        PrivateKey key,
        RpcClient node,
        string? output,
        bool asJson,
        CancellationToken cancellation)
    {
        MechanismDeployer deployer = new(settings, node, key, step => Report(session, step), session.Time);
        IReadOnlyList<DeployedContract> contracts = await deployer.RunAsync(cancellation);
        IReadOnlyList<RoleHolder> roles = await new RoleAudit(deployer.Plan, node).RunAsync(cancellation);

        string text = DeploymentJson.Write(
            deployer.Plan, await deployer.BlockAsync(cancellation), contracts, roles);
        string path = output ?? $"deployment-{settings.ChainId}.json";
        string fresh = path + ".new"; // swapped whole: a reader never sees half of it
        await File.WriteAllTextAsync(fresh, text, cancellation);
        File.Move(fresh, path, overwrite: true);

        if (asJson) session.Out.Write(Encoding.UTF8.GetBytes(text));
        else Print(session, contracts, roles, path);
        int strangers = roles.Count(role => !role.IsExpected);
        if (strangers == 0) return ExitCode.Success;
        ErrorRenderer.Write(session, $"{strangers} roles are held by others than the design says; see {path}");
        return ExitCode.AnswerIsNo;
    }

    private static void Print(
        Session session, IReadOnlyList<DeployedContract> contracts, IReadOnlyList<RoleHolder> roles, string path)
    {
        foreach (DeployedContract contract in contracts)
            session.WriteLine($"{contract.Name,-15} {contract.Address.ToChecksumString()}  {contract.Contract}");
        session.WriteLine();
        foreach (RoleHolder role in roles)
        {
            string mark = role.IsExpected ? "" : "  NOT EXPECTED";
            session.WriteLine(TerminalText.Clean(
                $"{role.Contract,-15} {role.Role,-24} {role.Holder.ToChecksumString()}  {role.HolderName}{mark}"));
        }

        session.WriteLine();
        session.WriteLine($"codes verified; written to {TerminalText.Clean(path)}");
    }

    private static void Report(Session session, DeploymentEvent step)
    {
        string what = step.GasUsed is { } gas ? $"{gas:N0} gas" : "there already";
        session.Error.WriteLine($"{step.Name,-15} {step.Address?.ToChecksumString() ?? "",-42}  {what}");
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

    private static async Task<int> DecimalsAsync(RpcClient node, Address token, CancellationToken cancellation)
    {
        byte[] answer = await node.CallAsync(token, new Erc20.DecimalsCall().Encode(), "latest", cancellation);
        return Erc20.DecimalsCall.TryDecodeReturn(answer, out byte decimals) && decimals <= DecimalsMax
            ? decimals
            : throw new DeploymentException(
                $"token: expected an ERC-20 with at most {DecimalsMax} decimals, found none at {token}", isInput: true);
    }
}
