using System.Globalization;
using Cordon.Cli.Terminal;
using Cordon.Economics.Simulation.Mechanism;

namespace Cordon.Cli.Risk.Simulation;

/// <summary>A simulation as a person reads it.</summary>
internal static class SimulationTable
{
    public static void Write(Session session, SimulationReport report)
    {
        WriteMatrix(session, report);
        WriteAttacks(session, report.Outcome);
        if (report.BestAttack is { } attack) WriteAttack(session, attack);
        if (report.BestGuarding is { } guarding) WriteGuarding(session, guarding);
        if (report.Proposal is { } proposal) WriteProposal(session, report.Config.Mechanism, proposal);
        if (report.Checks is { } checks) WriteChecks(session, checks);
    }

    private static void WriteMatrix(Session session, SimulationReport report)
    {
        SimulationOutcome outcome = report.Outcome;
        session.WriteLine(Text($"What guarding is worth, per guardian and hour ({report.Plan.Runs:N0} runs of ")
            + Text($"{report.Plan.Epochs:N0} hours, seed {report.Plan.Seed}, 95 % confidence)"));
        session.WriteLine();
        session.WriteLine($"{"strategy",-10} {"count",6} {"value",12} {"",-27} {"pay",9} {"bribe+loot",11} "
            + $"{"work",8} {"penalties",10}");
        foreach (StrategyOutcome row in outcome.Strategies)
        {
            double epochs = row.Ledger.GuardianEpochs;
            string interval = Text($"[{row.Value.Low:N3}, {row.Value.High:N3}]");
            session.WriteLine(Text($"{row.Policy.Name,-10} {row.Guardians,6} {row.Value.Mean,12:N3} {interval,-27} ")
                + Text($"{row.Ledger.Pay / epochs,9:N3} {(row.Ledger.Bribes + row.Ledger.Loot) / epochs,11:N3} ")
                + Text($"{row.Ledger.Work / epochs,8:N3} {row.Ledger.Penalties / epochs,10:N3}"));
        }

        session.WriteLine();
        session.WriteLine(outcome.Margin >= 0
            ? Text($"Honesty is worth {outcome.Margin:N3} more than the best of the others.")
            : Text($"A strategy above is worth {-outcome.Margin:N3} MORE than honesty."));
        if (outcome.Strategies.Skip(1).Except(outcome.Deviations).Any(row => row.Guardians > 0))
            session.WriteLine("Guardians that take bribes were offered too little to sell, and stayed honest.");
    }

    private static void WriteAttacks(Session session, SimulationOutcome outcome)
    {
        session.WriteLine();
        Say(session, Text($"Attacks: {outcome.Attacks:N0} of {outcome.Opportunities:N0} opportunities; ")
            + Text($"loss {Interval(outcome.LossPerAttack)}, ")
            + Text($"attacker's profit {Interval(outcome.ProfitPerAttack)}; ")
            + Text($"{outcome.StoppedShare.Mean:P1} took nothing; lowest price {outcome.LowestPrice:N3}"));
    }

    private static void WriteAttack(Session session, Deviation attack)
    {
        session.WriteLine();
        Say(session, attack.IsProfitable
            ? Text($"AN ATTACK PAYS: {attack.Description}")
            : Text($"No attack found that pays ({attack.Evaluations:N0} plans tried); the best: {attack.Description}"));
        session.WriteLine(Text($"  profit per opportunity {Interval(attack.Gain)}"));
    }

    private static void WriteGuarding(Session session, Deviation guarding)
    {
        session.WriteLine();
        Say(session, guarding.IsProfitable
            ? Text($"A DEVIATION PAYS: {guarding.Description}")
            : Text($"No way of guarding found that beats honesty; the best: {guarding.Description}"));
        session.WriteLine(Text($"  over honesty, per guardian and hour {Interval(guarding.Gain)}"));
    }

    private static void WriteProposal(Session session, MechanismParameters from, ParameterProposal proposal)
    {
        IReadOnlyList<ProposedChange> changes = ProposedChange.Of(from, proposal.Parameters);
        session.WriteLine();
        if (changes.Count == 0)
        {
            session.WriteLine("No parameters found with a wider margin that honest guardians can bear.");
            return;
        }

        session.WriteLine(Text($"Parameters with the widest margin found: {proposal.Before.Margin:N3} becomes ")
            + Text($"{proposal.After.Margin:N3} (predicted {proposal.PredictedMargin:N3})"));
        foreach (ProposedChange change in changes)
            session.WriteLine(Text($"  {change.Name,-22} {change.From,14:G6} -> {change.To:G6}"));
    }

    private static void WriteChecks(Session session, IReadOnlyList<ClosedFormCheck> checks)
    {
        session.WriteLine();
        session.WriteLine($"{"against theory",-46} {"closed form",14} {"simulated",14} {"errors",7}");
        foreach (ClosedFormCheck check in checks)
        {
            session.WriteLine(Text($"{check.Name,-46} {check.ClosedForm,14:G7} {check.Simulated.Mean,14:G7} ")
                + Text($"{check.Errors,7:N2}") + (check.Agrees ? "" : "  DISAGREES"));
        }
    }

    private static void Say(Session session, string text) =>
        session.WriteLine(TerminalText.Wrap(text, 2, session.Width));

    private static string Interval(Estimate estimate) =>
        Text($"{estimate.Mean:#,0.##} [{estimate.Low:#,0.##}, {estimate.High:#,0.##}]");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
