using System.Text.Json;
using Cordon.Ethereum;

namespace Cordon.Contracts.Interfaces;

/// <summary>A function with what its ABI says beyond the encoding.</summary>
/// <param name="Contract">The contract whose interface has it, by its name in Solidity; a standard's name for one that
/// many contracts share.</param>
/// <param name="Abi">Selector, arguments, results.</param>
/// <param name="IsView">Whether it changes nothing.</param>
/// <param name="Inputs">The arguments as the ABI file has them, with Solidity's own types; undefined where only the
/// signature is known.</param>
/// <param name="Outputs">The results, likewise.</param>
public sealed record ContractFunction(
    string Contract, AbiFunction Abi, bool IsView, JsonElement Inputs, JsonElement Outputs);
