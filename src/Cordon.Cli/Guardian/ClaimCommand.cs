using System.CommandLine;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary><c>cordon guardian claim</c>: rewards of confirmed incidents, into the guardian's pool.</summary>
internal static class ClaimCommand
{
    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        Option<string?> wanted = new("--incident")
        {
            Description = "One incident's id on chain (default: all that can be found)",
            HelpName = "HASH",
        };
        CordonCommand command = new(
            "claim",
            "Claim the rewards of incidents that a quorum confirmed; exit code 1 where there is none",
            "cordon guardian claim --config cordon.yaml --owner guardian.json")
        {
            options.Config, options.Owner, options.PasswordFile, options.Chain, options.Deployment, options.DryRun,
            options.From, wanted,
        };
        command.SetAction(async (result, cancellation) =>
        {
            Hash256? one = Parse(result.GetValue(wanted));
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            using PrivateKey owner = options.OpenOwner(result);
            GuardianStake.Guardian record = await chain.RecordAsync(owner.Address, cancellation);
            IReadOnlyList<(Hash256 Incident, UInt256 Amount)> rewards = one is { } incident
                ? await RewardSearch.OfAsync(chain, incident, record.Index, cancellation)
                : await new RewardSearch(chain, options.Search(result, chain, session)).FindAsync(
                    record.Index, cancellation);
            IReadOnlyList<PlannedCall> calls =
            [
                .. rewards.Select(reward => new PlannedCall(
                    $"claim {chain.Token.Text(reward.Amount)} for incident {reward.Incident}", "IncidentRegistry",
                    chain.Registry,
                    new IncidentRegistry.ClaimRewardCall(reward.Incident, record.Index).Encode())),
            ];
            await new CallRunner(session, chain, owner).RunAsync(calls, result.GetValue(options.DryRun), cancellation);
            if (calls.Count > 0) return ExitCode.Success;
            session.WriteLine("no reward can be claimed");
            return ExitCode.AnswerIsNo;
        });
        return command;
    }

    private static Hash256? Parse(string? text) => text is null ? null
        : Hash256.TryParse(text, out Hash256 hash) ? hash
        : throw CommandException.BadInput($"--incident: expected 0x and 64 hex digits, found '{text}'");
}
