using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verifiers;

/// <summary>One attacker, one watcher who may look: the mixed equilibrium.</summary>
/// <remarks>Each side is made indifferent by the other: a bigger slash lowers how often the watcher looks, not how
/// often the attacker attacks; the attack rate is set by the watcher's cost against its bounty and loss.</remarks>
public sealed record InspectionGame
{
    /// <summary>What an attack that nobody sees earns.</summary>
    public required double AttackGain { get; init; }

    /// <summary>What a seen one costs the attacker.</summary>
    public required double Slash { get; init; }

    public required double InspectCost { get; init; }

    /// <summary>What seeing an attack pays.</summary>
    public required double Bounty { get; init; }

    /// <summary>What an unseen attack costs the watcher.</summary>
    public required double UndetectedLoss { get; init; }

    /// <summary>False where looking costs more than it can ever bring: nobody looks, everybody attacks.</summary>
    public bool IsWorthInspecting => InspectCost < Bounty + UndetectedLoss;

    public double InspectionProbability => IsWorthInspecting && AttackGain > 0
        ? AttackGain / (AttackGain + Slash)
        : 0;

    public double AttackProbability => AttackGain <= 0 ? 0
        : IsWorthInspecting ? InspectCost / (Bounty + UndetectedLoss)
        : 1;

    public double UndetectedAttackProbability => AttackProbability * (1 - InspectionProbability);

    /// <summary>What the watcher expects a round, looking or not.</summary>
    public double WatcherValue => -AttackProbability * UndetectedLoss;

    public double AttackerValue => IsWorthInspecting ? 0 : Math.Max(0, AttackGain);

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public InspectionGame Checked()
    {
        Require.Amount(AttackGain);
        Require.Amount(Slash);
        Require.Amount(InspectCost);
        Require.Amount(Bounty);
        Require.Amount(UndetectedLoss);
        return this;
    }
}
