using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Engine.Reading;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts.Tests;

/// <summary>No fact hangs on who somebody is: other addresses, same facts.</summary>
public sealed class RenamingTests
{
    [Theory]
    [InlineData(10921991)]
    [InlineData(12522062)]
    public void Renaming_every_address_renames_the_facts_and_changes_nothing_else(ulong block)
    {
        string file = Path.Combine(BlockPack.Root, "blocks", $"{block}.json.gz");
        BlockFacts original = BlockPack.Extract(file);
        Dictionary<string, string> names = Names(original.Data.Accounts);

        byte[] renamed = Rename(BlockPack.Bytes(file), names);
        var other = new BlockFacts();
        new BlockReader().Read(renamed, "renamed", other.Data);
        new FactExtractor().Extract(other);

        Assert.Equal(Text(original, name => names.GetValueOrDefault(name, name)), Text(other, name => name));
    }

    // The order of addresses is kept, since pools keep their tokens in it.
    private static Dictionary<string, string> Names(AccountTable accounts)
    {
        List<string> all = [];
        for (int i = 2; i < accounts.Count; i++) all.Add(accounts[new AccountId(i)].ToString()[2..]);
        return all.Where(name => !name.StartsWith("0000000000", StringComparison.Ordinal)).Distinct()
            .Order(StringComparer.Ordinal)
            .Select((name, i) => (name, Renamed: $"{0x10000000 + (i * 7919):x8}{name[..4]}c0ffee{name[10..32]}"))
            .ToDictionary(pair => pair.name, pair => pair.Renamed);
    }

    private static byte[] Rename(byte[] json, Dictionary<string, string> names)
    {
        string text = Encoding.UTF8.GetString(json);
        var result = new StringBuilder(text);
        for (int at = 0; at + 40 <= text.Length; at++)
        {
            if (!names.TryGetValue(text.Substring(at, 40), out string? name)) continue;
            for (int i = 0; i < name.Length; i++) result[at + i] = name[i];
            at += 39;
        }

        return Encoding.UTF8.GetBytes(result.ToString());
    }

    private static List<string> Text(BlockFacts facts, Func<string, string> rename)
    {
        string Name(AccountId id) => id.IsNone ? "none" : rename(facts.Data.Accounts[id].ToString()[2..]);
        return
        [
            .. facts.Swaps.Rows.ToArray().Select(row => $"{row.Tx} {row.Call} {row.Venue} {Name(row.Pool)}"
                + $" {Name(row.TokenIn)} {row.AmountIn} {Name(row.TokenOut)} {row.AmountOut} {row.ReserveIn}"),
            .. facts.Transfers.Rows.ToArray().Select(row => $"{row.Tx} {row.Call} {row.Kind} {Name(row.Asset)}"
                + $" {row.Amount} {Name(row.From)} {Name(row.To)}"),
            .. facts.Loans.Rows.ToArray().Select(row => $"{row.Tx} {row.Call} {row.Kind} {Name(row.Account)}"),
            .. facts.FlashLoans.Rows.ToArray().Select(row => $"{row.Tx} {row.Call} {row.Venue} {row.Amount}"),
        ];
    }
}
