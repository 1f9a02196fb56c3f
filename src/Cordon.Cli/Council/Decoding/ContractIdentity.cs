using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>What is known, from its code, about an account that is called.</summary>
/// <param name="Address">The account.</param>
/// <param name="Label">A name from the deployment's file, or its part in this transaction; null for none.</param>
/// <param name="Contract">The contract whose code it provably has, by its name in Solidity; null for others.</param>
/// <param name="HasCode">Whether it is a contract at all.</param>
/// <param name="Implementation">Where its code really is, for a proxy; null for others.</param>
/// <param name="IsOlder">Whether it is of an older release of Safe than this repository deploys.</param>
internal sealed record ContractIdentity(
    Address Address, string? Label, string? Contract, bool HasCode, Address? Implementation = null,
    bool IsOlder = false)
{
    public bool IsProven => Contract is not null;

    /// <summary>Name, contract and address, as far as they are known.</summary>
    public string Text
    {
        get
        {
            string kind = Contract ?? (HasCode ? "unknown contract" : "account without code");
            string name = Label is null ? kind : $"{Label} ({kind})";
            return $"{name} {Address.ToChecksumString()}";
        }
    }
}
