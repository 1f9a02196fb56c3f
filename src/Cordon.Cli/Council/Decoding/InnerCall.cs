using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>A call that the arguments of another one spell out.</summary>
/// <param name="IsLater">Whether it is made later, by the contract that is told about it now.</param>
internal sealed record InnerCall(
    Address To, UInt256 Value, byte[] Data, bool IsDelegateCall = false, bool IsLater = false);
