namespace Cordon.Node.Tests.Kit;

/// <summary>Tests that share an arena, and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ArenaCollection : ICollectionFixture<ArenaFixture>
{
    public const string Name = "arena";
}
