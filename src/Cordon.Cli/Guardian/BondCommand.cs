using System.CommandLine;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary><c>cordon guardian bond</c>: what the configured policies need, as far as it is not there.</summary>
internal static class BondCommand
{
    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        Option<string?> amount = new("--amount")
        {
            Description = "What the free bond is to be, in tokens (default: the least that the policies need)",
            HelpName = "TOKENS",
        };
        CordonCommand command = new(
            "bond",
            "Deposit the bond that raising alone locks, or what is missing of it",
            "cordon guardian bond --config cordon.yaml --owner guardian.json")
        {
            options.Config, options.Owner, options.PasswordFile, options.Chain, options.Deployment, options.DryRun,
            amount,
        };
        command.SetAction(async (result, cancellation) =>
        {
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            using PrivateKey owner = options.OpenOwner(result);
            UInt256 wanted = result.GetValue(amount) is { } text
                ? chain.Token.Parse("--amount", text)
                : await NeededAsync(session, chain, cancellation);
            IReadOnlyList<PlannedCall> calls = await PlanAsync(chain, owner.Address, wanted, cancellation);
            await new CallRunner(session, chain, owner).RunAsync(calls, result.GetValue(options.DryRun), cancellation);
            if (calls.Count == 0) session.WriteLine($"a free bond of {chain.Token.Text(wanted)} is there already");
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<UInt256> NeededAsync(
        Session session, GuardianChain chain, CancellationToken cancellation)
    {
        BondNeed need = await BondNeed.ReadAsync(chain, cancellation);
        session.WriteLine(need.Protocol.Length == 0
            ? "no policy of this chain raises alone: no bond is needed"
            : $"{need.Protocol} locks {chain.Token.Text(need.Amount)}");
        return need.Amount;
    }

    private static async Task<IReadOnlyList<PlannedCall>> PlanAsync(
        GuardianChain chain, Address owner, UInt256 wanted, CancellationToken cancellation)
    {
        GuardianStake.Guardian record = await chain.AskAsync(
            chain.Stake, new GuardianStake.GuardianCall(owner), cancellation);
        if (record.Index == 0)
        {
            throw new CommandException(ExitCode.AnswerIsNo,
                $"{owner} is no guardian: register it first, with 'cordon guardian register'");
        }

        IncidentRegistry.Bond bond = await chain.AskAsync(
            chain.Registry, new IncidentRegistry.BondCall(owner), cancellation);
        if (bond.Free >= wanted) return [];
        UInt256 missing = wanted - bond.Free;
        return
        [
            .. await TokenApproval.PlanAsync(chain, owner, chain.Registry, "registry", missing, cancellation),
            new PlannedCall(
                $"deposit {chain.Token.Text(missing)} as bond of {owner}", "IncidentRegistry", chain.Registry,
                new IncidentRegistry.DepositBondCall(owner, missing).Encode()),
        ];
    }
}
