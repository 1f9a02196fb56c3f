namespace Cordon.Faults.Tests.Kit;

/// <summary>Tests that share a chain, and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class FaultCollection : ICollectionFixture<FaultArena>
{
    public const string Name = "faults";
}
