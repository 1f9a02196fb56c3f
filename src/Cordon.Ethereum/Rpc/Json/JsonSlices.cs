using System.Buffers;

namespace Cordon.Ethereum.Rpc.Json;

/// <summary>Walks the members of one JSON object, or the elements of one array, as undecoded slices.</summary>
/// <remarks>Values are skipped by their brackets, not parsed: a 20 MB block costs one vectorised scan.</remarks>
public ref struct JsonSlices
{
    private static readonly SearchValues<byte> EndOfScalar = SearchValues.Create(",]} \t\r\n"u8);

    private readonly ReadOnlySpan<byte> _json;
    private readonly bool _isObject;
    private int _at;
    private bool _isFirst;

    private JsonSlices(ReadOnlySpan<byte> json, bool isObject)
    {
        _json = json;
        _isObject = isObject;
        _isFirst = true;
        Expect((byte)(isObject ? '{' : '['), isObject ? "an object" : "an array");
    }

    /// <summary>Name of the current member without quotes, escapes left as they are; empty in an array.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The current value, undecoded.</summary>
    public readonly ReadOnlySpan<byte> Value => _json.Slice(ValueStart, ValueLength);

    /// <summary>Offset of the current value in the text, in bytes.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Length of the current value, in bytes.</summary>
    public int ValueLength { get; private set; }

    /// <summary>Number of bytes read so far; after the last value, where the object or array ended.</summary>
    public readonly int BytesRead => _at;

    /// <summary>Starts at an object; throws a <see cref="FormatException"/> with the position if it is none.</summary>
    public static JsonSlices OfObject(ReadOnlySpan<byte> json) => new(json, isObject: true);

    /// <summary>Starts at an array; throws a <see cref="FormatException"/> with the position if it is none.</summary>
    public static JsonSlices OfArray(ReadOnlySpan<byte> json) => new(json, isObject: false);

    /// <summary>Moves to the next value; false after the last one.</summary>
    /// <exception cref="FormatException">The text is not JSON or breaks off; the message holds the byte.</exception>
    public bool Next()
    {
        byte close = (byte)(_isObject ? '}' : ']');
        SkipWhitespace();
        if (_isFirst)
        {
            _isFirst = false;
            if (_at < _json.Length && _json[_at] == close) return End();
        }
        else
        {
            if (_at < _json.Length && _json[_at] == close) return End();
            Expect((byte)',', _isObject ? "',' or '}'" : "',' or ']'");
        }

        if (_isObject) ReadName();
        ReadValue();
        return true;
    }

    private bool End()
    {
        _at++;
        return false;
    }

    private void ReadName()
    {
        SkipWhitespace();
        if (_at >= _json.Length || _json[_at] != '"') throw Fault("a member name");
        int end = StringEnd(_at);
        Name = _json[(_at + 1)..(end - 1)];
        _at = end;
        Expect((byte)':', "':'");
    }

    private void ReadValue()
    {
        SkipWhitespace();
        if (_at >= _json.Length) throw Fault("a value");
        ValueStart = _at;
        _at = _json[_at] switch
        {
            (byte)'"' => StringEnd(_at),
            (byte)'{' or (byte)'[' => ContainerEnd(_at),
            _ => ScalarEnd(_at),
        };
        ValueLength = _at - ValueStart;
    }

    private readonly int StringEnd(int start)
    {
        int at = start + 1;
        while (true)
        {
            int found = _json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0) throw new FormatException($"byte {_json.Length}: the string from byte {start} never ends");
            at += found + 1;
            if (_json[at - 1] == '"') return at;
            at = Math.Min(at + 1, _json.Length);
        }
    }

    private readonly int ContainerEnd(int start)
    {
        var framer = default(JsonFramer);
        int length = framer.Scan(_json[start..]);
        if (length < 0) throw new FormatException($"byte {_json.Length}: the value from byte {start} never ends");
        return start + length;
    }

    private readonly int ScalarEnd(int start)
    {
        int length = _json[start..].IndexOfAny(EndOfScalar);
        if (length == 0) throw Fault("a value");
        return length < 0 ? _json.Length : start + length;
    }

    private void Expect(byte token, string what)
    {
        SkipWhitespace();
        if (_at >= _json.Length || _json[_at] != token) throw Fault(what);
        _at++;
    }

    private void SkipWhitespace()
    {
        while (_at < _json.Length && _json[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') _at++;
    }

    private readonly FormatException Fault(string expected) => new(_at < _json.Length
        ? $"byte {_at}: expected {expected}, found '{(char)_json[_at]}'"
        : $"byte {_at}: expected {expected}, but the text ends");
}
