namespace Cordon.Detection.Sandwich;

/// <summary>A front and a back trade against one pool, as rows of the block's swap table.</summary>
internal readonly record struct SandwichLeg(int Front, int Back, bool IsExact);
