using System.CommandLine;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian.Keys;

/// <summary><c>cordon guardian key activate</c>: from then on the scheduled key's signatures count, and the old one's
/// no more.</summary>
internal static class KeyActivateCommand
{
    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        CordonCommand command = new(
            "activate",
            "Let the scheduled key take over; exit code 1 where there is none, or its time has not come",
            "cordon guardian key activate --config cordon.yaml --owner guardian.json")
        {
            options.Config, options.Owner, options.PasswordFile, options.Chain, options.Deployment, options.DryRun,
        };
        command.SetAction(async (result, cancellation) =>
        {
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            using PrivateKey owner = options.OpenOwner(result);
            GuardianStake.Guardian record = await chain.RecordAsync(owner.Address, cancellation);
            BlockHeader? head = await chain.Node.GetBlockHeaderAsync("latest", cancellation);
            if (record.NextKeyAt == 0 || record.NextKeyAt > (head?.Timestamp ?? 0))
            {
                session.WriteLine(record.NextKeyAt == 0
                    ? $"no key is scheduled for {owner.Address}: cordon guardian key schedule"
                    : $"{record.NextKey} can be activated from {UnixTime.Text(record.NextKeyAt)} on");
                return ExitCode.AnswerIsNo;
            }

            PlannedCall call = new(
                $"activate the key {record.NextKey} for {owner.Address}", "GuardianStake", chain.Stake,
                new GuardianStake.ActivateKeyCall(owner.Address).Encode());
            IReadOnlyList<TransactionReceipt> done = await new CallRunner(session, chain, owner).RunAsync(
                [call], result.GetValue(options.DryRun), cancellation);
            if (done.Count > 0)
                session.WriteLine($"now run the node with {record.NextKey}: {record.Key} counts no more");
            return ExitCode.Success;
        });
        return command;
    }
}
