using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cordon.Ethereum.Bindings;

/// <summary>A place in a file, comparable by value as a Location is not.</summary>
internal readonly record struct TextSpot(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static TextSpot From(Location location) =>
        new(location.GetLineSpan().Path, location.SourceSpan, location.GetLineSpan().Span);

    public static TextSpot At(string path, SourceText text, int offset)
    {
        var span = new TextSpan(System.Math.Min(offset, text.Length), 0);
        return new TextSpot(path, span, text.Lines.GetLinePositionSpan(span));
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
