using System.Numerics;
using System.Text;

namespace Cordon.Ethereum;

/// <summary>
/// A value of any ABI type in one of three shapes: a word (numbers, booleans, addresses), bytes (<c>bytesN</c>,
/// <c>bytes</c>, strings as UTF-8, functions) or a list (arrays, tuples). Its type gives it its meaning.
/// </summary>
public sealed class AbiValue
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly UInt256 _word;
    private readonly byte[]? _bytes;
    private readonly IReadOnlyList<AbiValue>? _items;

    /// <summary>A number; a negative one as two's complement of the whole word.</summary>
    public AbiValue(UInt256 word) => _word = word;

    /// <summary>A number.</summary>
    /// <exception cref="OverflowException">It fits neither uint256 nor int256.</exception>
    public AbiValue(BigInteger number) => _word = number.Sign < 0 ? UInt256.FromSigned(number) : (UInt256)number;

    public AbiValue(bool flag) => _word = flag ? UInt256.One : UInt256.Zero;

    public AbiValue(Address address) => _word = address.ToUInt256();

    public AbiValue(byte[] bytes) => _bytes = bytes;

    public AbiValue(Hash256 hash) => _bytes = hash.ToArray();

    public AbiValue(string text) => _bytes = Encoding.UTF8.GetBytes(text);

    public AbiValue(IReadOnlyList<AbiValue> items) => _items = items;

    public bool IsWord => _bytes is null && _items is null;

    public bool IsBytes => _bytes is not null;

    public bool IsList => _items is not null;

    /// <summary>The number, with a negative one as two's complement.</summary>
    public UInt256 Word => IsWord ? _word : throw NotA("word");

    /// <summary>The number that the word holds as two's complement.</summary>
    public BigInteger Signed => Word.ToSigned();

    public bool Flag => !Word.IsZero;

    public Address Address => Address.FromWord(Word);

    public ReadOnlySpan<byte> Bytes => _bytes ?? throw NotA("byte string");

    /// <summary>The text whose UTF-8 the bytes are.</summary>
    /// <exception cref="DecoderFallbackException">They are not UTF-8; contracts can return anything.</exception>
    public string Text => StrictUtf8.GetString(Bytes);

    public IReadOnlyList<AbiValue> Items => _items ?? throw NotA("list");

    public AbiValue this[int index] => Items[index];

    public static implicit operator AbiValue(UInt256 word) => new(word);

    public static implicit operator AbiValue(ulong word) => new((UInt256)word);

    public static implicit operator AbiValue(BigInteger number) => new(number);

    public static implicit operator AbiValue(bool flag) => new(flag);

    public static implicit operator AbiValue(Address address) => new(address);

    public static implicit operator AbiValue(Hash256 hash) => new(hash);

    public static implicit operator AbiValue(byte[] bytes) => new(bytes);

    public static implicit operator AbiValue(string text) => new(text);

    public static AbiValue List(params IReadOnlyList<AbiValue> items) => new(items);

    /// <summary>For people: numbers in hex, bytes in hex, lists in parentheses.</summary>
    public override string ToString()
    {
        if (_items is not null) return $"({string.Join(", ", _items)})";
        return _bytes is not null ? Hex.Format(_bytes) : _word.ToQuantity();
    }

    private InvalidOperationException NotA(string shape) =>
        new($"This ABI value is a {(IsList ? "list" : IsBytes ? "byte string" : "word")}, not a {shape}.");
}
