using System.Collections.Immutable;
using Cordon.Economics.Clearing;
using Cordon.Economics.Contagion;
using Cordon.Economics.Models;

namespace Cordon.Economics.Assessment;

/// <summary>View 3, contagion: one exploit, and who falls with it.</summary>
/// <param name="Members">The protocols, in the model's order.</param>
/// <param name="Ranks">DebtRank: share of all value that each failure takes from the others.</param>
/// <param name="Seed">Whose exploit is followed.</param>
/// <param name="SeedLoss">What that exploit takes.</param>
/// <param name="Rounds">Who defaults when, by name.</param>
/// <param name="Recovery">What creditors of each, its depositors included, get back, as a share.</param>
/// <param name="Shortfall">Claims that are not paid.</param>
public sealed record ContagionView(
    ImmutableArray<string> Members,
    ImmutableArray<double> Ranks,
    string Seed,
    double SeedLoss,
    ImmutableArray<ImmutableArray<string>> Rounds,
    ImmutableArray<double> Recovery,
    double Shortfall)
{
    internal static ContagionView? Of(RiskModel model, IReadOnlyList<ProtocolMargin> margins)
    {
        if (model.Exposures.Count == 0) return null;
        int n = model.Protocols.Count;
        ImmutableArray<string> names = [.. model.Protocols.Select(protocol => protocol.Name)];
        double[][] held = [.. Enumerable.Range(0, n).Select(_ => new double[n])];
        double[][] owed = [.. Enumerable.Range(0, n + 1).Select(_ => new double[n + 1])];
        foreach (Exposure exposure in model.Exposures)
        {
            (int holder, int issuer) = (names.IndexOf(exposure.Holder), names.IndexOf(exposure.Issuer));
            held[holder][issuer] += exposure.Amount;
            owed[issuer][holder] += exposure.Amount;
        }

        IReadOnlyList<double> ranks = DebtRank.OfEachFailure(new DebtRankNetwork<double>(
            held,
            [.. model.Protocols.Select(protocol => protocol.Equity)],
            [.. model.Protocols.Select(protocol => protocol.Corruption.Tvl)]));
        int seed = model.Contagion.Seed.Length > 0
            ? names.IndexOf(model.Contagion.Seed)
            : Enumerable.Range(0, n).MaxBy(i => ranks[i]);

        // The last row stands for all depositors. Without a figure a balance sheet closes: what a protocol owns outside
        // is its equity and debts less its claims.
        for (int i = 0; i < n; i++) owed[i][n] = model.Protocols[i].Corruption.Tvl;
        double[] external = [.. model.Protocols.Select((protocol, i) => protocol.ExternalAssets
            ?? Math.Max(0, protocol.Equity + owed[i].Sum() - held[i].Sum())), 0];
        double loss = Math.Min(external[seed], margins[seed].ExpectedDrain);
        external[seed] -= loss;
        ClearingResult<double> cleared = ClearingVector.Greatest(new ClearingProblem<double>(
            owed, external, model.Contagion.ExternalRecovery, model.Contagion.ClaimRecovery));
        return new ContagionView(
            names,
            [.. ranks],
            names[seed],
            loss,
            [.. cleared.DefaultRounds.Select(round => round.Select(i => names[i]).ToImmutableArray())],
            [.. cleared.Recovery.Take(n)],
            cleared.Shortfall);
    }
}
