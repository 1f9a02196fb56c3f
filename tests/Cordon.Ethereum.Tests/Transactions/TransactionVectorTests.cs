using System.Text.Json;

namespace Cordon.Ethereum.Tests;

/// <summary>Ethereum's own TransactionTests: 210 transactions, each judged under every fork its file names.</summary>
public class TransactionVectorTests
{
    private const ulong MainnetChainId = 1;

    private static readonly Dictionary<string, Fork> Forks = new()
    {
        ["Frontier"] = Fork.Frontier,
        ["Homestead"] = Fork.Homestead,
        ["EIP150"] = Fork.TangerineWhistle,
        ["EIP158"] = Fork.SpuriousDragon,
        ["Byzantium"] = Fork.Byzantium,
        ["Constantinople"] = Fork.Constantinople,
        ["ConstantinopleFix"] = Fork.Petersburg,
        ["Istanbul"] = Fork.Istanbul,
        ["Berlin"] = Fork.Berlin,
        ["London"] = Fork.London,
        ["Paris"] = Fork.Paris,
        ["Shanghai"] = Fork.Shanghai,
        ["Cancun"] = Fork.Cancun,
    };

    [Fact]
    public void Every_official_transaction_is_judged_as_its_file_says_under_every_fork()
    {
        int judged = 0;
        var wrong = new List<string>();
        string folder = TestFiles.Vectors("TransactionTests");
        foreach (string file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            foreach (JsonProperty test in TestFiles.ReadJson(file).EnumerateObject())
            {
                byte[] bytes = Hex.Parse(test.Value.GetProperty("txbytes").GetString());
                foreach (JsonProperty result in test.Value.GetProperty("result").EnumerateObject())
                {
                    judged++;
                    string? fault = Compare(bytes, result);
                    if (fault is not null) wrong.Add($"{test.Name}, {result.Name}: {fault}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.Equal(2_665, judged);
    }

    [Fact]
    public void Official_keys_sign_the_basic_transactions_as_expected()
    {
        foreach (JsonElement test in TestFiles.ReadVectors("BasicTests/txtest.json").EnumerateArray())
        {
            string to = test.GetProperty("to").GetString()!;
            var transaction = new Transaction
            {
                Type = TransactionType.Legacy,
                Nonce = test.GetProperty("nonce").GetUInt64(),
                GasPrice = test.GetProperty("gasprice").GetUInt64(),
                GasLimit = test.GetProperty("startgas").GetUInt64(),
                To = to.Length == 0 ? null : Address.Parse("0x" + to),
                Value = test.GetProperty("value").GetUInt64(),
                Data = Convert.FromHexString(test.GetProperty("data").GetString()!),
            };
            using PrivateKey key = PrivateKey.Parse(test.GetProperty("key").GetString());
            SignedTransaction official = SignedTransaction.Decode(
                Convert.FromHexString(test.GetProperty("signed").GetString()!));

            // The official file signs with random nonces, so signatures differ; the fields and the signer must not.
            Assert.Equal(official.Transaction.EncodeForSigning(), transaction.EncodeForSigning());
            Assert.Equal(key.Address, official.RecoverSender());
            Assert.Equal(key.Address, transaction.Sign(key).RecoverSender());
        }
    }

    private static string? Compare(byte[] bytes, JsonProperty result)
    {
        Fork fork = Forks[result.Name];
        bool isInvalid = result.Value.TryGetProperty("exception", out JsonElement exception);
        SignedTransaction signed;
        try
        {
            signed = SignedTransaction.Decode(bytes);
        }
        catch (RlpException error)
        {
            return isInvalid ? null : $"refused although valid: {error.Message}";
        }

        string? violation = TransactionRules.FirstViolation(signed, fork, MainnetChainId);
        if (isInvalid) return violation is null ? $"accepted although {exception.GetString()}" : null;
        if (violation is not null) return $"refused although valid: {violation}";

        string expected = string.Join(' ', result.Value.GetProperty("hash").GetString(),
            result.Value.GetProperty("sender").GetString(),
            UInt256.Parse(result.Value.GetProperty("intrinsicGas").GetString()));
        string actual = $"{signed.Hash()} {signed.RecoverSender()} {IntrinsicGas.Of(signed.Transaction, fork)}";
        return expected == actual ? null : $"expected {expected}, got {actual}";
    }
}
