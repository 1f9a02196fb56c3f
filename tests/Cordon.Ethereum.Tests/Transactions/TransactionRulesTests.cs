namespace Cordon.Ethereum.Tests;

/// <summary>Each rule at its limit: the last value that passes and the first that does not, with the reason.</summary>
public class TransactionRulesTests
{
    private static readonly PrivateKey Key = PrivateKey.Parse(new string('4', 64));

    private static readonly Transaction Plain = new()
    {
        ChainId = 1,
        GasLimit = 21_000,
        To = Address.Zero,
        MaxFeePerGas = 7,
        MaxPriorityFeePerGas = 7,
    };

    [Theory]
    [InlineData(TransactionType.Legacy, Fork.Frontier)]
    [InlineData(TransactionType.AccessList, Fork.Berlin)]
    [InlineData(TransactionType.DynamicFee, Fork.London)]
    [InlineData(TransactionType.Blob, Fork.Cancun)]
    [InlineData(TransactionType.SetCode, Fork.Prague)]
    public void A_type_exists_from_its_fork_on_and_not_before(TransactionType type, Fork since)
    {
        Transaction transaction = Plain with
        {
            Type = type,
            ChainId = type == TransactionType.Legacy ? null : 1,
            GasLimit = 60_000,
            MaxFeePerGas = 0,
            MaxPriorityFeePerGas = 0,
            BlobVersionedHashes = [Hash256.Zero],
            Authorizations = type == TransactionType.SetCode ? [Authorization.Sign(Key, 1, Address.Zero, 0)] : [],
        };

        foreach (Fork fork in Enum.GetValues<Fork>())
        {
            string? expected = fork >= since ? null : $"type {type} does not exist before {since}";
            Assert.Equal(expected, Judge(transaction, fork));
        }
    }

    [Theory]
    [InlineData(1, Fork.SpuriousDragon, null)]
    [InlineData(1, Fork.Homestead, "a chain id (EIP-155) does not exist before SpuriousDragon")]
    [InlineData(2, Fork.Prague, "chain id 2, not 1")]
    public void A_chain_id_is_the_chains_own(ulong chainId, Fork fork, string? violation) =>
        Assert.Equal(violation, Judge(Plain with { Type = TransactionType.Legacy, ChainId = chainId }, fork));

    [Fact]
    public void The_last_nonce_of_all_can_never_be_used()
    {
        Assert.Null(Judge(Plain with { Nonce = ulong.MaxValue - 1 }));
        Assert.Equal("nonce 2^64 - 1 can never be used (EIP-2681)", Judge(Plain with { Nonce = ulong.MaxValue }));
    }

    [Fact]
    public void The_priority_fee_is_at_most_the_whole_fee()
    {
        Assert.Null(Judge(Plain));
        Assert.Equal("the priority fee exceeds the largest fee", Judge(Plain with { MaxPriorityFeePerGas = 8 }));
    }

    [Fact]
    public void What_gas_can_cost_fits_256_bits()
    {
        UInt256 most = UInt256.MaxValue / 21_000;
        Assert.Null(Judge(Plain with { MaxFeePerGas = most }));
        Assert.Equal("gas limit times price exceeds 256 bits", Judge(Plain with { MaxFeePerGas = most + 1 }));
        Transaction legacy = Plain with
        {
            Type = TransactionType.Legacy,
            MaxPriorityFeePerGas = 0,
            GasPrice = most + 1,
        };
        Assert.Equal("gas limit times price exceeds 256 bits", Judge(legacy));
    }

    [Theory]
    [InlineData(49_152, Fork.Shanghai, null)]
    [InlineData(49_153, Fork.Shanghai, "init code of 49153 bytes exceeds 49152")]
    [InlineData(49_153, Fork.Paris, null)]
    public void Init_code_is_bounded_since_shanghai(int bytes, Fork fork, string? violation) => Assert.Equal(
        violation, Judge(Plain with { To = null, Data = new byte[bytes], GasLimit = 1_000_000 }, fork));

    [Fact]
    public void The_gas_limit_covers_the_intrinsic_gas_to_the_unit()
    {
        Assert.Null(Judge(Plain));
        Assert.Equal("gas limit 20999 below the intrinsic 21000", Judge(Plain with { GasLimit = 20_999 }));
    }

    [Theory]
    [InlineData(Fork.Frontier, 0, 0, 0, 21_000)]
    [InlineData(Fork.Frontier, 3, 2, 0, 21_000 + (3 * 4) + (2 * 68))]
    [InlineData(Fork.Istanbul, 3, 2, 0, 21_000 + (3 * 4) + (2 * 16))]
    [InlineData(Fork.Cancun, 0, 0, 3, 21_000 + (3 * 2_400) + (3 * 2 * 1_900))]
    [InlineData(Fork.Prague, 10, 5, 0, 21_000 + ((10 + (5 * 4)) * 10))]
    public void Intrinsic_gas_adds_up(Fork fork, int zeros, int others, int entries, ulong gas)
    {
        Transaction transaction = Plain with
        {
            Data = (byte[])[.. new byte[zeros], .. Enumerable.Repeat((byte)9, others)],
            AccessList = [.. Enumerable.Repeat(
                new AccessListEntry(Address.Zero, [Hash256.Zero, Hash256.Zero]), entries)],
        };

        Assert.Equal(gas, IntrinsicGas.Of(transaction, fork));
    }

    [Theory]
    [InlineData(Fork.Frontier, 0, 21_000)]
    [InlineData(Fork.Homestead, 0, 53_000)]
    [InlineData(Fork.Paris, 33, 53_000 + (33 * 4))]
    [InlineData(Fork.Shanghai, 32, 53_000 + (32 * 4) + 2)]
    [InlineData(Fork.Shanghai, 33, 53_000 + (33 * 4) + 4)]
    public void Creation_costs_more_and_since_shanghai_by_the_word(Fork fork, int bytes, ulong gas) =>
        Assert.Equal(gas, IntrinsicGas.Of(Plain with { To = null, Data = new byte[bytes] }, fork));

    [Fact]
    public void A_high_s_is_refused_since_homestead()
    {
        SignedTransaction low = (Plain with { Type = TransactionType.Legacy, ChainId = null }).Sign(Key);
        Signature mirrored = new(
            low.Signature.R, Signature.Order - low.Signature.S, (byte)(1 - low.Signature.RecoveryId));
        SignedTransaction high = low with { Signature = mirrored };

        Assert.Equal(low.RecoverSender(), high.RecoverSender());
        Assert.Null(TransactionRules.FirstViolation(high, Fork.Frontier, 1));
        Assert.Equal("S of the signature is in the upper half (EIP-2)",
            TransactionRules.FirstViolation(high, Fork.Homestead, 1));
    }

    [Fact]
    public void A_signature_that_nobody_can_have_made_has_no_sender()
    {
        SignedTransaction nobody = Plain.Sign(Key) with { Signature = new Signature(0, 1, 0) };

        Assert.False(nobody.TryRecoverSender(out Address sender));
        Assert.Equal(Address.Zero, sender);
        Assert.Throws<FormatException>(() => nobody.RecoverSender());
        Assert.Equal("no key can have made the signature",
            TransactionRules.FirstViolation(nobody, Fork.Prague, 1));
    }

    [Fact]
    public void An_authorization_with_a_high_s_a_strange_parity_or_nobodys_signature_is_nobodys()
    {
        var good = Authorization.Sign(Key, 1, Address.Zero, 7);
        Signature mirrored = new(
            good.Signature.R, Signature.Order - good.Signature.S, (byte)(1 - good.Signature.RecoveryId));

        Assert.True(good.TryRecoverAuthority(out Address authority));
        Assert.Equal(Key.Address, authority);
        Authorization[] others =
        [
            good with { Signature = mirrored }, good with { Signature = new Signature(0, 1, 0) },
            good with { Signature = good.Signature with { RecoveryId = 2 } },
        ];
        Assert.All(others, other =>
        {
            Assert.False(other.TryRecoverAuthority(out Address nobody));
            Assert.Equal(Address.Zero, nobody);
        });
    }

    [Theory]
    [InlineData("chain")]
    [InlineData("address")]
    [InlineData("nonce")]
    public void An_authorization_binds_every_field(string field)
    {
        var good = Authorization.Sign(Key, 1, Address.Zero, 7);
        Authorization changed = field switch
        {
            "chain" => good with { ChainId = 2 },
            "address" => good with { Address = Key.Address },
            _ => good with { Nonce = 8 },
        };

        Assert.False(changed.TryRecoverAuthority(out Address authority) && authority == Key.Address);
    }

    private static string? Judge(Transaction transaction, Fork fork = Fork.Prague) =>
        TransactionRules.FirstViolation(transaction.Sign(Key), fork, 1);
}
