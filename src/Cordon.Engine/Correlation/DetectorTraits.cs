using System.Collections.Frozen;

namespace Cordon.Engine.Correlation;

/// <summary>What correlation has to know of a detector.</summary>
/// <param name="Family">Which others see the same trait.</param>
/// <param name="JoinsByVictim">Whether its first subject is harmed in a way that links attacks on it: a drained pool
/// does, a pool in which somebody was sandwiched does not.</param>
internal readonly record struct DetectorTraits(EvidenceFamily Family, bool JoinsByVictim)
{
    private static readonly FrozenDictionary<string, DetectorTraits> Known = new Dictionary<string, DetectorTraits>
    {
        ["abnormal-outflow"] = new(EvidenceFamily.Loss, true),
        ["address-poisoning"] = new(EvidenceFamily.Users, false),
        ["approval-drain"] = new(EvidenceFamily.Users, false),
        ["arbitrage"] = new(EvidenceFamily.Trade, false),
        ["attacker-profit"] = new(EvidenceFamily.Loss, true),
        ["blind"] = new(EvidenceFamily.Blind, false),
        ["borrowed-votes"] = new(EvidenceFamily.Authority, true),
        ["bridge-imbalance"] = new(EvidenceFamily.Loss, true),
        ["exploit-contract"] = new(EvidenceFamily.Authority, true),
        ["flash-loan"] = new(EvidenceFamily.Trade, false),
        ["governance-attack"] = new(EvidenceFamily.Authority, true),
        ["invariant"] = new(EvidenceFamily.Loss, true),
        ["liquidation"] = new(EvidenceFamily.Trade, false),
        ["liquidation-spike"] = new(EvidenceFamily.Trade, true),
        ["oracle-deviation"] = new(EvidenceFamily.Price, true),
        ["price-manipulation"] = new(EvidenceFamily.Price, true),
        ["privilege-change"] = new(EvidenceFamily.Authority, true),
        ["reentrancy"] = new(EvidenceFamily.ControlFlow, true),
        ["rehearsal"] = new(EvidenceFamily.Loss, true),
        ["sandwich"] = new(EvidenceFamily.Trade, false),
        ["share-inflation"] = new(EvidenceFamily.Price, true),
        ["slow-drain"] = new(EvidenceFamily.Loss, true),
        ["unbacked-mint"] = new(EvidenceFamily.Loss, true),
    }.ToFrozenDictionary();

    public static DetectorTraits Of(string detector) =>
        Known.TryGetValue(detector, out DetectorTraits traits) ? traits : new(EvidenceFamily.Other, true);

    public static bool AreRelated(string left, string right)
    {
        EvidenceFamily family = Of(left).Family;
        return left == right || (family != EvidenceFamily.Other && family == Of(right).Family);
    }
}
