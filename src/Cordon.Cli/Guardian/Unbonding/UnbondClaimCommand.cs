using System.CommandLine;
using System.Globalization;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian.Unbonding;

/// <summary><c>cordon guardian unbond claim</c>: unbonded stake whose delay is over, to the owner's account.</summary>
internal static class UnbondClaimCommand
{
    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        Option<ulong?> one = new("--ticket")
        {
            Description = "One ticket's number (default: all of the account's whose time has come)",
            HelpName = "N",
            CustomParser = result =>
            {
                string text = result.Tokens[^1].Value;
                if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong ticket))
                    return ticket;
                result.AddError($"--ticket: expected a number, as 'cordon guardian status' shows it, found '{text}'");
                return null;
            },
        };
        CordonCommand command = new(
            "claim",
            "Pay out unbonded stake whose time has come; exit code 1 where there is none",
            "cordon guardian unbond claim --config cordon.yaml --owner guardian.json",
            "cordon guardian unbond claim --config cordon.yaml --owner guardian.json --ticket 7")
        {
            options.Config, options.Owner, options.PasswordFile, options.Chain, options.Deployment, options.DryRun,
            options.From, one,
        };
        command.SetAction(async (result, cancellation) =>
        {
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            using PrivateKey owner = options.OpenOwner(result);
            var search = new UnbondingSearch(chain);
            IReadOnlyList<UnbondingTicket> tickets = result.GetValue(one) is { } number
                ? [await search.OfAsync(number, owner.Address, cancellation) ?? throw NotYours(number, owner.Address)]
                : await search.FindAsync(options.Search(result, chain, session), owner.Address, cancellation);
            BlockHeader? head = await chain.Node.GetBlockHeaderAsync("latest", cancellation);
            ulong now = head?.Timestamp ?? 0;
            foreach (UnbondingTicket early in tickets.Where(ticket => ticket.ClaimableAt > now))
            {
                session.WriteLine($"ticket {early.Ticket}: {chain.Token.Text(early.Amount)}, from "
                    + $"{UnixTime.Text(early.ClaimableAt)} on");
            }

            IReadOnlyList<PlannedCall> calls =
                [.. tickets.Where(ticket => ticket.ClaimableAt <= now).Select(ticket => Claim(chain, ticket))];
            await new CallRunner(session, chain, owner).RunAsync(calls, result.GetValue(options.DryRun), cancellation);
            if (calls.Count > 0) return ExitCode.Success;
            session.WriteLine(tickets.Count == 0 ? "nothing unbonds" : "nothing can be claimed yet");
            return ExitCode.AnswerIsNo;
        });
        return command;
    }

    private static PlannedCall Claim(GuardianChain chain, UnbondingTicket ticket) => new(
        $"claim {chain.Token.Text(ticket.Amount)} of ticket {ticket.Ticket}", "GuardianStake", chain.Stake,
        new GuardianStake.ClaimCall(ticket.Ticket).Encode());

    private static CommandException NotYours(ulong ticket, Address account) => new(
        ExitCode.AnswerIsNo, $"ticket {ticket} is none of {account}, or was paid out");
}
