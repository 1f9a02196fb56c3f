namespace Cordon.Arena.Scenarios;

/// <summary>What a scenario is called.</summary>
/// <param name="Number">From 1, unique.</param>
/// <param name="Name">Short and unique, as <c>price-manipulation</c>.</param>
/// <param name="Title">A few words for a table.</param>
/// <param name="Story">What happens, in a sentence or two, for a reader who knows nothing of it.</param>
public sealed record ScenarioCard(int Number, string Name, string Title, string Story);
