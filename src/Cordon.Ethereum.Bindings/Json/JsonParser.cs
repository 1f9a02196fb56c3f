using System.Globalization;
using System.Text;

namespace Cordon.Ethereum.Bindings.Json;

/// <summary>Reads RFC 8259 JSON into nodes that know their place in the file.</summary>
/// <remarks>
/// Own code, because a generator runs inside whichever compiler loads it and must not bring a JSON library whose
/// version could differ there, and because the usual readers forget where a value stood.
/// </remarks>
internal sealed class JsonParser
{
    private const int DepthMax = 64;

    private readonly string _text;
    private int _at;

    private JsonParser(string text) => _text = text;

    /// <summary>The one value that the text is.</summary>
    /// <exception cref="JsonFormatException">The text is not one JSON value.</exception>
    public static JsonNode Parse(string text)
    {
        var parser = new JsonParser(text);
        parser.SkipSpace();
        JsonNode root = parser.ReadValue(depth: 0);
        parser.SkipSpace();
        if (parser._at < text.Length) throw parser.Fail("end of file");

        return root;
    }

    private JsonNode ReadValue(int depth)
    {
        if (depth > DepthMax) throw new JsonFormatException($"more than {DepthMax} levels deep", _at);

        switch (Peek())
        {
            case '{': return ReadObject(depth);
            case '[': return ReadList(depth);
            case '"':
                int start = _at;
                return new JsonNode(JsonKind.Text, start) { Text = ReadText() };
            case 't': return ReadWord("true", JsonKind.True);
            case 'f': return ReadWord("false", JsonKind.False);
            case 'n': return ReadWord("null", JsonKind.Null);
            default: return ReadNumber();
        }
    }

    private JsonNode ReadObject(int depth)
    {
        var node = new JsonNode(JsonKind.Object, _at++);
        SkipSpace();
        if (TryTake('}')) return node;

        do
        {
            SkipSpace();
            int nameAt = _at;
            if (Peek() != '"') throw Fail("a member name in quotes");
            string name = ReadText();
            if (node.Members.ContainsKey(name))
                throw new JsonFormatException($"member '{name}' is given twice", nameAt);

            SkipSpace();
            if (!TryTake(':')) throw Fail("':'");
            SkipSpace();
            node.Members.Add(name, ReadValue(depth + 1));
            SkipSpace();
        }
        while (TryTake(','));

        return TryTake('}') ? node : throw Fail("',' or '}'");
    }

    private JsonNode ReadList(int depth)
    {
        var node = new JsonNode(JsonKind.List, _at++);
        SkipSpace();
        if (TryTake(']')) return node;

        do
        {
            SkipSpace();
            node.Items.Add(ReadValue(depth + 1));
            SkipSpace();
        }
        while (TryTake(','));

        return TryTake(']') ? node : throw Fail("',' or ']'");
    }

    private string ReadText()
    {
        int plainFrom = ++_at;
        StringBuilder? built = null; // most texts have no escape and are cut out of the file as they stand
        while (true)
        {
            char c = Peek();
            if (c == '"') break;
            if (c < ' ') throw Fail("the closing quote of a text");
            if (c != '\\')
            {
                _at++;
                continue;
            }

            built ??= new StringBuilder();
            built.Append(_text, plainFrom, _at - plainFrom);
            _at++;
            built.Append(ReadEscape());
            plainFrom = _at;
        }

        string rest = _text.Substring(plainFrom, _at++ - plainFrom);
        return built is null ? rest : built.Append(rest).ToString();
    }

    private char ReadEscape()
    {
        char c = Peek();
        int index = "\"\\/bfnrt".IndexOf(c);
        if (index >= 0)
        {
            _at++;
            return "\"\\/\b\f\n\r\t"[index];
        }

        bool isHex = c == 'u' && _at + 5 <= _text.Length;
        if (isHex && ushort.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out ushort unit))
        {
            _at += 5;
            return (char)unit;
        }

        throw Fail("an escape: one of \" \\ / b f n r t, or u and 4 hex digits");
    }

    private JsonNode ReadWord(string word, JsonKind kind)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0) throw Fail("a JSON value");
        var node = new JsonNode(kind, _at);
        _at += word.Length;
        return node;
    }

    private JsonNode ReadNumber()
    {
        int start = _at;
        while (_at < _text.Length && "+-.eE0123456789".IndexOf(_text[_at]) >= 0) _at++;
        string number = _text.Substring(start, _at - start);

        // The generator only needs to step over numbers; their digits are never used.
        bool isNumber = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        if (isNumber) return new JsonNode(JsonKind.Number, start) { Text = number };

        _at = start;
        throw Fail("a JSON value");
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\n' or '\r' or '\uFEFF') _at++;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private bool TryTake(char c)
    {
        if (Peek() != c) return false;
        _at++;
        return true;
    }

    private JsonFormatException Fail(string expected) => new(
        $"expected {expected}, found {(_at < _text.Length ? $"'{_text[_at]}'" : "the end of the file")}", _at);
}
