using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Roles;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Deployment;

/// <summary>What a file of <c>cordon deploy</c> says of a mechanism. Whoever wrote the file may lie, so that all of it
/// is held against the settings or the chain.</summary>
internal sealed record DeploymentClaims
{
    public required string Path { get; init; }

    public required ulong Chain { get; init; }

    /// <summary>In which the stake was created; null in files of older versions.</summary>
    public required ulong? Block { get; init; }

    public required string Salt { get; init; }

    public required Address Deployer { get; init; }

    public required Address Token { get; init; }

    /// <summary>By the name in the mechanism.</summary>
    public required IReadOnlyDictionary<string, DeployedContract> Contracts { get; init; }

    /// <param name="option">The option that names the file, for messages.</param>
    /// <exception cref="CommandException">The file is missing, or not one of <c>cordon deploy</c>.</exception>
    public static DeploymentClaims Read(string option, string path) =>
        DeploymentDocument.Read(option, path, root => new DeploymentClaims
        {
            Path = path,
            Chain = root.GetProperty("chain").GetUInt64(),
            Block = root.TryGetProperty("block", out JsonElement block) ? block.GetUInt64() : null,
            Salt = Text(root, "salt"),
            Deployer = Address.Parse(Text(root, "deployer")),
            Token = Address.Parse(Text(root, "token")),
            Contracts = root.GetProperty("contracts").EnumerateArray().Select(Contract)
                .ToDictionary(contract => contract.Name),
        });

    /// <exception cref="CommandException">The node is on another chain.</exception>
    /// <exception cref="RpcException">It cannot be asked.</exception>
    public async Task RequireChainAsync(IRpcCaller node, CancellationToken cancellation)
    {
        ulong found = await node.ChainIdAsync(cancellation);
        if (found != Chain)
            throw CommandException.BadInput($"{Path}: chain: expected {Chain}, the node is on chain {found}");
    }

    /// <summary>Demands that settings and deployer give this very mechanism.</summary>
    /// <exception cref="CommandException">They give another; the message names the first difference.</exception>
    public void RequireSame(MechanismPlan plan)
    {
        Require("chain", Chain, plan.Settings.ChainId);
        Require("salt", Salt, plan.Settings.Salt);
        Require("token", Token, plan.Settings.Token);
        foreach (PlannedContract planned in plan.Contracts)
            Require(planned.Name, Contracts.GetValueOrDefault(planned.Name)?.Address, planned.Address);
        foreach (string name in Contracts.Keys.Except(plan.Contracts.Select(planned => planned.Name)))
            Require<Address?>(name, Contracts[name].Address, null);
    }

    /// <summary>What the file says of a mechanism and the chain does not.</summary>
    public IEnumerable<AuditFinding> Differences(AuditReport report)
    {
        foreach (DeployedContract found in report.Contracts)
        {
            Hash256 claimed = Contracts[found.Name].CodeHash;
            if (claimed != found.CodeHash)
                yield return new AuditFinding(found.Name, $"the file says code hash {claimed}, found {found.CodeHash}");
        }

        if (Block is { } block && report.CreatedIn is { } created && block != created)
            yield return new AuditFinding("stake", $"the file says created in block {block}, found {created}");
    }

    private void Require<T>(string name, T claimed, T given)
    {
        if (EqualityComparer<T>.Default.Equals(claimed, given)) return;
        throw CommandException.BadInput(
            $"{Path}: {name}: the file says {Shown(claimed)}, --config and the file's deployer {Deployer} give "
            + $"{Shown(given)}; is it the configuration (and --parameters) of that deployment, and cordon's version?");
    }

    private static string Shown<T>(T value) => value switch
    {
        null => "nothing",
        string text => $"'{text}'",
        _ => $"{value}",
    };

    private static DeployedContract Contract(JsonElement json) => new(
        Text(json, "name"), Text(json, "contract"), Address.Parse(Text(json, "address")),
        Hash256.Parse(Text(json, "codeHash")));

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"{name}: expected a text, found null");
}
