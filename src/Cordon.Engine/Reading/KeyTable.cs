using System.Runtime.CompilerServices;
using System.Text;

namespace Cordon.Engine.Reading;

/// <summary>
/// Tells the property names of one kind of object apart, best where they come in the same order every time.
/// </summary>
/// <remarks>
/// <para>
/// Nodes write the fields of every object in one order. The table remembers which name followed which, so that a name
/// is first compared with the one expected: no step then waits for the length of the one before it, which is what makes
/// scanning slow. A name that was not expected is looked up by a hash.
/// </para>
/// <para>What is remembered never changes a result, only how fast it comes. Not thread-safe: one per reader.</para>
/// </remarks>
internal sealed class KeyTable
{
    public const int Unknown = -1;

    /// <summary>The step before an object's first name.</summary>
    public const int Start = 0;

    private const int StepsMax = 64;
    private const int Buckets = 256;
    private const int BucketShift = 56;

    private readonly KeyStep[] _steps = new KeyStep[StepsMax];
    private readonly byte[] _buckets = new byte[Buckets]; // number of a step, 0 is empty
    private readonly string[] _names;
    private int _count = 1;

    /// <summary>A name's field number is its position.</summary>
    public KeyTable(params ReadOnlySpan<string> names)
    {
        _steps[Start] = KeyStep.Nothing;
        _names = names.ToArray();
        for (int i = 0; i < _names.Length; i++) Add(Encoding.UTF8.GetBytes(_names[i]), i);
    }

    public string NameOf(int field) => _names[field];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref KeyStep Step(int number) => ref _steps[number & (StepsMax - 1)];

    /// <summary>
    /// The number of a name's step, remembering the name; <see cref="Start"/> where there is no room for it.
    /// </summary>
    /// <param name="name">The name, without its quotes.</param>
    public int Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > KeyStep.NameMax) return Start;
        int bucket = BucketOf(name);
        while (_buckets[bucket] is var step && step != 0)
        {
            if (IsName(step, name)) return step;
            bucket = (bucket + 1) & (Buckets - 1);
        }

        return _count < StepsMax ? Add(name, Unknown) : Start;
    }

    private bool IsName(int step, ReadOnlySpan<byte> name)
    {
        Span<byte> text = stackalloc byte[KeyStep.NameMax + 4];
        if (_steps[step].Length != name.Length + 3) return false;
        text.Clear();
        text[0] = text[name.Length + 1] = (byte)'"';
        text[name.Length + 2] = (byte)':';
        name.CopyTo(text[1..]);
        return _steps[step].Matches(in text[0]);
    }

    private int Add(ReadOnlySpan<byte> name, int field)
    {
        int bucket = BucketOf(name);
        while (_buckets[bucket] != 0) bucket = (bucket + 1) & (Buckets - 1);
        _buckets[bucket] = (byte)_count;
        _steps[_count] = KeyStep.Of(name, field);
        return _count++;
    }

    private static int BucketOf(ReadOnlySpan<byte> name)
    {
        ulong head = 0;
        ulong tail = 0;
        if (name.Length >= sizeof(ulong))
        {
            head = Unsafe.ReadUnaligned<ulong>(in name[0]);
            tail = Unsafe.ReadUnaligned<ulong>(in name[^sizeof(ulong)]);
        }
        else
        {
            foreach (byte letter in name) head = (head << 8) | letter;
        }

        return (int)((((head * 0x9E3779B97F4A7C15) ^ tail ^ (ulong)name.Length) * 0xC2B2AE3D27D4EB4F) >> BucketShift);
    }
}
