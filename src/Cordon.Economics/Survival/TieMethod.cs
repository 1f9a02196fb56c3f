namespace Cordon.Economics.Survival;

/// <summary>How a Cox regression treats events at the same time.</summary>
public enum TieMethod
{
    /// <summary>As if each left the others at risk; simple, biased towards 0 with many ties.</summary>
    Breslow,

    /// <summary>As if they left one after the other in any order; the better approximation.</summary>
    Efron,
}
