using System.Runtime.CompilerServices;

namespace Cordon.Engine.Reading;

/// <content>Values that nothing here needs: checked for being JSON, without recursion, and passed over.</content>
internal ref partial struct JsonScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipValue()
    {
        if (Peek() == '"') _at = EndOfString(_at + 1) + 1;
        else SkipOther();
    }

    private void SkipOther()
    {
        int next = Peek();
        if (next is '{' or '[') SkipNested();
        else SkipScalar(next);
    }

    private void SkipScalar(int next)
    {
        switch (next)
        {
            case '"': _at = EndOfString(_at + 1) + 1; break;
            case 'n': TakeWord("null"u8); break;
            case 't': TakeWord("true"u8); break;
            case 'f': TakeWord("false"u8); break;
            case -1: throw Error(_bytes.Length, "the JSON ends where a value is due: the input is cut off");
            default: SkipNumber(); break;
        }
    }

    private void SkipNested()
    {
        _nesting.Clear();
        Open();
        bool valueDue = false; // after an opening bracket the closing one may follow at once
        while (_nesting.Depth > 0)
        {
            bool isObject = _nesting.IsObject;
            int next = Peek();
            if (next == (isObject ? '}' : ']') && !valueDue)
            {
                _at++;
                _nesting.Pop();
                if (_nesting.Depth > 0) valueDue = TakeComma();
                continue;
            }

            if (isObject) SkipName(next);
            next = Peek();
            if (next is '{' or '[')
            {
                Open();
                valueDue = false;
                continue;
            }

            SkipScalar(next);
            valueDue = TakeComma();
        }
    }

    private void Open()
    {
        if (!_nesting.TryPush(_bytes[_at] == '{'))
            throw Error(_at, $"nested deeper than {_nesting.DepthMax} levels");
        _at++;
    }

    /// <summary>Consumes a comma; without one the innermost level has to end here.</summary>
    private bool TakeComma()
    {
        int next = Peek();
        if (next == ',')
        {
            _at++;
            return true;
        }

        int closing = _nesting.IsObject ? '}' : ']';
        if (next != closing) throw Error(_at, $"found {Found(_at)}, expected ',' or '{(char)closing}'");
        return false;
    }

    private void SkipName(int next)
    {
        if (next != '"') throw Error(_at, $"found {Found(_at)}, expected a field name in quotes");
        _at = EndOfString(_at + 1) + 1;
        if (Peek() != ':') throw Error(_at, $"found {Found(_at)}, expected ':' after a field name");
        _at++;
    }

    private void SkipNumber()
    {
        int start = _at;
        int at = start;
        if (ByteAt(at) == '-') at++;
        int digits = DigitsEnd(at);
        bool valid = digits > at && (ByteAt(at) != '0' || digits == at + 1);
        at = digits;
        if (ByteAt(at) == '.')
        {
            digits = DigitsEnd(at + 1);
            valid &= digits > at + 1;
            at = digits;
        }

        if (ByteAt(at) is 'e' or 'E')
        {
            at += ByteAt(at + 1) is '+' or '-' ? 2 : 1;
            digits = DigitsEnd(at);
            valid &= digits > at;
            at = digits;
        }

        if (!valid) throw Error(start, $"found {Found(start)}, expected a JSON value");
        _at = at;
    }

    private readonly int DigitsEnd(int at)
    {
        while (ByteAt(at) is >= '0' and <= '9') at++;
        return at;
    }

    private readonly int ByteAt(int at) => at < _bytes.Length ? _bytes[at] : -1;
}
