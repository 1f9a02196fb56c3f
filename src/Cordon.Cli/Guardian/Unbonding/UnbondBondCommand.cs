using System.CommandLine;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian.Unbonding;

/// <summary><c>cordon guardian unbond bond</c>: the free bond of the registry, at once.</summary>
internal static class UnbondBondCommand
{
    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        Option<string?> amount = new("--amount")
        {
            Description = "How much of the free bond, in tokens (default: all of it)",
            HelpName = "TOKENS",
        };
        CordonCommand command = new(
            "bond",
            "Take the free bond back, at once; without it the node cannot raise. Exit code 1 where none is free",
            "cordon guardian unbond bond --config cordon.yaml --owner guardian.json")
        {
            options.Config, options.Owner, options.PasswordFile, options.Chain, options.Deployment, options.DryRun,
            amount,
        };
        command.SetAction(async (result, cancellation) =>
        {
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            using PrivateKey owner = options.OpenOwner(result);
            await chain.RecordAsync(owner.Address, cancellation); // the registry knows guardians alone
            IncidentRegistry.Bond bond = await chain.AskAsync(
                chain.Registry, new IncidentRegistry.BondCall(owner.Address), cancellation);
            if (bond.Free.IsZero)
            {
                session.WriteLine($"no bond is free; {chain.Token.Text(bond.Locked)} are locked by open incidents");
                return ExitCode.AnswerIsNo;
            }

            UInt256 wanted = result.GetValue(amount) is { } text ? chain.Token.Parse("--amount", text) : bond.Free;
            if (wanted.IsZero || wanted > bond.Free)
            {
                throw CommandException.BadInput($"--amount: expected more than nothing and at most "
                    + $"{chain.Token.Text(bond.Free)}, found {chain.Token.Text(wanted)}");
            }

            PlannedCall call = new(
                $"take {chain.Token.Text(wanted)} of the bond back", "IncidentRegistry", chain.Registry,
                new IncidentRegistry.WithdrawBondCall(wanted).Encode());
            await new CallRunner(session, chain, owner).RunAsync(
                [call], result.GetValue(options.DryRun), cancellation);
            return ExitCode.Success;
        });
        return command;
    }
}
