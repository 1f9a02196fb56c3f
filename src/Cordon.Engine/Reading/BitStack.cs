namespace Cordon.Engine.Reading;

/// <summary>
/// Remembers, level by level, whether an object or an array is open; bounded, and reused between blocks.
/// </summary>
internal sealed class BitStack(int depthMax)
{
    private ulong[] _words = new ulong[4];

    public int Depth { get; private set; }

    public int DepthMax => depthMax;

    /// <summary>False where the bound is reached.</summary>
    public bool TryPush(bool isObject)
    {
        if (Depth == depthMax) return false;
        int word = Depth >> 6;
        if (word == _words.Length) Array.Resize(ref _words, word * 2);
        ulong bit = 1UL << (Depth & 63);
        _words[word] = isObject ? _words[word] | bit : _words[word] & ~bit;
        Depth++;
        return true;
    }

    /// <summary>Whether the innermost open level is an object.</summary>
    public bool IsObject => (_words[(Depth - 1) >> 6] & (1UL << ((Depth - 1) & 63))) != 0;

    public void Pop() => Depth--;

    public void Clear() => Depth = 0;
}
