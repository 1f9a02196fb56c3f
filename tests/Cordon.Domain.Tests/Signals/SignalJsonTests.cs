using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Domain.Tests.Signals;

public class SignalJsonTests
{
    private static readonly Hash256 Tx = new(Enumerable.Repeat((byte)0xab, 32).ToArray());
    private static readonly Address Victim = Address.Parse("0x1111111111111111111111111111111111111111");

    private static readonly Signal Sample = new()
    {
        Id = "00112233445566778899aabbccddeeff",
        Chain = 1,
        Block = 12_775_690,
        Tx = Tx,
        Index = 3,
        Detector = "sandwich",
        Severity = Severity.Medium,
        Confidence = 0.98,
        Subjects = [Victim],
        Summary = "Two trades enclosed one <swap> & took 1.5 ETH — surely.",
        Evidence = new JsonObject { ["front"] = Tx.ToString(), ["victims"] = new JsonArray("0x01") },
    };

    private static string Line(Signal signal)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, SignalJson.WriterOptions)) SignalJson.Write(json, signal);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    [Fact]
    public void Writes_the_members_of_the_public_contract_in_order() =>
        Assert.Equal(
            "{'id':'00112233445566778899aabbccddeeff','chain':1,'block':12775690,'blockHash':null,"
            + $"'tx':'{Tx}','index':3,'detector':'sandwich','severity':'medium','confidence':0.98,"
            + $"'subjects':['{Victim}'],'summary':'Two trades enclosed one <swap> & took 1.5 ETH — surely.',"
            + $"'evidence':{{'front':'{Tx}','victims':['0x01']}},'retracted':false}}",
            Line(Sample).Replace('"', '\''));

    [Fact]
    public void Writes_null_where_a_statement_is_about_no_transaction()
    {
        string line = Line(Sample with { Tx = null, Index = null });

        Assert.Contains("\"tx\":null,\"index\":null,", line);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_back_what_it_wrote(bool aboutTransaction)
    {
        Signal signal = aboutTransaction
            ? Sample with { BlockHash = Tx, Retracted = true }
            : Sample with { Tx = null, Index = null, Subjects = [] };

        Signal again = SignalJson.Read(Encoding.UTF8.GetBytes(Line(signal)));

        Assert.Equal(Line(signal), Line(again));
    }

    [Theory]
    [InlineData("id", "7", "signal: id: expected a String, found 7")]
    [InlineData("chain", "-1", "signal: chain: expected a UInt64, found -1")]
    [InlineData("tx", "\"0x12\"", "signal: tx: expected 0x and 64 hex digits, found \"0x12\"")]
    [InlineData("severity", "\"High\"", "expected info, low, medium, high or critical, found 'High'")]
    [InlineData("subjects", "[\"you\"]", "signal: subjects: expected 0x and 40 hex digits, found \"you\"")]
    [InlineData("evidence", "[]", "signal: evidence: expected a JsonObject, found []")]
    [InlineData("retracted", "null", "signal: retracted: expected a Boolean, found nothing")]
    public void Refuses_a_wrong_member_and_names_it(string member, string value, string message)
    {
        JsonObject json = JsonNode.Parse(Line(Sample))!.AsObject();
        json[member] = JsonNode.Parse(value);

        var thrown = Assert.Throws<InvalidDataException>(() =>
            SignalJson.Read(Encoding.UTF8.GetBytes(json.ToJsonString())));
        Assert.Contains(message, thrown.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":")]
    public void Refuses_what_is_no_object(string text) =>
        Assert.Throws<InvalidDataException>(() => SignalJson.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Every_severity_has_a_name_that_reads_back()
    {
        foreach (Severity severity in Enum.GetValues<Severity>())
        {
            Assert.True(SignalJson.TryParseSeverity(SignalJson.NameOf(severity), out Severity again));
            Assert.Equal(severity, again);
        }

        Assert.False(SignalJson.TryParseSeverity("HIGH", out _));
    }
}
