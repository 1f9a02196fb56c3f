namespace Cordon.Economics.Verification;

/// <summary>What a function gives for a case, by the names that cases use.</summary>
/// <remarks>
/// A value is a <see cref="double"/>, a whole number, a <see cref="Numbers.Rational"/>, a bool, a string, null, a list
/// or a dictionary of these; a <see cref="CaseCheck"/> where several answers are right; or a function without
/// parameters that gives one of these, called only when a case asks for the field.
/// </remarks>
public sealed class CaseOutput : Dictionary<string, object?>
{
    public CaseOutput()
        : base(StringComparer.Ordinal)
    {
    }
}
