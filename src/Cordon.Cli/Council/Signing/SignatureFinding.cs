using Cordon.Ethereum;

namespace Cordon.Cli.Council.Signing;

/// <summary>What became of checking one confirmation.</summary>
/// <param name="Owner">Who is said to have signed, or did.</param>
/// <param name="IsOwner">Whether the Safe lists that account.</param>
/// <param name="IsValid">Whether it did consent to this very transaction.</param>
/// <param name="Why">What is wrong; empty where nothing is.</param>
internal sealed record SignatureFinding(
    Address Owner, SignatureKind Kind, bool IsOwner, bool IsValid, string Why, string Place)
{
    /// <summary>Whether the Safe would count it.</summary>
    public bool Counts => IsOwner && IsValid;
}
