namespace Cordon.Ethereum;

/// <summary>A value does not fit its ABI type, or bytes are not an encoding of it.</summary>
public sealed class AbiException : FormatException
{
    private readonly string _reason;

    public AbiException(string reason, int? position = null, string path = "")
        : base(Describe(reason, position, path)) => (_reason, Position, Path) = (reason, position, path);

    /// <summary>The index of the word at fault, counted from the start of the data; null when encoding.</summary>
    public int? Position { get; }

    /// <summary>Which argument, member or element, as <c>orders[2].amount</c>; empty where it is not known.</summary>
    public string Path { get; }

    /// <summary>The same fault, seen from the container of the part that has it.</summary>
    internal AbiException Inside(string label)
    {
        bool joins = Path.Length == 0 || Path[0] == '[';
        return new AbiException(_reason, Position, joins ? label + Path : $"{label}.{Path}");
    }

    /// <summary>The same fault in data that has <paramref name="prefix"/> more bytes before it.</summary>
    internal AbiException Behind(int prefix) => new(_reason, Position + prefix, Path);

    private static string Describe(string reason, int? position, string path)
    {
        string where = position is null ? "" : $", byte {position}";
        return path.Length == 0 ? $"ABI{where}: {reason}" : $"ABI{where}, {path}: {reason}";
    }
}
