using System.Globalization;
using Cordon.Cli.Report;
using Cordon.Economics.Assessment;
using Cordon.Economics.Restaking;

namespace Cordon.Cli.Risk.Report;

/// <summary>The five views: a sentence on how to read each, its charts, and its numbers.</summary>
internal static class ViewSections
{
    public static void Write(HtmlWriter html, RiskAssessment assessment)
    {
        string money = assessment.Currency;
        if (assessment.Protocols.IsEmpty) Absent(html, "1 · Corruption margin", "protocols");
        else Corruption(html, assessment, money);
        if (assessment.Restaking is { } restaking) Restaking(html, restaking, money);
        else Absent(html, "2 · Restaking certificate", "restaking network");
        if (assessment.Contagion is { } contagion) Contagion(html, contagion, money);
        else Absent(html, "3 · Contagion", "exposures between protocols");
        Detection(html, assessment.Detection, money);
        Incentives(html, assessment.Incentives, money);
    }

    private static void Corruption(HtmlWriter html, RiskAssessment assessment, string money)
    {
        Begin(html, "1 · Corruption margin",
            "Above 1 an attack on the guardians costs more than it earns. The map shows the least secure protocol "
            + "when the stake's price (across) and the value locked (up) change.");
        Chart(html, "ratio", "Cost over profit of each protocol; the line breaks even");
        Chart(html, "heat", "Cost over profit by stake price and value locked");
        Table(html, ["protocol", $"stake, {money}", $"locked, {money}", "cost", "profit", "ratio", "with limits",
            "pays from", "drained", "cover a year"],
            assessment.Protocols.Select(margin => new[]
            {
                margin.Name, Amounts.Short(margin.Stake), Amounts.Short(margin.Tvl),
                Amounts.Short(margin.Unlimited.CostOfCorruption), Amounts.Short(margin.Unlimited.ProfitFromCorruption),
                Amounts.Ratio(margin.Unlimited.SecurityRatio), Amounts.Ratio(margin.LimitedRatio),
                Amounts.Short(margin.Unlimited.CriticalTvl), Amounts.Short(margin.ExpectedDrain),
                Amounts.Short(margin.CoverPremium),
            }));
        html.Close("section");
    }

    private static void Restaking(HtmlWriter html, RestakingView view, string money)
    {
        Begin(html, "2 · Restaking certificate",
            "How much stake can disappear before a coalition of operators profits from corrupting services, and what "
            + "is then lost. The dashed line is the guarantee (1 + 1/margin) times the shock.");
        Chart(html, "shock", "Stake lost after a shock");
        string verdict = view.Verdict switch
        {
            RestakingVerdict.Secure => "secure, proved",
            RestakingVerdict.AttackFound => "attack found",
            _ => "undecided, bounds",
        };
        Table(html, ["", ""],
        [
            ["services, operators, edges", $"{view.Services:N0}, {view.Operators:N0}, {view.Edges:N0}"],
            [$"stake, {money}", Amounts.Short(view.TotalStake)],
            ["verdict", verdict],
            ["margin (EigenLayer's condition)", view.Gamma is { } gamma ? Amounts.Percent(gamma) : "none needed"],
            ["margin with tightened quorums",
                view.GammaTightened is { } tight ? Amounts.Percent(tight) : "not computed"],
            ["gain of the attack found", Amounts.Short(view.GainFound)],
            ["no attack gains more than", Amounts.Short(view.GainAtMost)],
            ["binding operators", List(view.Binding, 12)],
            ["attacked services", List(view.AttackServices, 12)],
            ["attacking operators", List(view.AttackOperators, 12) + More(view)],
        ]);
        html.Close("section");
    }

    private static string More(RestakingView view) => view.AttackOperatorCount > 12
        ? $" ({view.AttackOperatorCount:N0} in all)" : "";

    private static void Contagion(HtmlWriter html, ContagionView view, string money)
    {
        Begin(html, "3 · Contagion",
            "DebtRank: the share of all value that each failure takes from the others. Below, the "
            + $"exploit of {view.Seed}, which takes {Amounts.Short(view.SeedLoss)} {money}, round by round.");
        Chart(html, "debtrank", "DebtRank of each protocol");
        html.Open("ol", ("class", "rounds"));
        foreach (IEnumerable<string> round in view.Rounds) html.Element("li", string.Join(", ", round));
        if (view.Rounds.IsEmpty) html.Element("li", "nobody defaults");
        html.Close("ol");
        Table(html, ["protocol", "DebtRank", "creditors get back"],
            view.Members.Select((name, i) => new[]
            {
                name, Amounts.Percent(view.Ranks[i]), Amounts.Percent(view.Recovery[i]),
            }));
        html.Close("section");
    }

    private static void Detection(HtmlWriter html, DetectionView view, string money)
    {
        Begin(html, "4 · Detection economics",
            "Fewer false alarms cost delay; the curve is the best a cumulative sum can do, "
            + $"the mark is the setting asked for. Times come from {view.Source}.");
        Chart(html, "tradeoff", "Delay against days between false alarms");
        if (!view.Detect.Curve.IsEmpty || !view.Respond.Curve.IsEmpty)
            Chart(html, "survival", "Share of incidents not yet noticed, and not yet stopped");
        Table(html, ["", ""],
        [
            ["threshold", Number(view.Chosen.Threshold)],
            ["days between false alarms", Number(view.Chosen.DaysBetweenFalseAlarms)],
            ["minutes to alarm", Number(view.Chosen.DelayMinutes)],
            ["best possible for very rare alarms, minutes", Number(view.DelayAsymptotic)],
            ["mean minutes to detect", Times(view.Detect)],
            ["mean minutes to respond", Times(view.Respond)],
            [$"one minute sooner saves a year, {money}", Amounts.Short(view.ValueOfAMinutePerYear)],
        ]);
        html.Close("section");
    }

    private static string Times(DurationSummary summary)
    {
        if (summary.IsAssumed) return $"{Number(summary.MeanMinutes)} (assumed)";
        string median = summary.MedianMinutes is { } half ? $", half within {Number(half)}" : "";
        return $"{Number(summary.MeanMinutes)}{median}, {summary.Count} incidents, {summary.Open} open";
    }

    private static void Incentives(HtmlWriter html, IncentiveView view, string money)
    {
        Begin(html, "5 · Incentives and governance",
            "What guardians, voters and finders of vulnerabilities earn by each choice open to them.");
        if (!view.Strategies.IsEmpty) Chart(html, "strategies", $"{money} an epoch by strategy");
        if (view.VoteAttack is not null) Chart(html, "votes", "Cost and gain of a hostile proposal");
        if (!view.Bounties.IsEmpty) Chart(html, "bounties", "Bounty offered and needed");
        List<string[]> rows = [];
        foreach (StrategyValue strategy in view.Strategies)
            rows.Add([$"{strategy.Strategy}, {money} an epoch", Amounts.Short(strategy.Value)]);
        if (view.VoteAttack is { } attack)
        {
            rows.Add(["votes needed", Amounts.Short(attack.VotesNeeded)]);
            rows.Add(["by flash loan, borrowed, bought",
                $"{Amounts.Short(attack.FlashTokens)}, {Amounts.Short(attack.BorrowedTokens)}, "
                + Amounts.Short(attack.BoughtTokens)]);
            rows.Add(["cost, gain", $"{Amounts.Short(attack.Cost)}, {Amounts.Short(attack.Gain)}"]);
        }

        if (view.Gini is { } gini) rows.Add(["Gini of the vote", Number(gini)]);
        if (view.Nakamoto is { } holders) rows.Add(["holders that exceed half", $"{holders}"]);
        if (view.CouncilActs is { } acts) rows.Add(["council can act", Amounts.Percent(acts)]);
        foreach (BountyView bounty in view.Bounties)
            rows.Add([$"bounty of {bounty.Protocol}: offered, needed",
                $"{Amounts.Short(bounty.Offered)}, {Amounts.Short(bounty.BountyMin)}"]);
        foreach (CostShare share in view.CostShares)
            rows.Add([$"watch of {share.Protocol}: alone, shared",
                $"{Amounts.Short(share.Alone)}, {Amounts.Short(share.Shared)}"]);
        if (rows.Count == 0) rows.Add(["nothing of this is in the model", ""]);
        Table(html, ["", ""], rows);
        html.Close("section");
    }

    private static void Absent(HtmlWriter html, string title, string what)
    {
        Begin(html, title, $"The model has no {what}.");
        html.Close("section");
    }

    private static void Begin(HtmlWriter html, string title, string explanation) =>
        html.Open("section", ("class", "view")).Element("h2", title).Element("p", explanation, ("class", "soft"));

    private static void Chart(HtmlWriter html, string name, string label) =>
        html.Open("figure")
            .Open("div", ("class", "chart"), ("data-chart", name), ("role", "img"), ("aria-label", label))
            .Close("div").Element("figcaption", label).Close("figure");

    private static void Table(HtmlWriter html, string[] heads, IEnumerable<string[]> rows)
    {
        html.Open("div", ("class", "wide")).Open("table");
        if (heads.Any(head => head.Length > 0))
        {
            html.Open("thead").Open("tr");
            foreach (string head in heads) html.Element("th", head);
            html.Close("tr").Close("thead");
        }

        html.Open("tbody");
        foreach (string[] row in rows)
        {
            html.Open("tr");
            for (int i = 0; i < row.Length; i++) html.Element("td", row[i], ("class", i > 0 ? "number" : ""));
            html.Close("tr");
        }

        html.Close("tbody").Close("table").Close("div");
    }

    private static string List(IReadOnlyCollection<string> names, int max) => names.Count switch
    {
        0 => "none",
        var count when count > max => string.Join(", ", names.Take(max)) + " …",
        _ => string.Join(", ", names),
    };

    private static string Number(double value) =>
        double.IsInfinity(value) ? "no limit" : value.ToString("#,##0.##", CultureInfo.InvariantCulture);
}
