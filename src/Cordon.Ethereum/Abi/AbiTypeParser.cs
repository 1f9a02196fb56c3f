using System.Globalization;

namespace Cordon.Ethereum;

/// <summary>Recursive descent over the text of a type or of a parameter list.</summary>
internal sealed class AbiTypeParser(string text)
{
    private const int DepthMax = 32;
    private const int TextMax = 65_536;

    private int _at;

    public AbiType ParseWhole()
    {
        if (text.Length > TextMax) throw new FormatException($"ABI type: {text.Length} characters exceed {TextMax}.");
        AbiType type = ParseType(0);
        SkipSpaces();
        return _at == text.Length ? type : throw Fault("the end");
    }

    /// <summary>Parses <c>name(type, type indexed name, …)</c>; the list's types may have names.</summary>
    public (string Name, IReadOnlyList<AbiParameter> Parameters) ParseSignature()
    {
        if (text.Length > TextMax) throw new FormatException($"ABI signature: {text.Length} characters are too many.");
        string name = TakeWord();
        if (_at == text.Length || text[_at] != '(') throw Fault("a parameter list in parentheses");

        IReadOnlyList<AbiParameter> parameters = ParseList(0);
        SkipSpaces();
        return _at == text.Length ? (name, parameters) : throw Fault("the end");
    }

    /// <summary>The arrays that a text names behind a position, around an element that is known already.</summary>
    public static AbiType ParseSuffix(string text, int start, AbiType element)
    {
        var parser = new AbiTypeParser(text) { _at = start };
        AbiType type = parser.ParseArrays(element, start, 0);
        return parser._at == text.Length ? type : throw parser.Fault("'[' or the end");
    }

    private AbiType ParseType(int depth)
    {
        if (depth > DepthMax) throw Fault($"at most {DepthMax} levels of nesting");
        SkipSpaces();
        int start = _at;
        string word = TakeWord();
        bool isTuple = _at < text.Length && text[_at] == '(' && word is "" or "tuple";
        AbiType type = isTuple ? AbiType.Tuple(ParseList(depth)) : ParseElementary(word, start);
        return ParseArrays(type, start, depth);
    }

    private AbiType ParseArrays(AbiType type, int start, int depth)
    {
        for (int level = depth; _at < text.Length && text[_at] == '['; level++)
        {
            if (level >= DepthMax) throw Fault($"at most {DepthMax} levels of nesting");
            type = Guard(start, type, element => AbiType.ArrayOf(element, ParseLength()));
        }

        return type;
    }

    private List<AbiParameter> ParseList(int depth)
    {
        _at++; // the opening parenthesis
        var parameters = new List<AbiParameter>();
        SkipSpaces();
        if (_at < text.Length && text[_at] == ')')
        {
            _at++;
            return parameters;
        }

        while (true)
        {
            AbiType type = ParseType(depth + 1);
            parameters.Add(ParseName(type));
            if (_at >= text.Length) throw Fault("',' or ')'");
            char next = text[_at++];
            if (next == ')') return parameters;
            if (next == ',') continue;
            _at--;
            throw Fault("',' or ')'");
        }
    }

    private AbiParameter ParseName(AbiType type)
    {
        string name = "";
        bool isIndexed = false;
        SkipSpaces();
        for (string word = TakeWord(); word.Length > 0; word = TakeWord())
        {
            if (word == "indexed") isIndexed = true;
            else if (word is not ("memory" or "calldata" or "storage" or "payable")) name = word;
            SkipSpaces();
        }

        return new AbiParameter(name, type, isIndexed);
    }

    private int? ParseLength()
    {
        _at++; // the opening bracket
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        ReadOnlySpan<char> digits = text.AsSpan(start, _at - start);
        if (_at == text.Length || text[_at] != ']') throw Fault("']'");

        _at++;
        if (digits.IsEmpty) return null;
        bool isLength = digits is "0" or [not '0', ..] && int.TryParse(digits, out _);
        return isLength
            ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)
            : throw Fault("an array length", start);
    }

    private AbiType ParseElementary(string word, int start) => word switch
    {
        "address" => AbiType.Address,
        "bool" => AbiType.Bool,
        "bytes" => AbiType.Bytes,
        "string" => AbiType.String,
        "function" => AbiType.Function,
        "uint" => AbiType.UInt256,
        "int" => AbiType.Int(256),
        "fixed" => AbiType.FixedPoint(true, 128, 18),
        "ufixed" => AbiType.FixedPoint(false, 128, 18),
        _ when Suffix(word, "uint", start) is { } bits => Guard(start, bits, AbiType.UInt),
        _ when Suffix(word, "int", start) is { } bits => Guard(start, bits, AbiType.Int),
        _ when Suffix(word, "bytes", start) is { } length => Guard(start, length, AbiType.FixedBytes),
        _ when word.StartsWith("ufixed", StringComparison.Ordinal) => ParseFixedPoint(word[6..], false, start),
        _ when word.StartsWith("fixed", StringComparison.Ordinal) => ParseFixedPoint(word[5..], true, start),
        _ => throw Fault("a type", start),
    };

    private AbiType ParseFixedPoint(string sizes, bool isSigned, int start)
    {
        string[] parts = sizes.Split('x');
        bool isFixedPoint = parts.Length == 2 && IsNumber(parts[0]) && IsNumber(parts[1]);
        return isFixedPoint
            ? Guard(start, 0, _ => AbiType.FixedPoint(isSigned, int.Parse(parts[0]), int.Parse(parts[1])))
            : throw Fault("a type", start);
    }

    private int? Suffix(string word, string prefix, int start)
    {
        if (!word.StartsWith(prefix, StringComparison.Ordinal)) return null;
        return IsNumber(word[prefix.Length..]) ? int.Parse(word[prefix.Length..]) : throw Fault("a type", start);
    }

    private static bool IsNumber(string digits) =>
        digits is { Length: > 0 and <= 3 } && digits.All(char.IsAsciiDigit) && (digits[0] != '0' || digits.Length == 1);

    private AbiType Guard<T>(int start, T argument, Func<T, AbiType> make)
    {
        try
        {
            return make(argument);
        }
        catch (FormatException error) when (!error.Message.StartsWith("ABI type", StringComparison.Ordinal))
        {
            throw new FormatException($"ABI type '{Shown}', position {start}: {error.Message}.", error);
        }
    }

    private string TakeWord()
    {
        int start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '$')) _at++;
        return text[start.._at];
    }

    private void SkipSpaces()
    {
        while (_at < text.Length && text[_at] == ' ') _at++;
    }

    private string Shown => text.Length <= 100 ? text : text[..97] + "...";

    private FormatException Fault(string expected, int? at = null) =>
        new($"ABI type '{Shown}', position {at ?? _at}: expected {expected}.");
}
