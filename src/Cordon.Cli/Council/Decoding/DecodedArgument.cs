using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>One argument of a decoded call.</summary>
/// <param name="Name">As the interface calls it; its position where it does not.</param>
/// <param name="Type">Its ABI type.</param>
/// <param name="Value">The value itself.</param>
/// <param name="Text">For a person.</param>
internal sealed record DecodedArgument(string Name, AbiType Type, AbiValue Value, string Text);
