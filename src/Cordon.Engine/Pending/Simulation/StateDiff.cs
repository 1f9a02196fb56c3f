using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>What transactions change in a node's state, in the form in which a node takes it as an override. A value.
/// </summary>
/// <remarks>Read from the answer of geth's <c>prestateTracer</c> in its diff mode: what was and what is. A slot that
/// was and no longer is holds zero; an account that was and no longer is has been destroyed.</remarks>
internal sealed class StateDiff
{
    private readonly ImmutableDictionary<Address, Account> _accounts;

    private StateDiff(ImmutableDictionary<Address, Account> accounts) => _accounts = accounts;

    public static StateDiff Empty { get; } = new(ImmutableDictionary<Address, Account>.Empty);

    public bool IsEmpty => _accounts.IsEmpty;

    /// <summary>These changes, and then those of one more transaction.</summary>
    /// <param name="json">The tracer's answer.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public StateDiff Then(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument answer = JsonDocument.Parse(json);
            JsonElement before = answer.RootElement.GetProperty("pre"), after = answer.RootElement.GetProperty("post");
            ImmutableDictionary<Address, Account>.Builder accounts = _accounts.ToBuilder();
            foreach (JsonProperty member in before.EnumerateObject())
            {
                Address address = AddressOf(member.Name);
                Account known = accounts.GetValueOrDefault(address, Account.Untouched);
                accounts[address] = after.TryGetProperty(member.Name, out _)
                    ? known.WithoutSlots(SlotsOf(member.Value).Select(slot => slot.Key))
                    : Account.Destroyed;
            }

            foreach (JsonProperty member in after.EnumerateObject())
            {
                Address address = AddressOf(member.Name);
                accounts[address] = Updated(accounts.GetValueOrDefault(address, Account.Untouched), member.Value);
            }

            return new StateDiff(accounts.ToImmutable());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"the changes of a transaction are unreadable ({e.Message})", e);
        }
    }

    /// <summary>Writes it as the state overrides of a call.</summary>
    public void Append(StringBuilder json)
    {
        json.Append('{');
        string separator = "";
        foreach ((Address address, Account account) in _accounts)
        {
            json.Append(separator).Append('"').Append(address).Append("\":{");
            account.Append(json);
            json.Append('}');
            separator = ",";
        }

        json.Append('}');
    }

    private static Account Updated(Account account, JsonElement after) => account with
    {
        Balance = after.TryGetProperty("balance", out JsonElement balance) ? QuantityOf(balance) : account.Balance,
        Nonce = after.TryGetProperty("nonce", out JsonElement nonce) ? QuantityOf(nonce) : account.Nonce,
        Code = after.TryGetProperty("code", out JsonElement code) ? BytesOf(code) : account.Code,
        Slots = account.Slots.SetItems(SlotsOf(after)),
    };

    private static IEnumerable<KeyValuePair<Hash256, Hash256>> SlotsOf(JsonElement account)
    {
        if (!account.TryGetProperty("storage", out JsonElement storage)) yield break;
        foreach (JsonProperty slot in storage.EnumerateObject())
            yield return new(WordOf(slot.Name), WordOf(slot.Value.GetString()));
    }

    private static Address AddressOf(string text) =>
        Address.TryParse(text, out Address address) ? address : throw new FormatException($"'{text}' is no address");

    private static Hash256 WordOf(string? text) =>
        Hash256.TryParse(text, out Hash256 word) ? word : throw new FormatException($"'{text}' is no word");

    // Nonces are numbers with some nodes, quantities with others.
    private static UInt256 QuantityOf(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetUInt64()
        : UInt256.ParseQuantity(value.GetString() ?? throw new FormatException("null is no quantity"));

    private static string BytesOf(JsonElement value) => Hex.Format(Hex.Parse(value.GetString()));

    private sealed record Account
    {
        public static Account Untouched { get; } = new();

        public static Account Destroyed { get; } =
            new() { Balance = UInt256.Zero, Nonce = UInt256.Zero, Code = "0x", IsWiped = true };

        public UInt256? Balance { get; init; }

        public UInt256? Nonce { get; init; }

        public string? Code { get; init; }

        public ImmutableSortedDictionary<Hash256, Hash256> Slots { get; init; } =
            ImmutableSortedDictionary<Hash256, Hash256>.Empty;

        /// <summary>Whether its storage holds the slots and nothing else.</summary>
        public bool IsWiped { get; init; }

        public Account WithoutSlots(IEnumerable<Hash256> slots) => this with
        {
            Slots = Slots.SetItems(slots.Select(slot => new KeyValuePair<Hash256, Hash256>(slot, Hash256.Zero))),
        };

        public void Append(StringBuilder json)
        {
            int start = json.Length;
            if (Balance is { } balance) json.Append($"\"balance\":\"{balance.ToQuantity()}\",");
            if (Nonce is { } nonce) json.Append($"\"nonce\":\"{nonce.ToQuantity()}\",");
            if (Code is not null) json.Append($"\"code\":\"{Code}\",");
            if (IsWiped || Slots.Count > 0)
            {
                json.Append(IsWiped ? "\"state\":{" : "\"stateDiff\":{");
                json.AppendJoin(',', Slots.Select(slot => $"\"{slot.Key}\":\"{slot.Value}\"")).Append("},");
            }

            if (json.Length > start) json.Length--; // the last comma
        }
    }
}
