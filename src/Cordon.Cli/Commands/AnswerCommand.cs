using System.CommandLine;
using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node;
using Cordon.Node.Settings;
using Cordon.Response.Confirming;
using Cordon.Response.Policies;
using Cordon.Storage.Sqlite;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon confirm</c> and <c>cordon refuse</c>: a human's answer, which a running node takes up within a
/// second.</summary>
internal static class AnswerCommand
{
    public static Command Confirm(Session session) => Create(
        session, "confirm", "Let a node do what waits for a human", isYes: true);

    public static Command Refuse(Session session) => Create(
        session, "refuse", "Keep a node from doing what waits for a human", isYes: false);

    private static CordonCommand Create(Session session, string name, string description, bool isYes)
    {
        Argument<string> key = new("KEY")
        {
            Description = "As 'cordon decisions --waiting' lists it",
            HelpName = "KEY",
        };
        Option<string> config = Arguments.NodeConfig();
        Option<string?> human = new("--by")
        {
            Description = "Who answers, for the record (default: the user of this terminal)",
            HelpName = "NAME",
        };
        Option<string[]> signatures = new("--safe-signature")
        {
            Description = "Where the policy wants a Safe to answer: its owners' signatures, joined or one by one, of "
                + "what 'cordon decisions show KEY' prints; 0x where the Safe has signed on the chain",
            HelpName = "0x…",
        };
        CordonCommand command = new(
            name, description,
            $"cordon {name} 3cf00dc7d5f544aa2ca4990566945f13/pause --config cordon.yaml",
            $"cordon {name} 3cf00dc7d5f544aa2ca4990566945f13/pause --config cordon.yaml --safe-signature 0x8f…")
        {
            key, config, human, signatures,
        };
        command.SetAction(async (result, cancellation) =>
        {
            NodeSettings settings = NodeConfigReader.Read(result.GetValue(config)!);
            using SqliteDecisionStore store = SqliteDecisionStore.OpenExisting(
                NodeFiles.Decisions(settings.DataFolder));
            string wanted = result.GetValue(key)!;
            ResponseDecision decision = store.Find(wanted)
                ?? throw CommandException.BadInput($"there is no decision '{wanted}'; see: cordon decisions --waiting");
            if (decision.Permission != Permission.NeedsHuman)
            {
                return No(session, $"{wanted} is {ResponseDecisionJson.NameOf(decision.Permission)}, it "
                    + $"waits for nobody: {decision.Reasons.FirstOrDefault()}");
            }

            string[] signed = result.GetValue(signatures) ?? [];
            SafeQuestion? question = settings.SafeQuestionOf(
                decision, store.FindIncident(decision.Incident));
            if (question is not null)
                return await SignedAsync(session, settings, store, question, isYes, signed, cancellation);
            if (signed.Length > 0)
                return No(session, $"the policy wants no Safe's signature: cordon {name} {wanted} without one");
            string who = result.GetValue(human) ?? Environment.UserName;
            DateTimeOffset now = session.Time.GetUtcNow();
            return Keep(session, store,
                isYes ? Decider.Confirm(decision, who, now) : Decider.Refuse(decision, who, now));
        });
        return command;
    }

    private static async Task<int> SignedAsync(
        Session session, NodeSettings settings, SqliteDecisionStore store, SafeQuestion question, bool isYes,
        string[] signed, CancellationToken cancellation)
    {
        string key = question.Decision.Key;
        if (signed.Length == 0)
        {
            return No(session, $"the policy wants the owners of the Safe {question.By.Account} to sign it; see: "
                + $"cordon decisions show {key}");
        }

        SignedAnswer answer = new(isYes, question.AskedAt, Joined(signed, question.OwnersHash(isYes)));
        ChainSettings chain = settings.Chains.First(chain => chain.Id == question.Chain);
        await using RpcClient node = new(chain.Endpoints[0], time: session.Time);
        try
        {
            string? objection = await SafeCheck.ObjectionAsync(
                node, question, answer, session.Time.GetUtcNow(), cancellation);
            if (objection is not null) return No(session, $"the signature does not count: {objection}");
        }
        catch (RpcException failure)
        {
            ErrorRenderer.Write(session, $"not checked here, the node checks it itself: {failure.Message}");
        }

        return Keep(session, store, question.Decision with { Answer = answer });
    }

    private static string Joined(string[] signed, Hash256 ownersHash)
    {
        foreach (string one in signed)
        {
            if (!SignedAnswer.IsSignature(one))
                throw CommandException.BadInput("--safe-signature: expected 0x and the bytes of a signature in hex");
        }

        try
        {
            return Hex.Format(SafeSignatures.Join([.. signed.Select(one => Hex.Parse(one))], ownersHash));
        }
        catch (FormatException wrong)
        {
            throw CommandException.BadInput($"--safe-signature: {wrong.Message}", wrong);
        }
    }

    private static int Keep(Session session, SqliteDecisionStore store, ResponseDecision answered)
    {
        if (!store.KeepAnswer(answered)) return No(session, $"{answered.Key} was answered just now");
        string what = answered.Answer is { } answer
            ? $"signed to {SignedAnswer.WordOf(answer.IsYes)}"
            : ResponseDecisionJson.NameOf(answered.Permission);
        session.WriteLine($"{what}: {TerminalText.Clean(answered.Key)}");
        return ExitCode.Success;
    }

    private static int No(Session session, string why)
    {
        ErrorRenderer.Write(session, why);
        return ExitCode.AnswerIsNo;
    }
}
