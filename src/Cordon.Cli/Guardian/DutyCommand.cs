using System.CommandLine;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary><c>cordon guardian duty on|off</c>: off before a node stops, so that silence costs nothing.</summary>
internal static class DutyCommand
{
    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        Argument<string> state = new("STATE") { Description = "on or off" };
        state.AcceptOnlyFromAmong("on", "off");
        CordonCommand command = new(
            "duty",
            "Go on duty or off: off duty a guardian has no voice and no duties",
            "cordon guardian duty off --config cordon.yaml --owner guardian.json")
        {
            state, options.Config, options.Owner, options.PasswordFile, options.Chain, options.Deployment,
            options.DryRun,
        };
        command.SetAction(async (result, cancellation) =>
        {
            bool isOn = result.GetValue(state) == "on";
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            using PrivateKey owner = options.OpenOwner(result);
            GuardianStake.Guardian record = await chain.RecordAsync(owner.Address, cancellation);
            IReadOnlyList<PlannedCall> calls = record.OnDuty == isOn ? [] :
            [
                new PlannedCall(
                    isOn ? "go on duty" : "go off duty", "GuardianStake", chain.Stake,
                    new GuardianStake.SetDutyCall(isOn).Encode()),
            ];
            await new CallRunner(session, chain, owner).RunAsync(calls, result.GetValue(options.DryRun), cancellation);
            if (calls.Count == 0) session.WriteLine($"{owner.Address} is {(isOn ? "on" : "off")} duty already");
            return ExitCode.Success;
        });
        return command;
    }
}
