using System.Text.Json;

namespace Cordon.Economics.Verification;

/// <summary>How far a field may be off, by a case's own words.</summary>
/// <remarks>
/// <c>rel</c> and <c>abs</c> hold for every field; <c>NAME_rel</c>, <c>NAME_abs</c> and <c>NAME: {rel, abs}</c> for
/// the fields whose name has NAME as a word, and <c>float</c> for whatever the engine does not compute as a fraction.
/// Where nothing is said a number may be off by 1e-9 relative.
/// </remarks>
internal sealed class CaseTolerance
{
    private const double RelativeDefault = 1e-9;
    private const string Floating = "float";

    private readonly List<(string Name, Allowance Allowed)> _named = [];
    private readonly Allowance _general = new();

    public CaseTolerance(JsonElement tolerance)
    {
        if (tolerance.ValueKind == JsonValueKind.Undefined) return;
        if (tolerance.ValueKind != JsonValueKind.Object) throw CaseValue.Fault("tolerance", "an object", tolerance);
        foreach (JsonProperty member in tolerance.EnumerateObject()) Read(member);
    }

    /// <summary>Whether the actual number is close enough.</summary>
    public bool Allows(string field, double expected, double actual)
    {
        if (expected.Equals(actual)) return true;
        if (!double.IsFinite(expected) || !double.IsFinite(actual)) return false;

        Allowance allowed = For(field);
        double error = Math.Abs(actual - expected);
        return error <= allowed.Relative * Math.Max(1, Math.Abs(expected)) || error <= allowed.Absolute;
    }

    private Allowance For(string field)
    {
        foreach ((string name, Allowance allowed) in _named)
            if (IsWordOf(name, field)) return allowed;
        if (_general.IsSet) return _general;
        return _named.FirstOrDefault(named => named.Name == Floating).Allowed
            ?? new Allowance { Relative = RelativeDefault };
    }

    // "state" is a word of "final_state", and "log_likelihood" of "log_likelihood_path".
    private static bool IsWordOf(string name, string field) =>
        $"_{field}_".Contains($"_{name}_", StringComparison.Ordinal);

    private void Read(JsonProperty member)
    {
        string path = $"tolerance.{member.Name}";
        switch (member.Value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty inner in member.Value.EnumerateObject())
                    Set(Named(member.Name), inner.Name, inner.Value, path);
                break;
            case JsonValueKind.Number when member.Name is "rel" or "abs":
                Set(_general, member.Name, member.Value, path);
                break;
            case JsonValueKind.Number when member.Name.LastIndexOf('_') is var cut and > 0:
                Set(Named(member.Name[..cut]), member.Name[(cut + 1)..], member.Value, path);
                break;
            case JsonValueKind.String when !IsBound(member.Name):
                break; // such as "type": "exact_rational": what the engine computes as a fraction is compared as one
            default:
                throw CaseValue.Fault(path, "a number, an object of rel and abs, or a text", member.Value);
        }
    }

    private static bool IsBound(string name) =>
        name is "rel" or "abs" || name.EndsWith("_rel") || name.EndsWith("_abs");

    private Allowance Named(string name)
    {
        Allowance? known = _named.FirstOrDefault(named => named.Name == name).Allowed;
        if (known is not null) return known;
        Allowance added = new();
        _named.Add((name, added));
        return added;
    }

    private static void Set(Allowance allowance, string kind, JsonElement value, string path)
    {
        double bound = CaseValue.Number(value, path);
        if (bound < 0) throw CaseValue.Fault(path, "a number of at least 0", value);
        if (kind == "rel") allowance.Relative = bound;
        else if (kind == "abs") allowance.Absolute = bound;
        else throw CaseValue.Fault(path, "a name that ends in rel or abs", value);
    }

    private sealed class Allowance
    {
        public double Relative { get; set; } = -1;

        public double Absolute { get; set; } = -1;

        public bool IsSet => Relative >= 0 || Absolute >= 0;
    }
}
