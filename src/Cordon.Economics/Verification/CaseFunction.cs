namespace Cordon.Economics.Verification;

/// <summary>One function of the engine under the name that reference cases give it.</summary>
/// <param name="Topic">Such as <c>clearing</c>.</param>
/// <param name="Name">Such as <c>ClearingVector</c>.</param>
/// <param name="Run">Reads a case's inputs, calls the public API, and names what came out.</param>
public sealed record CaseFunction(string Topic, string Name, Func<CaseInputs, CaseOutput> Run);
