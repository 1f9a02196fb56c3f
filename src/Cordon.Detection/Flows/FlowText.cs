using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;

namespace Cordon.Detection.Flows;

/// <summary>Writes flows for people and as evidence. Called only for a signal.</summary>
internal static class FlowText
{
    private const int AssetsMax = 3;

    /// <summary>What the initiator's side gained, largest number of assets first named, in tokens.</summary>
    public static string Gains(TransactionFlows flows) =>
        Join([.. flows.Gains.ToArray().Where(gain => gain.IsGain)
            .Select(gain => AmountText.Of(flows.Block, gain.Asset, gain.Net))]);

    /// <summary>What an account lost on balance, in tokens.</summary>
    public static string Losses(TransactionFlows flows, AccountId account) =>
        Join([.. FlowsOf(flows, account).Where(flow => flow.IsLoss)
            .Select(flow => AmountText.Of(flows.Block, flow.Asset, flow.Net))]);

    /// <summary>What an account gained on balance, in tokens.</summary>
    public static string GainsOf(TransactionFlows flows, AccountId account) =>
        Join([.. FlowsOf(flows, account).Where(flow => flow.IsGain)
            .Select(flow => AmountText.Of(flows.Block, flow.Asset, flow.Net))]);

    /// <summary>The first account that gained without being on the initiator's side.</summary>
    public static AccountId Taker(TransactionFlows flows) =>
        flows.Parties.ToArray().First(party => party.Gains > 0 && !party.IsInitiator).Account;

    /// <summary>Gains and losses by asset as strings of smallest units, losses with a minus sign.</summary>
    public static JsonObject Balance(TransactionFlows flows, AccountId account)
    {
        JsonObject balance = [];
        foreach (Flow flow in FlowsOf(flows, account))
        {
            if (flow.In == flow.Out) continue;
            balance[flows.Data.Accounts[flow.Asset].ToString()] = (flow.IsLoss ? "-" : "") + flow.Net;
        }

        return balance;
    }

    /// <summary>The initiator's side's gains and losses by asset.</summary>
    public static JsonObject InitiatorBalance(TransactionFlows flows)
    {
        JsonObject balance = [];
        foreach (AssetGain gain in flows.Gains.ToArray())
        {
            if (gain.In == gain.Out) continue;
            balance[flows.Data.Accounts[gain.Asset].ToString()] = (gain.IsLoss ? "-" : "") + gain.Net;
        }

        return balance;
    }

    /// <summary>The contract that acted, or its sender where there is none.</summary>
    public static AccountId Attacker(TransactionFlows flows) => flows.Data.Calls.Self[flows.Calls.Start];

    public static string Name(TransactionFlows flows, AccountId account) =>
        account.IsNone ? "an unknown account" : flows.Data.Accounts[account].ToString();

    private static List<Flow> FlowsOf(TransactionFlows flows, AccountId account)
    {
        List<Flow> found = [];
        if (!flows.TryParty(account, out int party)) return found;
        for (int row = flows.Parties[party].FirstFlow; row >= 0; row = flows.Flows[row].Next)
            found.Add(flows.Flows[row]);
        return found;
    }

    private static string Join(List<string> parts) => parts.Count switch
    {
        0 => "nothing",
        <= AssetsMax => string.Join(" and ", parts),
        _ => $"{string.Join(", ", parts.Take(AssetsMax))} and {parts.Count - AssetsMax} more assets",
    };
}
