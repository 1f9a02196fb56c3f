using System.Numerics;
using System.Text.Json;

namespace Cordon.Ethereum.Tests;

public class PrivateKeyTests
{
    private const string Secret = "4646464646464646464646464646464646464646464646464646464646464646";

    // The file's sig_of_emptystring is left out: it names no hash, and no usual hash of nothing recovers the key.
    [Fact]
    public void Official_keys_come_from_their_seeds_and_have_their_addresses()
    {
        foreach (JsonElement test in TestFiles.ReadVectors("BasicTests/keyaddrtest.json").EnumerateArray())
        {
            string secret = test.GetProperty("key").GetString()!;
            using PrivateKey key = PrivateKey.Parse(secret);
            Assert.Equal("0x" + secret, Keccak256.HashUtf8(test.GetProperty("seed").GetString()!).ToString());
            Assert.Equal("0x" + test.GetProperty("addr").GetString(), key.Address.ToString());
        }
    }

    [Fact]
    public void What_is_signed_recovers_to_the_signer_with_a_low_s() => Seeded.Run(300, random =>
    {
        using PrivateKey key = PrivateKey.Generate();
        Hash256 hash = random.NextHash();
        Signature signature = key.Sign(hash);
        Assert.True(signature.HasLowS);
        Assert.InRange(signature.RecoveryId, 0, 1);
        Assert.Equal(signature, key.Sign(hash)); // RFC 6979: the same hash, the same nonce
        Assert.Equal(key.Address, signature.RecoverAddress(hash));
        Assert.Equal(signature, Signature.Parse(signature.ToArray()));

        Assert.True(signature.TryRecover(hash, out PublicKey? recovered));
        Assert.Equal(key.PublicKey, recovered);
        Assert.NotEqual(key.Address, new Signature(signature.R, signature.S, (byte)(1 - signature.RecoveryId))
            is var other && other.TryRecover(hash, out PublicKey? wrong) ? wrong!.Address : default);
    });

    [Fact]
    public void The_mirrored_signature_recovers_the_same_key_but_its_s_is_high()
    {
        using PrivateKey key = PrivateKey.Parse(Secret);
        Hash256 hash = Keccak256.HashUtf8("x");
        Signature low = key.Sign(hash);
        var high = new Signature(low.R, Signature.Order - low.S, (byte)(1 - low.RecoveryId));
        Assert.False(high.HasLowS);
        Assert.Equal(key.Address, high.RecoverAddress(hash));
    }

    [Fact]
    public void Public_keys_parse_in_all_three_forms_and_only_on_the_curve()
    {
        using PrivateKey key = PrivateKey.Parse(Secret);
        PublicKey expected = key.PublicKey;
        Assert.Equal(expected, PublicKey.Parse(expected.Bytes));
        Assert.Equal(expected, PublicKey.Parse(expected.ToCompressed()));
        Assert.Equal(expected, PublicKey.Parse([4, .. expected.Bytes]));
        Assert.Equal(expected.GetHashCode(), PublicKey.Parse(expected.Bytes).GetHashCode());

        byte[] off = expected.Bytes.ToArray();
        off[63] ^= 1;
        Assert.Throws<FormatException>(() => PublicKey.Parse(off));
        Assert.Throws<FormatException>(() => PublicKey.Parse(new byte[64]));
        Assert.Contains("33, 64 or 65", Assert.Throws<FormatException>(() => PublicKey.Parse(new byte[20])).Message);
    }

    [Fact]
    public void A_key_outside_the_curves_order_is_refused()
    {
        byte[] order = new byte[32];
        Signature.Order.CopyTo(order);
        Assert.Throws<FormatException>(() => new PrivateKey(new byte[32]));
        Assert.Throws<FormatException>(() => new PrivateKey(order));
        (Signature.Order - 1).CopyTo(order);
        new PrivateKey(order).Dispose();
    }

    [Fact]
    public void No_message_and_no_text_ever_shows_the_secret()
    {
        using PrivateKey key = PrivateKey.Parse("0x" + Secret);
        Assert.DoesNotContain("46464646", key.ToString());
        Assert.DoesNotContain("46464646", $"{key}");
        FormatException error = Assert.Throws<FormatException>(() => PrivateKey.Parse(Secret + "4z"));
        Assert.DoesNotContain("46464646", error.ToString());
    }

    [Fact]
    public void A_disposed_key_cannot_be_used_or_read()
    {
        PrivateKey key = PrivateKey.Parse(Secret);
        key.Dispose();
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Sign(Hash256.Zero));
        Assert.Throws<ObjectDisposedException>(() => key.CopyTo(new byte[32]));
        Assert.Contains("disposed", key.ToString());
    }

    [Fact]
    public void Signatures_nobody_can_have_made_are_not_recovered()
    {
        Assert.False(new Signature(0, 1, 0).TryRecover(Hash256.Zero, out _));
        Assert.False(new Signature(1, 0, 0).TryRecover(Hash256.Zero, out _));
        Assert.False(new Signature(Signature.Order, 1, 0).TryRecover(Hash256.Zero, out _));
        Assert.False(new Signature(1, 1, 4).TryRecover(Hash256.Zero, out _));
        Assert.Throws<FormatException>(() => new Signature(0, 0, 0).RecoverAddress(Hash256.Zero));
        Assert.Throws<FormatException>(() => Signature.Parse(new byte[64]));
        Assert.Throws<FormatException>(() => Signature.Parse([.. new byte[64], 29]));
    }

    [Fact]
    public void Half_the_order_is_the_bound_of_eip_2() => Assert.Equal(
        BigInteger.Parse("57896044618658097711785492504343953926418782139537452191302581570759080747168"),
        (BigInteger)Signature.HalfOrder);
}
