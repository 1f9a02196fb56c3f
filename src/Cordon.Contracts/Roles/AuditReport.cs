using Cordon.Contracts.Deployment;

namespace Cordon.Contracts.Roles;

/// <summary>A mechanism as a chain has it, and what is wrong with it.</summary>
/// <param name="Block">Number of the block on whose state everything was read.</param>
/// <param name="CreatedIn">The block in which the stake was created; null where roles were not read.</param>
/// <param name="Contracts">Those whose code is the compiler's, in the order of creation.</param>
/// <param name="Roles">Who holds what; empty where code is missing or other.</param>
/// <param name="Findings">What is not as demanded; empty where all is right.</param>
public sealed record AuditReport(
    ulong Block,
    ulong? CreatedIn,
    IReadOnlyList<DeployedContract> Contracts,
    IReadOnlyList<RoleHolder> Roles,
    IReadOnlyList<AuditFinding> Findings);
