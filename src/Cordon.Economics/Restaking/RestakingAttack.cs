using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>A coalition of validators and the services it corrupts; checkable by hand.</summary>
/// <param name="Services">Ids of the services whose quorum the coalition reaches.</param>
/// <param name="Validators">Ids of the validators that lose their stake.</param>
/// <param name="Profit">What the services yield together.</param>
/// <param name="Cost">The stake that is lost.</param>
public sealed record RestakingAttack(
    IReadOnlyList<string> Services, IReadOnlyList<string> Validators, Rational Profit, Rational Cost)
{
    /// <summary>Profit less cost; a valid attack has more than zero.</summary>
    public Rational Gain => Profit - Cost;
}
