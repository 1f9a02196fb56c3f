namespace Cordon.Economics.Assessment;

/// <summary>Something that makes it safe.</summary>
/// <param name="Text">What to do, in words.</param>
/// <param name="CostPerYear">What that costs; an estimate from the model's yields and fees.</param>
public sealed record Fix(string Text, double CostPerYear);
