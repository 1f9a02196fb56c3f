using System.Security.Cryptography;
using System.Text;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>The fingerprint of one receipt: whose it is, its outcome and each of its logs.</summary>
/// <param name="Outcome">Digest of status and gas used.</param>
/// <param name="Logs">Digest of each log: address, topics and data.</param>
/// <remarks>Only what consensus fixes is digested, without regard to the order of members or the case of hex digits,
/// so that honest nodes of different makes agree.</remarks>
public sealed record ReceiptPrint(string TransactionHash, Hash256 Outcome, IReadOnlyList<Hash256> Logs)
{
    /// <summary>Reads the fingerprints of a block's receipts.</summary>
    /// <exception cref="FormatException">Not an array of receipts.</exception>
    public static IReadOnlyList<ReceiptPrint> ReadAll(ReadOnlySpan<byte> receipts)
    {
        var prints = new List<ReceiptPrint>();
        JsonSlices elements = JsonSlices.OfArray(receipts);
        while (elements.Next()) prints.Add(Read(elements.Value));
        return prints;
    }

    private static ReceiptPrint Read(ReadOnlySpan<byte> receipt)
    {
        string hash = "", status = "", gas = "";
        var logs = new List<Hash256>();
        JsonSlices members = JsonSlices.OfObject(receipt);
        while (members.Next())
        {
            if (members.Name.SequenceEqual("transactionHash"u8)) hash = Lower(members.Value);
            else if (members.Name.SequenceEqual("status"u8)) status = Lower(members.Value);
            else if (members.Name.SequenceEqual("gasUsed"u8)) gas = Lower(members.Value);
            else if (members.Name.SequenceEqual("logs"u8) && members.Value is [(byte)'[', ..])
                ReadLogs(members.Value, logs);
        }

        return new ReceiptPrint(hash, Digest($"{status}|{gas}"), logs);
    }

    private static void ReadLogs(ReadOnlySpan<byte> json, List<Hash256> logs)
    {
        JsonSlices elements = JsonSlices.OfArray(json);
        while (elements.Next())
        {
            string address = "", topics = "", data = "";
            JsonSlices members = JsonSlices.OfObject(elements.Value);
            while (members.Next())
            {
                if (members.Name.SequenceEqual("address"u8)) address = Lower(members.Value);
                else if (members.Name.SequenceEqual("topics"u8)) topics = TopicsOf(members.Value);
                else if (members.Name.SequenceEqual("data"u8)) data = Lower(members.Value);
            }

            logs.Add(Digest($"{address}|{topics}|{data}"));
        }
    }

    private static string TopicsOf(ReadOnlySpan<byte> json)
    {
        var topics = new StringBuilder();
        JsonSlices elements = JsonSlices.OfArray(json);
        while (elements.Next()) topics.Append(Lower(elements.Value)).Append(',');
        return topics.ToString();
    }

    private static string Lower(ReadOnlySpan<byte> json) =>
        Encoding.UTF8.GetString(json.Trim((byte)'"')).ToLowerInvariant();

    private static Hash256 Digest(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
