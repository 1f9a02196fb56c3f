namespace Cordon.Node.Dashboard;

/// <summary>Why a request is not carried out.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Why">In words, for a person.</param>
internal sealed record Refusal(int Status, string Why);
