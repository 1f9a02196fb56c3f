namespace Cordon.Ethereum.Tests;

/// <summary>Random types of every kind and values that fit them.</summary>
internal static class RandomAbi
{
    public static AbiType NextTuple(Random random, int members, int depth) => AbiType.Tuple(
        [.. Enumerable.Range(0, members).Select(i => new AbiParameter($"p{i}", NextType(random, depth)))]);

    public static AbiType NextType(Random random, int depth) => random.Next(depth > 0 ? 12 : 8) switch
    {
        0 => AbiType.UInt(8 * random.Next(1, 33)),
        1 => AbiType.Int(8 * random.Next(1, 33)),
        2 => AbiType.Address,
        3 => AbiType.Bool,
        4 => AbiType.FixedBytes(random.Next(1, 33)),
        5 => AbiType.Bytes,
        6 => AbiType.String,
        7 => AbiType.UInt256,
        8 => AbiType.ArrayOf(NextType(random, depth - 1)),
        9 => AbiType.ArrayOf(NextType(random, depth - 1), random.Next(1, 4)),
        _ => NextTuple(random, random.Next(1, 4), depth - 1),
    };

    public static AbiValue NextValue(Random random, AbiType type) => type.Kind switch
    {
        AbiKind.UInt => random.NextWord() >> (256 - type.Bits),
        AbiKind.Int => UInt256.SignExtend(random.NextWord(), type.Bits),
        AbiKind.Address => random.NextAddress(),
        AbiKind.Bool => random.Next(2) == 0,
        AbiKind.FixedBytes => random.NextBytes(type.SizeBytes),
        AbiKind.Bytes => random.NextBytes(random.Next(4) == 0 ? 0 : random.Next(100)),
        AbiKind.String => new string(
            [.. Enumerable.Range(0, random.Next(50)).Select(_ => (char)random.Next('a', 'z' + 1))]),
        AbiKind.Array => new AbiValue([.. Enumerable.Range(0, type.Length ?? random.Next(4))
            .Select(_ => NextValue(random, type.Element!))]),
        _ => new AbiValue([.. type.Components.Select(component => NextValue(random, component.Type))]),
    };
}
