using Cordon.Cli.Council.Decoding;
using Cordon.Contracts.Interfaces;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Chooses the view calls that show what a transaction changes: of every contract it touches whose interface
/// is known, each view that takes nothing, or takes what the transaction names.</summary>
internal sealed class ProbePlanner(ProbeValues values)
{
    private const int ProbesMax = 600;
    private const int ContractProbesMax = 160;

    private static readonly ContractFunction[] TokenViews =
    [
        .. ContractInterface.Of("Erc20").Functions.Where(function => function.IsView),
        View("owner()", "address"), View("paused()", "bool"), View("authority()", "address"),
        // OpenZeppelin's AccessManager
        View("hasRole(uint64 roleId,address account)", "bool isMember", "uint32 executionDelay"),
        View("getTargetFunctionRole(address target,bytes4 selector)", "uint64 role"),
        View("isTargetClosed(address target)", "bool isClosed"),
        View("getSchedule(bytes32 operationId)", "uint48 when"),
        // OpenZeppelin's Governor
        View("state(uint256 proposalId)", "uint8 state"), View("proposalDeadline(uint256 proposalId)", "uint256"),
    ];

    /// <param name="contracts">What the transaction touches, the Safe itself apart.</param>
    public IReadOnlyList<StateProbe> Plan(IEnumerable<ContractIdentity> contracts)
    {
        List<StateProbe> probes = [];
        foreach (ContractIdentity contract in contracts.Where(contract => contract.HasCode))
            probes.AddRange(ViewsOf(contract).SelectMany(view => Of(contract, view)).Take(ContractProbesMax));
        return [.. probes.Take(ProbesMax)];
    }

    private static IEnumerable<ContractFunction> ViewsOf(ContractIdentity contract) => contract.Contract switch
    {
        null => TokenViews,
        // Other Safes that are touched; approvals are what the simulation itself made up.
        "Safe" => ContractInterface.Of("Safe").Functions
            .Where(function => function.IsView && function.Abi.Name is "getOwners" or "getThreshold" or "nonce"),
        { } name => ContractInterface.Of(name).Functions.Where(function => function.IsView && !IsConstant(function)),
    };

    private IEnumerable<StateProbe> Of(ContractIdentity contract, ContractFunction view)
    {
        IReadOnlyList<AbiParameter> inputs = view.Abi.Inputs;
        if (view.Abi.Outputs.Count == 0 || inputs.Count > 2) return [];
        if (inputs.Count == 0) return [new StateProbe(contract, view, [])];
        IReadOnlyList<AbiValue> first = values.For(inputs[0]);
        return inputs.Count == 1
            ? first.Select(value => new StateProbe(contract, view, [value]))
            : from one in first
              from two in values.For(inputs[1])
              select new StateProbe(contract, view, [one, two]);
    }

    // Solidity's constants and immutables: nothing can change them.
    private static bool IsConstant(ContractFunction view) =>
        view.Abi.Inputs.Count == 0 && !view.Abi.Name.Any(char.IsAsciiLetterLower);

    private static ContractFunction View(string signature, params string[] results)
    {
        AbiFunction named = AbiFunction.Parse(signature);
        IEnumerable<AbiParameter> outputs = results.Select(result => result.Split(' '))
            .Select(words => new AbiParameter(words.ElementAtOrDefault(1) ?? "", AbiType.Parse(words[0])));
        var function = new AbiFunction(named.Name, named.Inputs, [.. outputs]);
        return new ContractFunction("Erc20", function, true, default, default);
    }
}
