using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenarios;

namespace Cordon.Arena.Trials;

/// <summary>Plays a scenario without Cordon and with it, and judges the difference.</summary>
public sealed class Trial(TrialGround ground, IArenaGuard guard, ITrialStory? story = null)
{
    /// <summary>Between blocks once everything is played, and only the quorum is waited for.</summary>
    private static readonly TimeSpan QuorumBlockTime = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan QuorumPatience = TimeSpan.FromSeconds(60);

    /// <summary>Plays twice, from the same state and with the same seed.</summary>
    /// <exception cref="ArenaException">Something did not go as scripted that has nothing to do with Cordon.
    /// </exception>
    public async Task<TrialReport> RunAsync(IScenario scenario, CancellationToken cancellation = default)
    {
        PlayReport without = await PlayUnguardedAsync(scenario, cancellation);
        (PlayReport with, DefenceReport defence) = await PlayGuardedAsync(scenario, cancellation);
        var report = new TrialReport(
            scenario.Card, without, with, defence,
            Judgement.Failures(scenario.Expectation, without, with, defence));
        story?.Ends(report);
        return report;
    }

    private async Task<PlayReport> PlayUnguardedAsync(IScenario scenario, CancellationToken cancellation)
    {
        story?.Begins(scenario.Card, isGuarded: false);
        (Stage stage, _) = await ground.RenewAsync(cancellation);
        using (stage)
        {
            IScenarioPlay play = await scenario.SetUpAsync(stage, cordon: null, cancellation);
            await StartAsync(stage, scenario, isGuarded: false, cancellation);
            ulong first = stage.Chain.Head + 1;
            story?.Plays(scenario.Card, isGuarded: false);
            await play.RunAsync(cancellation);
            return await ReportAsync(stage, scenario, play, first, cancellation);
        }
    }

    private async Task<(PlayReport, DefenceReport)> PlayGuardedAsync(
        IScenario scenario, CancellationToken cancellation)
    {
        story?.Begins(scenario.Card, isGuarded: true);
        (Stage stage, Commons commons) = await ground.RenewAsync(cancellation);
        using (stage)
        {
            IScenarioPlay play = await scenario.SetUpAsync(stage, commons, cancellation);
            Commons where = play.Protection?.Community ?? commons;
            Treasure treasure = await Treasure.CountAsync(where, cancellation);
            await StartAsync(stage, scenario, isGuarded: true, cancellation);
            (ulong first, ulong raisedFrom) = (stage.Chain.Head + 1, where.Chain.Head + 1);
            var docket = new Docket(where);
            (IReadOnlyList<GuardEvent> events, string? fault) = await WatchedAsync(
                docket, stage, where, scenario.Card, play, cancellation);
            PlayReport report = await ReportAsync(stage, scenario, play, first, cancellation);

            IReadOnlyList<RaisedIncident> incidents = await docket.RaisedSinceAsync(raisedFrom, cancellation);
            var reading = new DefenceReading(stage.Chain.Journal, scenario.Card.Name, ground.Time);
            story?.Concludes(scenario.Card, reading.Attacks, events);
            stage.Chain.Journal.Scenario = "conclusion";
            await play.ConcludeAsync(docket, incidents, cancellation);
            DefenceReport defence = reading.Read(events, incidents) with
            {
                Fortunes = await treasure.CompareAsync(where, cancellation),
                Faults =
                [
                    .. fault is null ? (string[])[] : [fault],
                    .. await play.FaultsAsync(incidents, cancellation),
                ],
            };
            return (report, defence);
        }
    }

    /// <summary>Takes the clocks of the chains to now and makes the blocks that the play begins after.</summary>
    private async Task StartAsync(Stage stage, IScenario scenario, bool isGuarded, CancellationToken cancellation)
    {
        foreach (LocalChain chain in stage.Chains)
        {
            await chain.SetTimeAsync(ground.Time.GetUtcNow(), cancellation);
            await chain.MineAsync(cancellation);
            // An attack moves prices, so that an honest order may find none it takes; what is stopped may be anyone's.
            chain.MayRefuse = played =>
                isGuarded || played.Role is not (TransactionRole.Attack or TransactionRole.Preparation);
        }

        stage.Chain.Journal.Scenario = scenario.Card.Name;
    }

    private async Task<(IReadOnlyList<GuardEvent> Events, string? Fault)> WatchedAsync(
        Docket docket, Stage stage, Commons commons, ScenarioCard card, IScenarioPlay play,
        CancellationToken cancellation)
    {
        if (play.Protection is not { } protection)
        {
            await RunAsync();
            return ([], null);
        }

        ulong first = commons.Chain.Head + 1;
        ArenaDefence defence = DefenceOf(commons, protection);
        IGuardSession session = await guard.StartAsync(defence, cancellation);
        await using (session)
        {
            if (protection.FirstIsKnockedOut) await session.KnockOutAsync(defence.Posts[0]);
            foreach (LocalChain chain in stage.Chains)
            {
                chain.BlockTime = ground.Options.BlockTime;
                chain.Watchers = (block, pending, stop) =>
                    session.CatchUpAsync(chain.ChainId, block, pending, stop);
            }

            await RunAsync();
            string? fault = null;
            GuardEvent? quorum = null;
            if (session.BringsQuorum) (quorum, fault) = await AwaitQuorumAsync(docket, commons, first, cancellation);
            foreach (LocalChain chain in stage.Chains) (chain.BlockTime, chain.Watchers) = (TimeSpan.Zero, null);
            IReadOnlyList<GuardEvent> events = session.Events;
            bool isTold = quorum is null || events.Any(told => told.Kind == GuardEventKind.Quorum);
            return (isTold ? events : [.. events, quorum!], fault);
        }

        async Task RunAsync()
        {
            story?.Plays(card, isGuarded: true);
            await play.RunAsync(cancellation);
        }
    }

    /// <summary>Blocks go on until the nodes have brought a quorum about what the first of them raised.</summary>
    private async Task<(GuardEvent? Quorum, string? Fault)> AwaitQuorumAsync(
        Docket docket, Commons commons, ulong first, CancellationToken cancellation)
    {
        uint own = await docket.IndexAsync(commons.Members.Guardians[0], cancellation);
        RaisedIncident? raised = (await docket.RaisedSinceAsync(first, cancellation))
            .FirstOrDefault(incident => incident.Raiser == own);
        if (raised is null) return (null, null);
        commons.Chain.BlockTime = QuorumBlockTime;
        long start = ground.Time.GetTimestamp();
        while (ground.Time.GetElapsedTime(start) < QuorumPatience)
        {
            if (await docket.VotesAtQuorumAsync(raised.Id, cancellation) is { } votes)
            {
                string text = $"the chain has counted {votes} of {Members.GuardianNames.Count} guardians: a quorum";
                return (new GuardEvent(GuardEventKind.Quorum, ground.Time.GetTimestamp(), text), null);
            }

            await commons.Chain.MineAsync(cancellation);
        }

        return (null, $"The guardians' nodes brought no quorum within {QuorumPatience.TotalSeconds:0} s.");
    }

    private ArenaDefence DefenceOf(Commons commons, Protection protection) => new()
    {
        ChainId = commons.Chain.ChainId,
        Endpoints = ground.EndpointsOf(commons.Chain.ChainId),
        Registry = commons.Registry,
        Stake = commons.Mechanism.Plan.Stake,
        Posts = [.. ground.Listening.Zip(
            commons.Members.Guardians,
            (listen, guardian) => new GuardPost(guardian.Name, guardian.Signer.Key, listen))],
        AllMayAct = protection.AllMayAct,
        Protocol = protection.Protocol.Name,
        Enrolled = protection.Protocol.Contract,
        Contracts = protection.Contracts,
        Invariants = protection.Invariants,
        PauseBelief = protection.PauseBelief,
        CanQuarantine = protection.CanQuarantine,
        OtherSide = protection.OtherSide is { Community: { } there } other ? DefenceOf(there, other) : null,
    };

    private static async Task<PlayReport> ReportAsync(
        Stage stage, IScenario scenario, IScenarioPlay play, ulong first, CancellationToken cancellation)
    {
        foreach (LocalChain chain in stage.Chains) chain.MayRefuse = _ => false;
        PlayedTransaction[] played =
            [.. stage.Chain.Journal.Played.Where(one => one.Scenario == scenario.Card.Name)];
        PlayedTransaction[] attacks = [.. played.Where(one => one.Role == TransactionRole.Attack)];
        PlayedTransaction[] honest =
            [.. played.Where(one => one.Role is TransactionRole.Honest or TransactionRole.Victim)];
        return new PlayReport(
            await play.LossAsync(cancellation),
            (int)(stage.Chain.Head + 1 - first),
            honest.Length,
            honest.Count(one => !one.Succeeded),
            attacks.Length,
            attacks.Count(one => !one.Succeeded));
    }
}
