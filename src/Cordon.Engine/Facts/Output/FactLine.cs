using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>One fact as one line of JSON: numbers as decimal text, accounts as addresses, unknown as null.</summary>
internal readonly ref struct FactLine
{
    private readonly Utf8JsonWriter _json;
    private readonly BlockData _data;

    private FactLine(Utf8JsonWriter json, BlockData data)
    {
        _json = json;
        _data = data;
    }

    public static FactLine Begin(Utf8JsonWriter json, BlockData data, string kind, int tx)
    {
        json.WriteStartObject();
        json.WriteNumber("block", data.Number);
        json.WriteString("kind", kind);
        json.WriteString("tx", data.Transactions.Hash[tx].ToString());
        return new FactLine(json, data);
    }

    public FactLine Account(string key, AccountId account)
    {
        if (account.IsNone) _json.WriteNull(key);
        else _json.WriteString(key, _data.Accounts[account].ToString());
        return this;
    }

    public FactLine Amount(string key, in UInt256 amount)
    {
        _json.WriteString(key, amount.ToString());
        return this;
    }

    /// <summary>Leaves the key out where the number is zero.</summary>
    public FactLine AmountIfAny(string key, in UInt256 amount) => amount.IsZero ? this : Amount(key, amount);

    public FactLine Signed(string key, bool isNegative, in UInt256 magnitude)
    {
        _json.WriteString(key, isNegative ? "-" + magnitude : magnitude.ToString());
        return this;
    }

    public FactLine Word(string key, in UInt256 word)
    {
        _json.WriteString(key, word.ToHex());
        return this;
    }

    public FactLine Text(string key, string value)
    {
        _json.WriteString(key, value);
        return this;
    }

    public FactLine Name<T>(string key, T value) where T : struct, Enum
    {
        _json.WriteString(key, JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
        return this;
    }

    public FactLine Flag(string key, bool value)
    {
        _json.WriteBoolean(key, value);
        return this;
    }

    public FactLine Number(string key, ulong value)
    {
        _json.WriteNumber(key, value);
        return this;
    }

    /// <summary>
    /// Ends the line with where the fact stands in the call tree, null where only receipts are known.
    /// </summary>
    public void End(int call)
    {
        if (call < 0)
        {
            _json.WriteNull("traceAddress");
        }
        else
        {
            _json.WriteStartArray("traceAddress");
            foreach (int step in TraceAddress.Of(_data.Calls, call)) _json.WriteNumberValue(step);
            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }
}
