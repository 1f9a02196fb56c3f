using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>The worst that a shock to the stake leads to.</summary>
/// <param name="Psi">The share of all stake that the shock may take.</param>
/// <param name="PaperFormula">psi + max stake of a following coalition / all stake; can exceed 1 when no shock takes
/// exactly psi.</param>
/// <param name="WorstTotalLoss">max (shock + coalition) / all stake, at most 1: the one to show people.</param>
public sealed record ShockLoss(Rational Psi, Rational PaperFormula, Rational WorstTotalLoss);
