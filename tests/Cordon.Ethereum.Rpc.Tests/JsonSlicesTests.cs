using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Ethereum.Rpc.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Ethereum.Rpc.Tests;

public class JsonSlicesTests
{
    [Fact]
    public void Walks_members_and_gives_values_undecoded()
    {
        Assert.Equal(
            ["a=1", "b=\"x\\\"}\"", "c={\"d\":[1,{}]}", "e=null", "f=[]"],
            Members("""{"a":1, "b" : "x\"}","c":{"d":[1,{}]},"e":null,"f":[] }"""));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(" { } ")]
    public void An_empty_object_has_no_members(string json) => Assert.Empty(Members(json));

    [Theory]
    [InlineData("", "byte 0: expected an object, but the text ends")]
    [InlineData("[]", "byte 0: expected an object, found '['")]
    [InlineData("{\"a\":1", "byte 6: expected ',' or '}', but the text ends")]
    [InlineData("{\"a\"", "byte 4: expected ':', but the text ends")]
    [InlineData("{\"a\":", "byte 5: expected a value, but the text ends")]
    [InlineData("{\"a\":}", "byte 5: expected a value, found '}'")]
    [InlineData("{a:1}", "byte 1: expected a member name, found 'a'")]
    [InlineData("{\"a\":\"x", "byte 7: the string from byte 5 never ends")]
    [InlineData("{\"a\":\"x\\", "byte 8: the string from byte 5 never ends")]
    [InlineData("{\"a\":{\"b\":[1,2]", "byte 15: the value from byte 5 never ends")]
    [InlineData("{\"a\":1 \"b\":2}", "byte 7: expected ',' or '}', found '\"'")]
    public void A_fault_names_its_byte_and_what_was_expected(string json, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Members(json)).Message);

    [Fact]
    public void Cutting_an_object_at_any_byte_is_noticed()
    {
        const string Json = """{"a":[1,{"b":"}\\"}],"c":{"d":null},"e":12}""";
        for (int length = 0; length < Json.Length; length++)
            Assert.Throws<FormatException>(() => Members(Json[..length]));
    }

    [Fact]
    public void Sees_the_same_members_as_a_full_parser() =>
        Prop.ForAll(JsonGen.Object.ToArbitrary(), json =>
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Members(json).SequenceEqual(document.RootElement.EnumerateObject().Select(
                member => $"{Escaped(member.Name)}={member.Value.GetRawText()}"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Finds_the_ends_of_messages_however_the_stream_is_cut() =>
        Prop.ForAll(Messages.ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), (messages, chunk) =>
        {
            byte[] stream = Encoding.UTF8.GetBytes(string.Concat(messages));
            var found = new List<string>();
            var framer = default(JsonFramer);
            var current = new List<byte>();
            for (int at = 0; at < stream.Length;)
            {
                int length = Math.Min(chunk, stream.Length - at);
                int end = framer.Scan(stream.AsSpan(at, length));
                int taken = end < 0 ? length : end;
                current.AddRange(stream.AsSpan(at, taken));
                at += taken;
                if (end < 0) continue;
                found.Add(Encoding.UTF8.GetString(current.ToArray()));
                current.Clear();
            }

            return found.SequenceEqual(messages) && current.Count == 0;
        }).QuickCheckThrowOnFailure();

    // Short ones, and ones of several hundred bytes, which are scanned in another way.
    private static Gen<string[]> Messages => Gen.OneOf(
        JsonGen.Object, JsonGen.Object.ArrayOf(20).Select(objects => $"[{string.Join(',', objects)}]")).ArrayOf();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    public void A_bracket_in_a_string_counts_for_nothing_wherever_the_string_begins(int before)
    {
        string json = $"{{{new string(' ', before)}\"a\\\\\\\"}}\":\"{new string(']', 200)}\",\"b\":[{{}}]}}";
        byte[] bytes = Encoding.UTF8.GetBytes(json + json);

        Assert.Equal(json.Length, default(JsonFramer).Scan(bytes));
    }

    [Fact]
    public void The_value_behind_one_that_ends_within_a_block_is_read_from_its_own_beginning()
    {
        string first = "{\"a\":[1,2]}", second = $"{{\"{new string('b', 100)}\":[]}}";
        byte[] stream = Encoding.UTF8.GetBytes(first + second);
        var framer = default(JsonFramer);

        Assert.Equal(first.Length, framer.Scan(stream));
        Assert.Equal(second.Length, framer.Scan(stream.AsSpan(first.Length)));
    }

    [Fact]
    public void A_bracket_that_closes_nothing_is_refused()
    {
        var framer = default(JsonFramer);
        FormatException? refused = null;
        try
        {
            framer.Scan("}"u8);
        }
        catch (FormatException e)
        {
            refused = e;
        }

        Assert.Equal("byte 0: a bracket closes that none opened", refused?.Message);
    }

    [Fact]
    public void Ten_thousand_levels_are_skipped_without_recursion()
    {
        string deep = $"{{\"a\":{new string('[', 10_000)}{new string(']', 10_000)},\"b\":1}}";

        Assert.Equal(2, Members(deep).Count);
    }

    private static string Escaped(string name) =>
        JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();

    private static List<string> Members(string json)
    {
        var found = new List<string>();
        JsonSlices members = JsonSlices.OfObject(Encoding.UTF8.GetBytes(json));
        while (members.Next())
            found.Add($"{Encoding.UTF8.GetString(members.Name)}={Encoding.UTF8.GetString(members.Value)}");
        return found;
    }

    private static class JsonGen
    {
        // Escapes a quote as \" as nodes do; the default would write \u0022, which tests nothing.
        private static readonly JsonSerializerOptions Plain = new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

        public static Gen<string> Object { get; } = Gen.Sized(size => Node(Math.Min(size, 4)))
            .Select(node => new JsonObject { ["first"] = node, ["last"] = "}\"\\" }.ToJsonString(Plain));

        private static Gen<JsonNode?> Node(int depth) => depth == 0 ? Leaf() : Gen.OneOf(
            Leaf(),
            Node(depth - 1).ArrayOf(3).Select(items => (JsonNode?)new JsonArray(items)),
            Node(depth - 1).ArrayOf(3).Select(items => (JsonNode?)new JsonObject(
                items.Select((item, i) => KeyValuePair.Create($"k{i}\"{{", item)))));

        private static Gen<JsonNode?> Leaf() => Gen.OneOf(
            Gen.Elements("", "0xff", "a\"b", "\\", "]}{[", "é", "\n").Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Choose(-1000, 1000).Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Constant((JsonNode?)null));
    }
}
