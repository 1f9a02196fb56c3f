namespace Cordon.Ethereum.Tests;

/// <summary>Signatures as people write them: aliases, names, data locations, nested tuples.</summary>
internal static class RandomSignature
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$";

    public static string Next(Random random, bool mayIndex)
    {
        int indexedMax = mayIndex ? 3 : 0;
        var parameters = new List<string>();
        for (int i = random.Next(6); i > 0; i--)
        {
            bool isIndexed = indexedMax > 0 && random.Next(3) == 0;
            if (isIndexed) indexedMax--;
            parameters.Add(Parameter(random, isIndexed ? " indexed" : ""));
        }

        return $"{Name(random)}({string.Join(random.Next(2) == 0 ? ", " : ",", parameters)})";
    }

    private static string Parameter(Random random, string modifier)
    {
        string type = TypeText(RandomAbi.NextType(random, 2), random);
        string name = random.Next(2) == 0 ? $" {Name(random)}" : "";
        return type + modifier + name;
    }

    private static string TypeText(AbiType type, Random random) => type.Kind switch
    {
        AbiKind.UInt when type.Bits == 256 && random.Next(2) == 0 => "uint",
        AbiKind.Int when type.Bits == 256 && random.Next(2) == 0 => "int",
        AbiKind.Array => $"{TypeText(type.Element!, random)}[{type.Length}]",
        AbiKind.Tuple => $"({string.Join(',', type.Components.Select(member => TypeText(member.Type, random)))})",
        _ => type.Name,
    };

    private static string Name(Random random)
    {
        char first = Letters[random.Next(Letters.Length)];
        return first + new string([.. Enumerable.Range(0, random.Next(4, 12)).Select(
            i => random.Next(8) == 0 ? (char)('0' + (i % 10)) : Letters[random.Next(Letters.Length)])]);
    }
}
