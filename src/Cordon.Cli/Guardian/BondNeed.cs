using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Node.Settings;

namespace Cordon.Cli.Guardian;

/// <summary>What the configured protocols ask of who raises alone.</summary>
/// <param name="Protocol">The dearest protocol's name; empty where none asks for anything.</param>
/// <param name="Amount">What it locks.</param>
internal readonly record struct BondNeed(string Protocol, UInt256 Amount)
{
    /// <summary>The most that any protocol of the chain locks, by what its policy lets the node do.</summary>
    /// <exception cref="CommandException">A protocol is not enrolled.</exception>
    public static async Task<BondNeed> ReadAsync(GuardianChain chain, CancellationToken cancellation)
    {
        var most = new BondNeed("", UInt256.Zero);
        foreach (GuardedProtocol guarded in chain.Settings.Protocols
            .Where(guarded => guarded.Protocol.Chain == chain.Chain.Id))
        {
            bool pauses = guarded.Policy.Rules.ContainsKey(ResponseAction.Pause)
                || guarded.Policy.Rules.ContainsKey(ResponseAction.Quarantine);
            bool throttles = guarded.Policy.Rules.ContainsKey(ResponseAction.Throttle);
            if (guarded.Enrolled is not { } enrolled || (!pauses && !throttles)) continue;
            (_, bool isEnrolled) = await chain.AskAsync(
                chain.Registry, new IncidentRegistry.PolicyCall(enrolled), cancellation);
            if (!isEnrolled)
            {
                throw new CommandException(ExitCode.AnswerIsNo, $"{guarded.Protocol.Name}: {enrolled} is not enrolled "
                    + "in the registry: what it locks is not known yet");
            }

            UInt256 needed = await chain.AskAsync(
                chain.Registry,
                new IncidentRegistry.BondForCall(enrolled, guarded.Target, (byte)(pauses ? 2 : 1)), cancellation);
            if (needed > most.Amount) most = new BondNeed(guarded.Protocol.Name, needed);
        }

        return most;
    }
}
