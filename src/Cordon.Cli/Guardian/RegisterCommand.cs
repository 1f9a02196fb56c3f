using System.CommandLine;
using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary><c>cordon guardian register</c>: stakes, with the consent of the node's key. Run again, it goes on.
/// </summary>
internal static class RegisterCommand
{
    private const int CommissionDefault = 1_000;

    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        Option<string> endpoint = new("--endpoint")
        {
            Description = "Where peers reach the node, as registered on chain (default: nowhere)",
            HelpName = "URL",
            DefaultValueFactory = _ => "",
        };
        Option<int> commission = new("--commission")
        {
            Description = "Your part of the pool's rewards in basis points (1000 is 10 %)",
            HelpName = "BPS",
            DefaultValueFactory = _ => CommissionDefault,
        };
        Option<string?> amount = new("--amount")
        {
            Description = "What you stake, in tokens (default: the least that is allowed)",
            HelpName = "TOKENS",
        };
        CordonCommand command = new(
            "register",
            "Register the owner's account as a guardian with the node's key",
            "cordon guardian register --config cordon.yaml --owner guardian.json --amount 2000 --dry-run")
        {
            options.Config, options.Owner, options.PasswordFile, options.Chain, options.Deployment, options.DryRun,
            endpoint, commission, amount,
        };
        command.SetAction(async (result, cancellation) =>
        {
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            using PrivateKey owner = options.OpenOwner(result);
            using OpenedKey node = NodeKey.OpenToRegister(chain.Settings);
            var wanted = new Registration(
                result.GetValue(endpoint)!, result.GetValue(commission), result.GetValue(amount));
            IReadOnlyList<PlannedCall> calls = await wanted.PlanAsync(
                chain, owner.Address, node.Signer, cancellation);
            await new CallRunner(session, chain, owner).RunAsync(calls, result.GetValue(options.DryRun), cancellation);
            if (calls.Count == 0) session.WriteLine($"{owner.Address} is registered already");
            else if (!result.GetValue(options.DryRun))
                session.WriteLine("next: cordon guardian bond, then cordon check and cordon guard");
            return ExitCode.Success;
        });
        return command;
    }
}
