using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Engine.Sources.Node;

/// <summary>Looks up single members and elements of undecoded JSON.</summary>
internal static class JsonMember
{
    /// <summary>The value of the first member of that name; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        JsonSlices members = JsonSlices.OfObject(json);
        while (members.Next())
        {
            if (members.Name.SequenceEqual(name)) return members.Value;
        }

        return [];
    }

    /// <summary>The first element; empty when there is none.</summary>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> array)
    {
        JsonSlices elements = JsonSlices.OfArray(array);
        return elements.Next() ? elements.Value : [];
    }
}
