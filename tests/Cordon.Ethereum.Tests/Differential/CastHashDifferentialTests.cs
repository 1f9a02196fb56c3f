namespace Cordon.Ethereum.Tests;

/// <summary>Keccak-256 and what is a Keccak-256 of a text, against cast.</summary>
[Collection(CastCampaign.Collection)]
public class CastHashDifferentialTests
{
    private const int RateBytes = 136;

    [Fact]
    public void Keccak_is_that_of_cast() => CastCampaign.Run(120, random =>
    {
        // Every third input has a length at which the sponge's blocks begin or end.
        int length = random.Next(3) == 0
            ? (random.Next(1, 5) * RateBytes) + random.Next(-1, 2)
            : random.Next(700);
        byte[] data = random.NextBytes(length);
        string input = Hex.Format(data);

        string theirs = CastCampaign.Ask("keccak", input);

        Assert.Equal(theirs, Keccak256.Hash(data).ToString());
        Assert.Equal(theirs, InPieces(data, random).ToString());
    });

    [Fact]
    public void Selectors_are_those_of_cast_however_the_signature_is_written() => CastCampaign.Run(80, random =>
    {
        string signature = RandomSignature.Next(random, mayIndex: false);

        string theirs = CastCampaign.Ask("sig", signature);

        Assert.Equal(theirs, $"0x{AbiFunction.Parse(signature).Selector:x8}");
    });

    [Fact]
    public void Event_topics_are_those_of_cast_however_the_signature_is_written() => CastCampaign.Run(80, random =>
    {
        string signature = RandomSignature.Next(random, mayIndex: true);

        string theirs = CastCampaign.Ask("sig-event", signature);

        Assert.Equal(theirs, AbiEvent.Parse(signature).Topic.ToString());
    });

    private static Hash256 InPieces(ReadOnlySpan<byte> data, Random random)
    {
        var sponge = new KeccakSponge();
        while (!data.IsEmpty)
        {
            int take = random.Next(1, data.Length + 1);
            sponge.Absorb(data[..take]);
            data = data[take..];
        }

        return sponge.Finish();
    }
}
