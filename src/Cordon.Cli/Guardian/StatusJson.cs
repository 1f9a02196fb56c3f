using System.Text.Json;
using Cordon.Cli.Guardian.Unbonding;
using Cordon.Cli.Terminal;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary>A status as the JSON object of spec/guardian.schema.json: a public contract.</summary>
internal static class StatusJson
{
    public static void Write(Session session, GuardianStatus status)
    {
        using (Utf8JsonWriter json = new(session.Out, SignalJson.WriterOptions)) Write(json, status);
        session.WriteLine();
    }

    private static void Write(Utf8JsonWriter json, GuardianStatus status)
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteNumber("chain", status.Chain);
        json.WriteString("guardian", status.Guardian.ToString());
        json.WriteNumber("index", status.Index);
        json.WriteString("key", status.Key.ToString());
        json.WriteString("keyWei", status.KeyWei.ToString());
        json.WriteString("nextKey", status.NextKey?.Key.ToString());
        WriteAmount(json, "nextKeyAt", status.NextKey?.From);
        json.WriteString("endpoint", status.Endpoint);
        json.WriteBoolean("onDuty", status.IsOnDuty);
        json.WriteBoolean("expelled", status.IsExpelled);
        json.WriteNumber("commissionBps", status.CommissionBps);
        json.WriteStartObject("token");
        json.WriteString("address", status.Token.Address.ToString());
        json.WriteString("symbol", status.Token.Symbol);
        json.WriteNumber("decimals", status.Token.Decimals);
        json.WriteEndObject();
        WriteAmount(json, "selfStake", status.SelfStake);
        WriteAmount(json, "poolStake", status.PoolStake);
        WriteAmount(json, "weight", status.Weight);
        WriteAmount(json, "bondFree", status.BondFree);
        WriteAmount(json, "bondLocked", status.BondLocked);
        WriteAmount(json, "bondNeeded", status.BondNeeded);
        WriteAmount(json, "credit", status.Credit);
        WriteAmount(json, "freshUntil", status.FreshUntil);
        json.WriteNumber("now", status.Now);
        json.WriteNumber("searchedFrom", status.SearchedFrom);
        WriteAmount(json, "owed", status.Owed);
        WriteList(json, "rewards", "incident", status.Rewards.Select(each => ($"{each.Incident}", each.Amount)));
        WriteList(json, "slashes", "slash", status.Slashes.Select(each => ($"{each.Slash}", each.Amount)));
        json.WriteStartArray("unbonding");
        foreach (UnbondingTicket ticket in status.Unbonding)
        {
            json.WriteStartObject();
            json.WriteString("ticket", ticket.Ticket.ToString());
            json.WriteString("amount", ticket.Amount.ToString());
            json.WriteNumber("claimableAt", ticket.ClaimableAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter json, string name, UInt256? amount) =>
        json.WriteString(name, amount?.ToString());

    private static void WriteList(
        Utf8JsonWriter json, string name, string key, IEnumerable<(string Id, UInt256 Amount)> items)
    {
        json.WriteStartArray(name);
        foreach ((string id, UInt256 amount) in items)
        {
            json.WriteStartObject();
            json.WriteString(key, id);
            json.WriteString("amount", amount.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
