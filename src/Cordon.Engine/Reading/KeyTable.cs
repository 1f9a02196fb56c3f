using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    private const int StepsMax = 128;
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
        for (int i = 0; i < _names.Length; i++)
        {
            Add(Encoding.UTF8.GetBytes(_names[i]), i, isText: true);
            Add(Encoding.UTF8.GetBytes(_names[i]), i, isText: false);
        }
    }

    /// <summary>The first of the steps; those that the steps themselves name follow it.</summary>
    public ref KeyStep Steps => ref MemoryMarshal.GetArrayDataReference(_steps);

    public string NameOf(int field) => _names[field];

    /// <summary>
    /// The number of a name's step, remembering the name; <see cref="Start"/> where there is no room.
    /// </summary>
    /// <param name="name">The name, without its quotes.</param>
    /// <param name="isText">Whether its value is a string that follows the colon at once.</param>
    public int Find(ReadOnlySpan<byte> name, bool isText)
    {
        if (name.Length > KeyStep.NameMax) return Start;
        int bucket = BucketOf(name);
        while (_buckets[bucket] is var step && step != 0)
        {
            if (_steps[step].IsOf(name, isText)) return step;
            bucket = (bucket + 1) & (Buckets - 1);
        }

        return _count < StepsMax ? Add(name, Unknown, isText) : Start;
    }

    private int Add(ReadOnlySpan<byte> name, int field, bool isText)
    {
        int bucket = BucketOf(name);
        while (_buckets[bucket] != 0) bucket = (bucket + 1) & (Buckets - 1);
        _buckets[bucket] = (byte)_count;
        _steps[_count] = KeyStep.Of(name, field, isText);
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
