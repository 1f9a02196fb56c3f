using Cordon.Cli.Configuration;
using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary>The token that is staked.</summary>
/// <param name="Symbol">As the token says; cleaned for a terminal.</param>
internal sealed record StakedToken(Address Address, int Decimals, string Symbol)
{
    /// <summary>An amount for a person: <c>1.5 STK</c>.</summary>
    public string Text(UInt256 amount) => $"{EtherText.Of(amount, Decimals)} {Symbol}";

    /// <summary>Reads what a person gave for an option.</summary>
    /// <exception cref="CommandException">It is no amount.</exception>
    public UInt256 Parse(string option, string text) => DecimalAmount.TryParse(text, Decimals, out UInt256 amount)
        ? amount
        : throw CommandException.BadInput($"{option}: expected {DecimalAmount.Expected(Decimals)}, found '{text}'");
}
