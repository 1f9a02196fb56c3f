using System.Globalization;
using System.Numerics;

namespace Cordon.Domain.Invariants;

/// <summary>What must hold between two sides: <c>cash + lent >= 3 * (owed - fees) / 2</c>.</summary>
/// <param name="Text">As the operator wrote it.</param>
public sealed record InvariantFormula(
    string Text, InvariantTerm Left, InvariantComparison Comparison, InvariantTerm Right)
{
    private const int LengthMax = 4_096;
    private const int DepthMax = 64;

    /// <summary>Reads a comparison of two terms with + - * / and parentheses over names and whole numbers.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="names">The calls it may name, in their order.</param>
    /// <exception cref="FormatException">It is none; the message has the position and what is expected.</exception>
    public static InvariantFormula Parse(string text, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LengthMax)
            throw new FormatException($"{text.Length} characters, expected at most {LengthMax}");
        var reader = new Reader(text, names);
        InvariantTerm left = reader.Sum(0);
        InvariantComparison comparison = reader.Comparison();
        InvariantTerm right = reader.Sum(0);
        reader.End();
        return new InvariantFormula(text, left, comparison, right);
    }

    private sealed class Reader(string text, IReadOnlyList<string> names)
    {
        private int _at;

        public InvariantTerm Sum(int depth)
        {
            InvariantTerm left = Product(depth);
            while (Peek() is ('+' or '-') and var sign)
            {
                _at++;
                left = new InvariantTerm.Operation(sign, left, Product(depth));
            }

            return left;
        }

        public InvariantComparison Comparison()
        {
            Peek();
            string two = text.Substring(_at, Math.Min(2, text.Length - _at));
            InvariantComparison? found = two switch
            {
                ">=" => InvariantComparison.AtLeast,
                "<=" => InvariantComparison.AtMost,
                "==" => InvariantComparison.Equal,
                "!=" => InvariantComparison.NotEqual,
                ['>', ..] => InvariantComparison.MoreThan,
                ['<', ..] => InvariantComparison.LessThan,
                _ => null,
            };
            if (found is null) throw Fault("+, -, *, / or a comparison (>=, <=, ==, !=, >, <)");
            _at += found is InvariantComparison.MoreThan or InvariantComparison.LessThan ? 1 : 2;
            return found.Value;
        }

        public void End()
        {
            if (Peek() != '\0') throw Fault("+, -, *, / or the end");
        }

        private InvariantTerm Product(int depth)
        {
            InvariantTerm left = Factor(depth);
            while (Peek() is ('*' or '/') and var sign)
            {
                _at++;
                left = new InvariantTerm.Operation(sign, left, Factor(depth));
            }

            return left;
        }

        private InvariantTerm Factor(int depth)
        {
            if (depth > DepthMax) throw Fault($"at most {DepthMax} parentheses within each other");
            char first = Peek();
            if (first == '(')
            {
                _at++;
                InvariantTerm inner = Sum(depth + 1);
                if (Peek() != ')') throw Fault("')'");
                _at++;
                return inner;
            }

            int start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
            string word = text[start.._at];
            if (char.IsAsciiDigit(first)) return Number(word, start);
            int index = Enumerable.Range(0, names.Count).FirstOrDefault(i => names[i] == word, -1);
            if (index >= 0) return new InvariantTerm.Result(index);
            _at = start;
            throw Fault($"a whole number, '(' or one of {string.Join(", ", names)}");
        }

        private InvariantTerm.Number Number(string word, int start)
        {
            string digits = word.Replace("_", "", StringComparison.Ordinal);
            if (BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger number))
                return new InvariantTerm.Number(number);
            _at = start;
            throw Fault("a whole number in decimal");
        }

        private char Peek()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
            return _at < text.Length ? text[_at] : '\0';
        }

        private FormatException Fault(string expected)
        {
            string found = _at < text.Length ? $"'{text[_at]}'" : "the end";
            return new FormatException($"position {_at + 1}: expected {expected}, found {found}");
        }
    }
}
