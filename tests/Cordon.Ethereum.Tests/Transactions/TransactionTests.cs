namespace Cordon.Ethereum.Tests;

public class TransactionTests
{
    private const string Key = "0x4646464646464646464646464646464646464646464646464646464646464646";

    [Fact]
    public void The_example_of_eip_155_comes_out_byte_for_byte()
    {
        var transaction = new Transaction
        {
            Type = TransactionType.Legacy,
            ChainId = 1,
            Nonce = 9,
            GasPrice = 20_000_000_000,
            GasLimit = 21_000,
            To = Address.Parse("0x3535353535353535353535353535353535353535"),
            Value = 1_000_000_000_000_000_000,
        };
        using PrivateKey key = PrivateKey.Parse(Key);
        SignedTransaction signed = transaction.Sign(key);
        Assert.Equal("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53",
            transaction.SigningHash().ToString());
        Assert.Equal("0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025"
            + "a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800c"
            + "cf555c9f3dc64214b297fb1966a3b6d83", Hex.Format(signed.Encode()));
    }

    [Fact]
    public void Random_transactions_of_every_type_round_trip() => Seeded.Run(1_000, random =>
    {
        using PrivateKey key = PrivateKey.Generate();
        SignedTransaction signed = RandomTransactions.Next(random, key).Sign(key);
        SignedTransaction decoded = SignedTransaction.Decode(signed.Encode());
        Assert.Equal(Hex.Format(signed.Encode()), Hex.Format(decoded.Encode()));
        Assert.Equal(key.Address, decoded.RecoverSender());
        Assert.Equal(signed.Transaction.GasPriceMax, decoded.Transaction.GasPriceMax);
        Assert.Equal(signed.Transaction.Type, decoded.Transaction.Type);
        foreach (Authorization authorization in decoded.Transaction.Authorizations)
        {
            Assert.True(authorization.TryRecoverAuthority(out Address authority));
            Assert.Equal(key.Address, authority);
        }
    });

    [Fact]
    public void A_mutated_transaction_is_refused_or_encodes_to_the_same_bytes_again() => Seeded.Run(10_000, random =>
    {
        SignedTransaction signed = new(
            RandomTransactions.Next(random, null), new Signature(random.NextWord(), random.NextWord(), 1));
        byte[] mutated = Mutation.Of(signed.Encode(), random);
        try
        {
            Assert.Equal(mutated, SignedTransaction.Decode(mutated).Encode());
        }
        catch (RlpException error)
        {
            Assert.InRange(error.Position, 0, mutated.Length);
        }
    });

    [Theory]
    [InlineData("0x", "at least one byte")]
    [InlineData("0x05c0", "0x05 is not a transaction type")]
    [InlineData("0x00c0", "0x00 is not a transaction type")]
    [InlineData("0x7f", "0x7f is not a transaction type")]
    [InlineData("0x02", "byte 1: the input ends")]
    [InlineData("0xc0", "byte 1: the input ends")]
    public void Bytes_that_are_no_transaction_are_refused_with_the_reason(string hex, string reason) => Assert.Contains(
        reason, Assert.Throws<RlpException>(() => SignedTransaction.Decode(Hex.Parse(hex))).Message);

    [Theory]
    [InlineData(TransactionType.DynamicFee, "needs a chain id")]
    [InlineData(TransactionType.SetCode, "needs a chain id")]
    public void A_typed_transaction_without_chain_is_not_encoded(TransactionType type, string reason)
    {
        var transaction = new Transaction { Type = type };
        Assert.Contains(reason, Assert.Throws<InvalidOperationException>(transaction.EncodeForSigning).Message);
    }

    [Theory]
    [InlineData(TransactionType.Blob)]
    [InlineData(TransactionType.SetCode)]
    public void Types_3_and_4_cannot_create_a_contract(TransactionType type) => Assert.Contains("needs a recipient",
        Assert.Throws<InvalidOperationException>(
            () => new Transaction { Type = type, ChainId = 1 }.EncodeForSigning()).Message);

    [Theory] // forks newer than the official vectors
    [InlineData(0, Fork.Cancun, 21_000)]
    [InlineData(100, Fork.Cancun, 22_600)]
    [InlineData(100, Fork.Prague, 25_000)] // EIP-7623: 40 gas a byte as the floor
    public void Prague_puts_a_floor_under_the_price_of_calldata(int bytes, Fork fork, ulong gas)
    {
        var transaction = new Transaction { To = Address.Zero, Data = Enumerable.Repeat((byte)1, bytes).ToArray() };
        Assert.Equal(gas, IntrinsicGas.Of(transaction, fork));
    }

    [Fact]
    public void A_delegation_exists_from_prague_on_and_needs_an_authorization()
    {
        using PrivateKey key = PrivateKey.Parse(Key);
        var empty = new Transaction
        {
            Type = TransactionType.SetCode,
            ChainId = 1,
            GasLimit = 100_000,
            To = Address.Zero,
        };
        Transaction full = empty with { Authorizations = [Authorization.Sign(key, 1, Address.Zero, 0)] };
        string? before = TransactionRules.FirstViolation(full.Sign(key), Fork.Cancun, 1);
        Assert.Contains("does not exist before Prague", before);
        Assert.Contains("without authorizations", TransactionRules.FirstViolation(empty.Sign(key), Fork.Prague, 1));
        Assert.Null(TransactionRules.FirstViolation(full.Sign(key), Fork.Prague, 1));
        Assert.Equal(21_000UL + 25_000, IntrinsicGas.Of(full, Fork.Prague));
    }
}
