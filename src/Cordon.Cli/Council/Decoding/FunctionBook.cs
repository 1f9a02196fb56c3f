using System.Buffers.Binary;
using System.Collections.Frozen;
using Cordon.Contracts.Interfaces;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>Finds the functions that a call's first four bytes can mean.</summary>
internal static class FunctionBook
{
    private static readonly Lazy<FrozenDictionary<uint, ContractFunction[]>> BySelector = new(() =>
        ContractInterface.All.SelectMany(item => item.Functions).Concat(StandardFunctions.All)
            .Where(function => !function.IsView)
            .GroupBy(function => function.Abi.Selector)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.DistinctBy(function => function.Abi.Signature).ToArray()));

    /// <summary>What the call can mean; empty where nothing is known. Several where a selector stands for several.
    /// </summary>
    public static IReadOnlyList<FunctionMatch> Find(ContractIdentity target, ReadOnlySpan<byte> data)
    {
        if (data.Length < AbiFunction.SelectorBytes) return [];
        uint selector = BinaryPrimitives.ReadUInt32BigEndian(data);
        if (target.Contract is { } name) return Proven(name, selector);
        return BySelector.Value.TryGetValue(selector, out ContractFunction[]? found)
            ? [.. found.Select(function => new FunctionMatch(function, IsProven: false))]
            : [];
    }

    private static List<FunctionMatch> Proven(string contract, uint selector)
    {
        // A Safe hands what it does not know itself to its fallback handler.
        string[] names = contract == "Safe" ? ["Safe", "SafeFallbackHandler"] : [contract];
        return
        [
            .. names.SelectMany(name => ContractInterface.Of(name).Functions)
                .Where(function => function.Abi.Selector == selector)
                .Take(1)
                .Select(function => new FunctionMatch(function, IsProven: true)),
        ];
    }
}
