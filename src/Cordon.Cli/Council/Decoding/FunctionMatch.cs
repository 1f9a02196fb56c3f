using Cordon.Contracts.Interfaces;

namespace Cordon.Cli.Council.Decoding;

/// <summary>The function a call means.</summary>
/// <param name="Function">It.</param>
/// <param name="IsProven">Whether the target's code is known to have it. Otherwise the selector alone says so, which
/// any contract may answer as it likes.</param>
internal sealed record FunctionMatch(ContractFunction Function, bool IsProven);
