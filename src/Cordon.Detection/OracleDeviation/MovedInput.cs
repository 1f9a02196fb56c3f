using Cordon.Domain.Blocks;

namespace Cordon.Detection.OracleDeviation;

/// <summary>A price read from a pool after the sender's side had moved it, and then borrowed against.</summary>
/// <param name="Pool">The pool that was moved.</param>
/// <param name="Reader">The contract that read it.</param>
/// <param name="Read">The frame of the read.</param>
/// <param name="Loan">Row of the loan that followed.</param>
internal readonly record struct MovedInput(AccountId Pool, AccountId Reader, int Read, int Loan);
