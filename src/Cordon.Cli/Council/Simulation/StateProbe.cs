using Cordon.Cli.Council.Decoding;
using Cordon.Contracts.Interfaces;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>A view call whose answer before and after says what a transaction changes.</summary>
internal sealed record StateProbe(
    ContractIdentity Contract, ContractFunction View, IReadOnlyList<AbiValue> Arguments)
{
    public byte[] Calldata => View.Abi.EncodeCall(Arguments);
}
