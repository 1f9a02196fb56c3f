using System.CommandLine;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian.Unbonding;

/// <summary><c>cordon guardian unbond begin</c>: stake of the guardian's own weighs nothing from then on, and can be
/// slashed until it is claimed.</summary>
internal static class UnbondBeginCommand
{
    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        Option<string?> amount = new("--amount")
        {
            Description = "How much of your own stake, in tokens; what is left must be enough for a voice",
            HelpName = "TOKENS",
        };
        Option<bool> all = new("--all") { Description = "All of it: the guardian has no voice then" };
        CordonCommand command = new(
            "begin",
            "Begin to unbond stake of the guardian's own; it can be claimed after the delay",
            "cordon guardian unbond begin --config cordon.yaml --owner guardian.json --amount 500 --dry-run",
            "cordon guardian unbond begin --config cordon.yaml --owner guardian.json --all")
        {
            options.Config, options.Owner, options.PasswordFile, options.Chain, options.Deployment, options.DryRun,
            amount, all,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == result.GetResult(amount) is not null)
                result.AddError("expected --amount TOKENS or --all, one of them");
        });
        command.SetAction(async (result, cancellation) =>
        {
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            using PrivateKey owner = options.OpenOwner(result);
            IReadOnlyList<PlannedCall> calls =
                [await PlanAsync(chain, owner.Address, result.GetValue(amount), cancellation)];
            IReadOnlyList<TransactionReceipt> done = await new CallRunner(session, chain, owner).RunAsync(
                calls, result.GetValue(options.DryRun), cancellation);
            if (done.Count == 0) return ExitCode.Success;
            BlockHeader? block = await chain.Node.GetBlockHeaderAsync(done[^1].BlockNumber, cancellation);
            ulong delay = await chain.AskAsync(chain.Stake, new GuardianStake.UNBONDINGCall(), cancellation);
            string time = UnixTime.Text((block?.Timestamp ?? 0) + delay);
            session.WriteLine($"from {time} on: cordon guardian unbond claim; until then it can be slashed");
            return ExitCode.Success;
        });
        return command;
    }

    /// <param name="typed">How much, in tokens; null for all.</param>
    private static async Task<PlannedCall> PlanAsync(
        GuardianChain chain, Address owner, string? typed, CancellationToken cancellation)
    {
        UInt256 held = await chain.AskAsync(
            chain.Stake, new GuardianStake.SharesOfCall(owner, owner), cancellation);
        UInt256 own = await chain.AskAsync(chain.Stake, new GuardianStake.StakeOfCall(owner, owner), cancellation);
        if (own.IsZero) throw new CommandException(ExitCode.AnswerIsNo, $"{owner} has no stake of its own");
        UInt256 amount = own, shares = held;
        if (typed is not null)
        {
            amount = chain.Token.Parse("--amount", typed);
            await RequireVoiceAsync(chain, own, amount, cancellation);
            GuardianStake.Pool pool = await chain.AskAsync(
                chain.Stake, new GuardianStake.PoolCall(owner), cancellation);
            shares = UInt256.Min(held, PoolArithmetic.SharesFor(amount, pool.Assets, pool.Shares));
        }

        return new PlannedCall(
            $"begin to unbond {chain.Token.Text(amount)} of {owner}", "GuardianStake", chain.Stake,
            new GuardianStake.UnstakeCall(owner, shares).Encode());
    }

    private static async Task RequireVoiceAsync(
        GuardianChain chain, UInt256 own, UInt256 amount, CancellationToken cancellation)
    {
        StakedToken token = chain.Token;
        if (amount.IsZero) throw CommandException.BadInput("--amount: expected more than nothing");
        UInt256 least = await chain.AskAsync(chain.Stake, new GuardianStake.MINSELFSTAKECall(), cancellation);
        if (amount <= own && own - amount >= least) return;
        throw CommandException.BadInput(own > least
            ? $"--amount: expected at most {token.Text(own - least)}, found {token.Text(amount)}: a guardian without "
                + $"{token.Text(least)} of its own has no voice; or --all, to leave"
            : $"--amount: expected --all, found {token.Text(amount)}: there are {token.Text(own)}, and less than "
                + $"{token.Text(least)} give no voice");
    }
}
