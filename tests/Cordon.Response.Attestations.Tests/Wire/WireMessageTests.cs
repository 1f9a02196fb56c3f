using System.Text;
using Cordon.Cli.Tests;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Tests.Kit;
using Cordon.Response.Attestations.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Response.Attestations.Tests.Wire;

public class WireMessageTests
{
    private static readonly JsonSchema Schema = JsonSchema.Load("attestations.schema.json");

    private static Gen<WireMessage> Messages =>
        from count in Gen.Choose(0, 20)
        from notices in Gen.Choose(0, 5)
        from seed in Gen.Choose(0, int.MaxValue)
        select new WireMessage(
            [
                .. Enumerable.Range(0, count).Select(i => Attestation(new Random(seed + i))),
                .. Enumerable.Range(0, seed % 4).Select(i => OfContract(new Random(seed + i))),
            ],
            [.. Enumerable.Range(0, notices).Select(i => Keccak256.HashUtf8($"{seed} {i}"))]);

    [Fact]
    public void Every_message_is_read_as_it_was_written_and_fits_the_published_schema() =>
        Prop.ForAll(Messages.ToArbitrary(), message =>
        {
            byte[] bytes = message.Write();
            WireMessage again = WireMessage.Read(bytes, WireLimits.AttestationsMax);
            return again.Attestations.SequenceEqual(message.Attestations)
                && again.Submitted.SequenceEqual(message.Submitted)
                && Schema.Faults(Encoding.UTF8.GetString(bytes)).Count == 0;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"attestations":[{"incident":"x","verdict":"attack","signer":"0x"}],"submitted":[]}""")]
    [InlineData("""{"attestations":[]}""")]
    [InlineData("""{"attestations":[],"submitted":["0x1"]}""")]
    public void The_schema_refuses_what_is_no_message(string json) => Assert.NotEmpty(Schema.Faults(json));

    [Fact]
    public void What_contracts_signed_stands_apart_so_that_a_node_that_does_not_know_it_reads_the_rest()
    {
        Attestation account = Attestation(new Random(1));
        string json = Encoding.UTF8.GetString(new WireMessage([OfContract(new Random(2)), account], []).Write());
        string older = json.Replace("contractAttestations", "notHeardOf", StringComparison.Ordinal);

        Assert.Equal([account], WireMessage.Read(Encoding.UTF8.GetBytes(older), 128).Attestations);
        Assert.DoesNotContain(
            "contractAttestations", Encoding.UTF8.GetString(new WireMessage([account], []).Write()),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 8, true)]
    [InlineData(0, 9, false)]
    [InlineData(64, 4, true)]
    [InlineData(65, 4, false)]
    public void One_of_a_contract_takes_the_place_of_sixteen_others(int accounts, int contracts, bool isTaken)
    {
        var message = new WireMessage(
            [
                .. Enumerable.Repeat(Attestation(new Random(1)), accounts),
                .. Enumerable.Repeat(OfContract(new Random(2), AttestationSignature.ContractBytesMax), contracts),
            ],
            [.. Enumerable.Repeat(Some.Incident, WireLimits.SubmittedMax)]);

        byte[] bytes = message.Write();
        Exception? refused = Record.Exception(() => WireMessage.Read(bytes, WireLimits.AttestationsMax));

        Assert.Equal(isTaken, refused is null);
        int fitting = WireLimits.Fitting(message.Attestations, WireLimits.AttestationsMax).Count();
        Assert.Equal(isTaken, fitting == accounts + contracts);
        if (isTaken) Assert.InRange(bytes.Length, 1, WireLimits.RequestBytesMax);
    }

    [Fact]
    public void A_contracts_signature_longer_than_allowed_is_refused()
    {
        string json = Encoding.UTF8.GetString(
            new WireMessage([OfContract(new Random(2), AttestationSignature.ContractBytesMax)], []).Write());
        string longer = json.Replace("\"}],\"submitted\"", "00\"}],\"submitted\"", StringComparison.Ordinal);

        var refused = Assert.Throws<FormatException>(() => WireMessage.Read(Encoding.UTF8.GetBytes(longer), 128));
        Assert.Equal(
            "contractAttestations[0].signature: expected 0x and at most 4096 hex digits", refused.Message);
        Assert.NotEmpty(Schema.Faults(longer));
    }

    [Fact]
    public void Members_that_it_does_not_know_are_passed_over()
    {
        string json = Encoding.UTF8.GetString(new WireMessage([Attestation(new Random(1))], []).Write());
        string later = json.Replace("{\"attestations\"", "{\"since\":2,\"attestations\"", StringComparison.Ordinal);

        Assert.Single(WireMessage.Read(Encoding.UTF8.GetBytes(later), 128).Attestations);
        Assert.Empty(WireMessage.Read("{}"u8.ToArray(), 128).Attestations);
    }

    [Fact]
    public void Bytes_changed_anywhere_are_read_or_refused_and_never_anything_else() =>
        Prop.ForAll(
            Gen.Zip(Messages, Gen.Choose(0, int.MaxValue)).ToArbitrary(),
            given =>
            {
                byte[] bytes = given.Item1.Write();
                var random = new Random(given.Item2);
                for (int i = 0; i < 3; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                int length = random.Next(2) == 0 ? bytes.Length : random.Next(bytes.Length);
                try
                {
                    WireMessage.Read(bytes.AsMemory(0, length), WireLimits.AttestationsMax);
                }
                catch (FormatException e)
                {
                    return e.Message.Length < 300;
                }

                return true;
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("attestations", 129)]
    [InlineData("submitted", 33)]
    public void More_items_than_allowed_are_refused_by_name(string list, int count)
    {
        WireMessage message = list == "attestations"
            ? new([.. Enumerable.Repeat(Attestation(new Random(1)), count)], [])
            : new([], [.. Enumerable.Repeat(Some.Incident, count)]);

        var refused = Assert.Throws<FormatException>(() => WireMessage.Read(message.Write(), 128));
        Assert.Equal($"{list}: {count} items, at most {count - 1}", refused.Message);
    }

    [Fact]
    public void A_fault_says_where_it_is()
    {
        Attestation[] two = [Attestation(new Random(1)), Attestation(new Random(2))];
        string json = Encoding.UTF8.GetString(new WireMessage([.. two], []).Write());
        string second = two[1].Signature.ToString();
        string broken = json.Replace(second, second[..^2], StringComparison.Ordinal);

        var refused = Assert.Throws<FormatException>(
            () => WireMessage.Read(Encoding.UTF8.GetBytes(broken), 128));
        Assert.StartsWith("attestations[1].signature: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_is_read_as_it_was_written_and_nothing_shorter_or_longer()
    {
        using PrivateKey guardian = Some.Key(1);
        var session = new Session(
            guardian.Address, Address.FromWord(9), 1_800_000_000,
            CompactSignature.Of(guardian.Sign(Some.Incident)));
        string text = session.Format();

        Assert.Equal(session, Session.TryParse(text));
        Assert.Null(Session.TryParse(text[..^2]));
        Assert.Null(Session.TryParse(text + "00"));
        Assert.Null(Session.TryParse(text[..^1] + "x"));
        Assert.Null(Session.TryParse(null));
    }

    [Fact]
    public void Digests_between_nodes_are_those_of_typed_data()
    {
        var domain = new WireDomain(Some.Scope);
        Address node = Address.FromWord(12_345);
        Assert.Equal(
            TypedData.Parse(domain.SessionTypedData(node, 77)).Digest(), domain.SessionDigest(node, 77));

        string typed = $$$"""
            {"types":{"Message":[{"name":"to","type":"address"},{"name":"time","type":"uint64"},
            {"name":"method","type":"string"},{"name":"path","type":"string"},{"name":"body","type":"bytes"}]},
            "primaryType":"Message","domain":{"name":"Cordon Exchange","version":"1","chainId":1,
            "verifyingContract":"{{{Some.Scope.Registry}}}"},
            "message":{"to":"{{{node}}}","time":5,"method":"POST","path":"/v1/attestations","body":"0x0102"}}
            """;
        Assert.Equal(
            TypedData.Parse(typed).Digest(),
            domain.MessageDigest(node, 5, "POST", WireHeaders.PostPath, [1, 2]));
    }

    [Theory]
    [InlineData("/v1/incidents/0x12/attestations")]
    [InlineData("/v1/incidents//attestations")]
    [InlineData("/v1/attestations")]
    public void A_path_that_names_no_incident_asks_for_none(string path) => Assert.Null(WireHeaders.IncidentOf(path));

    [Fact]
    public void The_path_of_an_incident_names_it() =>
        Assert.Equal(Some.Incident, WireHeaders.IncidentOf(WireHeaders.GetPath(Some.Incident)));

    [Fact]
    public void Short_signatures_expand_to_what_was_signed_and_high_ones_have_no_short_form() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            using PrivateKey key = Some.Key(seed);
            Hash256 hash = Keccak256.HashUtf8($"{seed}");
            Signature signature = key.Sign(hash);
            CompactSignature shortForm = CompactSignature.Of(signature);
            Signature mirrored = signature with { S = Signature.Order - signature.S };
            return shortForm.Expand() == signature
                && shortForm.Recover(hash) == key.Address
                && CompactSignature.TryRead(shortForm.ToArray(), out CompactSignature again) && again == shortForm
                && Record.Exception(() => CompactSignature.Of(mirrored)) is ArgumentException;
        }).QuickCheckThrowOnFailure();

    private static Attestation OfContract(Random random, int? length = null)
    {
        byte[] signature = new byte[length ?? random.Next(200)];
        random.NextBytes(signature);
        return Attestation(random) with { Signature = AttestationSignature.OfContract(signature) };
    }

    private static Attestation Attestation(Random random)
    {
        using PrivateKey key = Some.Key(random.Next(10));
        return Some.Attest(
            key, random.Next(2) == 0 ? Verdict.Attack : Verdict.NoAttack, Keccak256.HashUtf8($"{random.Next(10)}"));
    }
}
