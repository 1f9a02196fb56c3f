using System.Numerics;
using System.Text.Json;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verification;

/// <summary>A case's inputs, read by name; every fault names the field and what was expected there.</summary>
/// <remarks>Numbers may be JSON numbers or texts such as <c>"1/3"</c> and <c>"Infinity"</c>, everywhere.</remarks>
public sealed class CaseInputs
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <exception cref="CaseFormatException">The element is no JSON object.</exception>
    public CaseInputs(JsonElement element, string path = "inputs")
    {
        if (element.ValueKind != JsonValueKind.Object) throw CaseValue.Fault(path, "an object", element);
        (_element, _path) = (element, path);
    }

    public IEnumerable<string> Names => _element.EnumerateObject().Select(member => member.Name);

    /// <summary>The inputs that nobody has asked for so far.</summary>
    internal IEnumerable<string> Unread => Names.Where(name => !_asked.Contains(name));

    public bool Has(string name)
    {
        _asked.Add(name);
        return _element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;
    }

    public double Number(string name) => CaseValue.Number(Member(name), Path(name));

    public double Number(string name, double whenMissing) => Has(name) ? Number(name) : whenMissing;

    /// <summary>A number exactly as it is written: 0.1 is one tenth.</summary>
    public Rational Exact(string name) => CaseValue.Exact(Member(name), Path(name));

    public Rational Exact(string name, Rational whenMissing) => Has(name) ? Exact(name) : whenMissing;

    public int Integer(string name) => CaseValue.Integer(Member(name), Path(name));

    public int Integer(string name, int whenMissing) => Has(name) ? Integer(name) : whenMissing;

    public BigInteger Whole(string name) => CaseValue.Whole(Member(name), Path(name));

    public bool Flag(string name) => CaseValue.Flag(Member(name), Path(name));

    public bool Flag(string name, bool whenMissing) => Has(name) ? Flag(name) : whenMissing;

    public string Text(string name) => CaseValue.Text(Member(name), Path(name));

    public string Text(string name, string whenMissing) => Has(name) ? Text(name) : whenMissing;

    public double[] Numbers(string name) => [.. CaseValue.Items(Member(name), Path(name), CaseValue.Number)];

    public Rational[] Exacts(string name) => [.. CaseValue.Items(Member(name), Path(name), CaseValue.Exact)];

    public int[] Integers(string name) => [.. CaseValue.Items(Member(name), Path(name), CaseValue.Integer)];

    public string[] Texts(string name) => [.. CaseValue.Items(Member(name), Path(name), CaseValue.Text)];

    /// <summary>A list of lists, row by row.</summary>
    public double[][] NumberRows(string name) => Rows(name, CaseValue.Number);

    /// <summary>A list of lists of exact numbers, row by row.</summary>
    public Rational[][] ExactRows(string name) => Rows(name, CaseValue.Exact);

    /// <summary>An object inside.</summary>
    public CaseInputs Part(string name) => new(Member(name), Path(name));

    /// <summary>A list of objects.</summary>
    public IReadOnlyList<CaseInputs> Parts(string name) =>
        [.. CaseValue.Items(Member(name), Path(name), (item, path) => new CaseInputs(item, path))];

    /// <summary>The JSON itself, for shapes that the other readers do not know.</summary>
    public JsonElement Raw(string name) => Member(name);

    /// <summary>A fault at an input, for values that only the topic can judge.</summary>
    public CaseFormatException Fault(string name, string expected) =>
        CaseValue.Fault(Path(name), expected, Member(name));

    private T[][] Rows<T>(string name, Func<JsonElement, string, T> read) =>
        [.. CaseValue.Items(Member(name), Path(name), (row, path) => CaseValue.Items(row, path, read).ToArray())];

    private JsonElement Member(string name)
    {
        _asked.Add(name);
        return _element.TryGetProperty(name, out JsonElement value)
            ? value
            : throw new CaseFormatException(Path(name), "a value", "nothing");
    }

    private string Path(string name) => $"{_path}.{name}";
}
