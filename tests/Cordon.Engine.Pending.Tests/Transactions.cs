using System.Text;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending.Tests;

/// <summary>Made-up pending transactions.</summary>
internal static class Transactions
{
    public static Address Account(int number) => Address.FromWord((UInt256)(ulong)(0x1000 + number));

    public static Hash256 Hash(int number) => new((UInt256)(ulong)(number + 1));

    /// <summary>A block of that number with these transactions.</summary>
    public static MinedBlock Block(ulong number, params Hash256[] transactions) =>
        new(number, BlockHash(number), BlockHash(number - 1), UInt256.One, transactions);

    public static Hash256 BlockHash(ulong number) => Keccak256.HashUtf8($"block {number}");

    public static PendingTransaction Of(
        int number, PendingRank rank = PendingRank.Contract, Address? to = null, byte[]? input = null) => new()
        {
            Hash = Hash(number),
            From = Account(number),
            To = to ?? Account(9_999),
            Nonce = (ulong)number,
            Input = input ?? [1, 2, 3, 4],
            Rank = rank,
        };

    public static byte[] Json(int number, Address to, string input = "0x01020304", string more = "") =>
        Encoding.UTF8.GetBytes($$"""
            {"hash":"{{Hash(number)}}","from":"{{Account(number)}}","to":"{{to}}","nonce":"0x{{number:x}}",
             "gas":"0x5208","value":"0x0","maxFeePerGas":"0x2","gasPrice":"0x1","input":"{{input}}"{{more}}}
            """);
}
