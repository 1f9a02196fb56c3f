using System.CommandLine;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary><c>cordon guardian withdraw</c>: what the stream owes and the stake has credited, to the guardian's
/// account.</summary>
internal static class WithdrawCommand
{
    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        options.Deployment.Required = true;
        CordonCommand command = new(
            "withdraw",
            "Withdraw what the stream owes, and commission from the stake; exit code 1 where there is nothing",
            "cordon guardian withdraw --config cordon.yaml --owner guardian.json --deployment deployment.json")
        {
            options.Config, options.Owner, options.PasswordFile, options.Chain, options.Deployment, options.DryRun,
        };
        command.SetAction(async (result, cancellation) =>
        {
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            using PrivateKey owner = options.OpenOwner(result);
            IReadOnlyList<PlannedCall> calls = await PlanAsync(chain, owner.Address, cancellation);
            UInt256 before = await BalanceAsync(chain, owner.Address, cancellation);
            await new CallRunner(session, chain, owner).RunAsync(calls, result.GetValue(options.DryRun), cancellation);
            if (calls.Count == 0)
            {
                session.WriteLine("nothing is owed");
                return ExitCode.AnswerIsNo;
            }

            if (result.GetValue(options.DryRun)) return ExitCode.Success;
            UInt256 after = await BalanceAsync(chain, owner.Address, cancellation);
            session.WriteLine($"paid {chain.Token.Text(after > before ? after - before : UInt256.Zero)}");
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<IReadOnlyList<PlannedCall>> PlanAsync(
        GuardianChain chain, Address owner, CancellationToken cancellation)
    {
        List<PlannedCall> calls = [];
        Address stream = chain.Stream
            ?? throw CommandException.BadInput("--deployment: expected one with a stream, found none");
        UInt256 owed = await chain.OwedAsync(stream, owner, cancellation);
        if (!owed.IsZero)
        {
            calls.Add(new PlannedCall(
                $"withdraw about {chain.Token.Text(owed)} from the stream", "WatchStream", stream,
                new WatchStream.WithdrawCall(owner, owner).Encode()));
        }

        UInt256 credit = await chain.AskAsync(chain.Stake, new GuardianStake.CreditOfCall(owner), cancellation);
        if (!credit.IsZero)
        {
            calls.Add(new PlannedCall(
                $"withdraw {chain.Token.Text(credit)} from the stake", "GuardianStake", chain.Stake,
                new GuardianStake.WithdrawCall(owner).Encode()));
        }

        return calls;
    }

    private static Task<UInt256> BalanceAsync(GuardianChain chain, Address owner, CancellationToken cancellation) =>
        chain.AskAsync(chain.Token.Address, new Erc20.BalanceOfCall(owner), cancellation);
}
