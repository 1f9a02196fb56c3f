namespace Cordon.Ethereum.Tests;

/// <summary>No vector file is passed over in silence: each is read by a test, or left out for a reason.</summary>
public class VectorCoverageTests
{
    private static readonly Dictionary<string, string> Ethers = new()
    {
        ["accounts"] = nameof(AddressTests),
        ["bignumber"] = nameof(UInt256TextTests),
        ["contract-events"] = nameof(EthersAbiTests),
        ["contract-interface"] = nameof(EthersAbiTests),
        ["contract-interface-abi2"] = nameof(EthersAbiTests),
        ["contract-signatures"] = nameof(EthersAbiTests),
        ["eip712"] = nameof(TypedDataTests),
        ["hashes"] = nameof(Keccak256Tests),
        ["rlp-coder"] = nameof(RlpVectorTests),
        ["solidity-hashes"] = nameof(EthersAbiTests),
        ["transactions"] = nameof(EthersTransactionTests),
        ["typed-transactions"] = nameof(EthersTransactionTests),
        ["wallets"] = nameof(KeystoreTests),
        ["hdnode"] = "left out: Cordon holds one key a node and derives none from mnemonics",
        ["namehash"] = "left out: Cordon resolves no ENS names",
        ["nameprep"] = "left out: likewise",
        ["units"] = "left out: amounts for people are formatted from a token's decimals, outside this library",
        ["wordlists"] = "left out: mnemonics, as hdnode",
    };

    private static readonly Dictionary<string, string> Official = new()
    {
        ["ABITests/basic_abi_tests.json"] = nameof(EthersAbiTests),
        ["BasicTests/keyaddrtest.json"] = nameof(PrivateKeyTests),
        ["BasicTests/txtest.json"] = nameof(TransactionVectorTests),
        ["KeyStoreTests/basic_tests.json"] = nameof(KeystoreTests),
        ["RLPTests/RandomRLPTests/example.json"] = nameof(RlpVectorTests),
        ["RLPTests/invalidRLPTest.json"] = nameof(RlpVectorTests),
        ["RLPTests/rlptest.json"] = nameof(RlpVectorTests),
        ["BasicTests/hexencodetest.json"] = "left out: the path encoding of state tries, which Cordon does not build",
    };

    [Fact]
    public void Every_file_of_the_ethers_package_is_read_or_left_out_for_a_reason()
    {
        string folder = TestFiles.NodePackage("@ethersproject/testcases/testcases");
        IEnumerable<string> files = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file));
        Assert.Equal(Ethers.Keys.Order(StringComparer.Ordinal),
            files.Select(file => file.Replace(".json.gz", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_official_file_is_read_or_left_out_for_a_reason()
    {
        string folder = TestFiles.Vectors("");
        IEnumerable<string> files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("TransactionTests/", StringComparison.Ordinal)); // all read by one test
        Assert.Equal(Official.Keys.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }
}
