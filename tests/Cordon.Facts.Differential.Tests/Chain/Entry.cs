using Cordon.Ethereum;

namespace Cordon.Facts.Differential.Tests.Chain;

/// <summary>A line of somebody's accounts: who, and what of. A null asset is ether.</summary>
internal readonly record struct Entry(Address Account, Address? Asset)
{
    public override string ToString() => $"{(Asset is { } token ? $"token {token}" : "ether")} of {Account}";
}
