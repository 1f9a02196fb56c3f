using System.Text;

namespace Cordon.Cli.Tests;

/// <summary>Recorded blocks: a small one made here, and the real ones where this machine has them.</summary>
internal static class Recordings
{
    public const string Sender = "0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string Target = "0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    public const string Token = "0xcccccccccccccccccccccccccccccccccccccccc";
    public const string Receiver = "0xdddddddddddddddddddddddddddddddddddddddd";
    private const string TransferTopic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    public static string Tx { get; } = "0x" + new string('7', 64);

    /// <summary>The sender pays 1 ETH to a contract, which gives 500 tokens away and makes a failing call.</summary>
    public static byte[] Small(ulong number = 19_000_000) => Encoding.UTF8.GetBytes($$"""
        {"chainId":1,
         "block":{"number":"0x{{number:x}}","hash":"0x{{number:x64}}","parentHash":"0x{{number - 1:x64}}",
          "timestamp":"0x65a00000","miner":"{{Receiver}}","transactions":[
           {"hash":"{{Tx}}","from":"{{Sender}}","to":"{{Target}}","value":"0xde0b6b3a7640000","input":"0x12345678",
            "nonce":"0x1","transactionIndex":"0x0","gasPrice":"0x3b9aca00"}]},
         "receipts":[{"transactionHash":"{{Tx}}","transactionIndex":"0x0","status":"0x1","gasUsed":"0x5208","logs":[
           {"address":"{{Token}}","topics":["{{TransferTopic}}","{{Padded(Target)}}","{{Padded(Receiver)}}"],
            "data":"0x{{500:x64}}","logIndex":"0x0"}]}],
         "traces":[{"txHash":"{{Tx}}","result":{"type":"CALL","from":"{{Sender}}","to":"{{Target}}",
           "value":"0xde0b6b3a7640000","gas":"0x0","gasUsed":"0x0","input":"0x12345678","output":"0x","calls":[
            {"type":"CALL","from":"{{Target}}","to":"{{Token}}","value":"0x0","gas":"0x0","gasUsed":"0x0",
             "input":"0xa9059cbb{{Padded(Receiver)[2..]}}{{500:x64}}","output":"0x{{1:x64}}","logs":[
              {"address":"{{Token}}","topics":["{{TransferTopic}}","{{Padded(Target)}}","{{Padded(Receiver)}}"],
               "data":"0x{{500:x64}}"}]},
            {"type":"STATICCALL","from":"{{Target}}","to":"{{Token}}","gas":"0x0","gasUsed":"0x0",
             "input":"0xdeadbeef","output":"0x","error":"execution reverted"} ] } } ] }
        """.ReplaceLineEndings(""));

    /// <summary>A folder of the recorded packs; skips the test where this machine lacks it.</summary>
    public static string Pack(string name)
    {
        string root = Environment.GetEnvironmentVariable("CORDON_DATA")
            ?? Path.Combine(RepositoryRoot(), "..", "shared", "data");
        string folder = Path.Combine(root, name);
        Assert.SkipWhen(!Directory.Exists(folder), $"no recorded blocks at {folder}; set CORDON_DATA");
        return folder;
    }

    public static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cordon.slnx"))) folder = folder.Parent;
        return folder!.FullName;
    }

    private static string Padded(string address) => "0x" + new string('0', 24) + address[2..];
}
