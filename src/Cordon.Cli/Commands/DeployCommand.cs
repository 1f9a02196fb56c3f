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
        Option<string> config = FileOption<string>(
            "--config", "What to deploy, or was deployed, as YAML (see samples/deploy.yaml)", "-c");
        config.Required = true;
        Option<string?> parameters = FileOption<string?>(
            "--parameters", "What 'cordon risk parameters' printed: comes before the configuration's own values");
        Option<string?> keystore = FileOption<string?>(
            "--keystore", $"Keystore of the account that pays, its password in {DeployKey.PasswordVariable} "
                + $"(default: the key in {DeployKey.KeyVariable})");
        Option<string?> output = FileOption<string?>(
            "--out",
            "Where addresses, code hashes and roles go as JSON (default: deployment-CHAIN.json); one of another "
                + "deployer's mechanism is refused",
            "-o");
        Option<string?> audit = FileOption<string?>(
            "--audit", "Deploy nothing: compare what an earlier run wrote here with --config and with the chain; "
                + "needs no key, exit code 1 where anything differs");
        Option<bool> json = Arguments.Json("addresses, code hashes and roles, or with --audit the findings");
        CordonCommand command = new(
            "deploy",
            "Deploy the mechanism, or finish or audit what an earlier run deployed, and list every role",
            "CORDON_KEY=… cordon deploy --rpc http://127.0.0.1:8545 --config deploy.yaml",
            "cordon deploy --rpc https://… --config deploy.yaml --keystore key.json --json",
            "cordon deploy --rpc https://… --config deploy.yaml --audit deployment-1.json")
        {
            rpc, config, parameters, keystore, output, audit, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(audit) is null) return;
            if (result.GetResult(keystore) is not null) result.AddError("--audit needs no key: leave --keystore out");
            if (result.GetResult(output) is not null) result.AddError("--audit writes no file: leave --out out");
        });
        command.SetAction(async (result, cancellation) =>
        {
            DeploymentFile file = DeploymentFile.Open(result.GetValue(config)!);
            DeploymentClaims? claims =
                result.GetValue(audit) is { } claimed ? DeploymentClaims.Read("--audit", claimed) : null;
            using PrivateKey? key = claims is null
                ? DeployKey.Open(result.GetValue(keystore), Environment.GetEnvironmentVariable)
                : null; // who audits can send nothing
            await using RpcClient node = Connect(session, result.GetValue(rpc)!);
            try
            {
                if (claims is not null) await claims.RequireChainAsync(node, cancellation);
                DeploymentSettings settings = await ReadAsync(
                    session, file, result.GetValue(parameters), node, cancellation);
                bool asJson = result.GetValue(json);
                return claims is not null
                    ? await DeploymentAudit.RunAsync(session, settings, claims, node, asJson, cancellation)
                    : await RunAsync(session, settings, key!, node, result.GetValue(output), asJson, cancellation);
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

    private static Option<T> FileOption<T>(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = "FILE" };

    private static async Task<DeploymentSettings> ReadAsync(
        Session session, DeploymentFile file, string? parameters, RpcClient node, CancellationToken cancellation)
    {
        int decimals = await DecimalsAsync(node, file.Token, cancellation);
        DeploymentSettings settings = file.Read(decimals);
        return parameters is { } derived
            ? DerivedParameters.Apply(settings, derived, decimals, session.Error.WriteLine)
            : settings;
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
        string path = output ?? $"deployment-{settings.ChainId}.json";
        ulong? claimed = EarlierDeployment.Require(path, deployer.Plan);
        IReadOnlyList<DeployedContract> contracts = await deployer.RunAsync(cancellation);
        SearchProgress progress = new(session);
        MechanismHistory history = new(node, session.Time, progress.Show)
        {
            Since = deployer.Since,
            Claimed = claimed,
        };
        ulong block = await deployer.BlockAsync(history, cancellation);
        IReadOnlyList<RoleHolder> roles =
            await new RoleAudit(deployer.Plan, node, null, history).RunAsync(cancellation);
        progress.Clear();

        string text = DeploymentJson.Write(deployer.Plan, block, contracts, roles);
        string fresh = path + ".new"; // swapped whole: a reader never sees half of it
        await File.WriteAllTextAsync(fresh, text, cancellation);
        File.Move(fresh, path, overwrite: true);

        if (asJson)
        {
            session.Out.Write(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            DeploymentText.Write(session, contracts, roles);
            session.WriteLine($"codes verified; written to {TerminalText.Clean(path)}");
        }

        int strangers = roles.Count(role => !role.IsExpected);
        if (strangers == 0) return ExitCode.Success;
        ErrorRenderer.Write(session, $"{strangers} roles are held by others than the design says; see {path}");
        return ExitCode.AnswerIsNo;
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
