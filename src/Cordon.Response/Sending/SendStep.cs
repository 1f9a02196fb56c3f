using Cordon.Domain.Sending;

namespace Cordon.Response.Sending;

/// <summary>One decision about a record.</summary>
/// <param name="Record">The record as it is from now on.</param>
/// <param name="Nonce">Of the attempt to sign.</param>
/// <param name="Fees">Likewise.</param>
internal readonly record struct SendStep(StepKind Kind, SendRecord Record, ulong Nonce = 0, Fees Fees = default);
