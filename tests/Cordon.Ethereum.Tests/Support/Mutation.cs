namespace Cordon.Ethereum.Tests;

/// <summary>Bytes as an attacker or a broken disk would hand them over.</summary>
internal static class Mutation
{
    /// <summary>A copy with a few bits flipped, bytes set to edges, a piece cut out, doubled or appended.</summary>
    public static byte[] Of(byte[] bytes, Random random)
    {
        var result = new List<byte>(bytes);
        for (int i = random.Next(1, 4); i > 0; i--) Once(result, random);
        return [.. result];
    }

    private static void Once(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(40), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)(random.Next(4) switch { 0 => 0, 1 => 0xff, 2 => 0x80, _ => random.Next(256) });
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, random.NextBytes(random.Next(1, 33)));
                break;
        }
    }
}
