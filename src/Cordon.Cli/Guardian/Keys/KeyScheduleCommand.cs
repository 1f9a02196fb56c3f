using System.CommandLine;
using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Signing;

namespace Cordon.Cli.Guardian.Keys;

/// <summary><c>cordon guardian key schedule</c>: names the next key, with its consent. Run again, it sends nothing.
/// </summary>
internal static class KeyScheduleCommand
{
    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        Option<string> next = new("--next")
        {
            Description = "The configuration that the node will have: its guardian.key is the next key",
            HelpName = "FILE",
            Required = true,
        };
        CordonCommand command = new(
            "schedule",
            "Name the key that the guardian's node will have; it can be activated a day later",
            "cordon guardian key schedule --config cordon.yaml --owner guardian.json --next next.yaml --dry-run")
        {
            options.Config, options.Owner, options.PasswordFile, options.Chain, options.Deployment, options.DryRun,
            next,
        };
        command.SetAction(async (result, cancellation) =>
        {
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            using PrivateKey owner = options.OpenOwner(result);
            using OpenedKey node = NodeKey.OpenToRegister(NodeConfigReader.Read(result.GetValue(next)!));
            GuardianStake.Guardian record = await chain.RecordAsync(owner.Address, cancellation);
            IReadOnlyList<PlannedCall> calls =
                await PlanAsync(session, chain, owner.Address, record, node.Signer, cancellation);
            IReadOnlyList<TransactionReceipt> done = await new CallRunner(session, chain, owner).RunAsync(
                calls, result.GetValue(options.DryRun), cancellation);
            if (done.Count == 0) return ExitCode.Success;
            record = await chain.RecordAsync(owner.Address, cancellation);
            session.WriteLine($"from {UnixTime.Text(record.NextKeyAt)} on: cordon guardian key activate; until then "
                + $"the key is {record.Key}, as before");
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<IReadOnlyList<PlannedCall>> PlanAsync(
        Session session, GuardianChain chain, Address owner, GuardianStake.Guardian record, ITransactionSigner node,
        CancellationToken cancellation)
    {
        Address key = node.Address;
        if (key == record.Key || (record.NextKeyAt != 0 && key == record.NextKey))
        {
            session.WriteLine(key == record.Key
                ? $"{key} is the guardian's key already"
                : $"{key} is scheduled already, from {UnixTime.Text(record.NextKeyAt)} on: cordon guardian key "
                    + "activate");
            return [];
        }

        await KeyConsent.RequireUsableAsync(chain, owner, key, cancellation);
        byte[] proof = await KeyConsent.ProveAsync(chain, owner, node, cancellation);
        string instead = record.NextKeyAt != 0 ? $", instead of {record.NextKey}" : "";
        return
        [
            new PlannedCall(
                $"schedule the key {key} for {owner}{instead}", "GuardianStake", chain.Stake,
                new GuardianStake.ScheduleKeyCall(key, proof).Encode()),
        ];
    }
}
