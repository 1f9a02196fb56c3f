using System.Collections.Frozen;

namespace Cordon.Engine.Benchmark;

/// <summary>Which detectors name an attack class rightly. The one place where that is decided.</summary>
/// <remarks>A detector fits when it states the broken invariant that the class is named after. Two detectors state
/// consequences that classes share: attacker-profit (value left that was not paid for) fits the classes whose
/// mechanism is the missing check itself, and flash-loan alone never fits anything but its own class.</remarks>
public static class AttackClasses
{
    private static readonly FrozenDictionary<string, string[]> Fitting = new Dictionary<string, string[]>
    {
        ["reentrancy"] = ["reentrancy"],
        ["price-manipulation"] = ["price-manipulation", "oracle-deviation"],
        ["oracle-deviation"] = ["oracle-deviation", "price-manipulation"],
        ["share-inflation"] = ["share-inflation", "unbacked-mint"],
        ["access-control"] = ["privilege-change", "attacker-profit", "approval-drain", "unbacked-mint"],
        ["logic-flaw"] = ["attacker-profit", "unbacked-mint", "share-inflation", "abnormal-outflow"],
        ["arithmetic"] = ["unbacked-mint", "attacker-profit", "share-inflation"],
        ["bridge"] = ["bridge-imbalance", "privilege-change", "abnormal-outflow", "unbacked-mint"],
        ["flash-loan"] = ["flash-loan", "price-manipulation", "attacker-profit"],
        ["governance-attack"] = ["governance-attack"],
        ["rug-pull"] = ["privilege-change", "unbacked-mint", "abnormal-outflow", "attacker-profit"],
    }.ToFrozenDictionary();

    /// <summary>The classes with an entry.</summary>
    public static IReadOnlyCollection<string> Known => Fitting.Keys;

    public static bool IsKnown(string attackClass) => Fitting.ContainsKey(attackClass);

    /// <summary>Whether a signal of the detector names the class; false for a class that is not in the table.</summary>
    public static bool Fits(string attackClass, string detector) =>
        Fitting.TryGetValue(attackClass, out string[]? detectors) && detectors.Contains(detector);
}
