namespace Cordon.Economics.Numbers;

/// <summary>A quantity given to the engine is not what it has to be.</summary>
/// <param name="name">The quantity's name, as the API spells it.</param>
/// <param name="actual">What was given, as text.</param>
/// <param name="expected">What it has to be, such as <c>a number from 0 to 1</c>.</param>
public sealed class InvalidInputException(string name, string actual, string expected)
    : ArgumentException($"{name} is {actual}; expected {expected}")
{
    public string Field => name;

    public string Actual => actual;

    public string Expected => expected;
}
