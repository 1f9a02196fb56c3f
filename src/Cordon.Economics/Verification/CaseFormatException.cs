namespace Cordon.Economics.Verification;

/// <summary>A reference case is malformed.</summary>
/// <param name="place">Where, such as <c>inputs.stakes[3]</c>.</param>
/// <param name="expected">What has to be there.</param>
/// <param name="actual">What is there.</param>
public sealed class CaseFormatException(string place, string expected, string actual)
    : Exception($"{place}: expected {expected}, found {actual}")
{
    public string Field => place;

    public string Expected => expected;
}
