using System.IO.Compression;
using System.Text;
using Cordon.Ethereum.Rpc;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>Answers over HTTP that no honest node gives, byte by byte.</summary>
public class HttpAnswerTests
{
    private const string Good = """{"jsonrpc":"2.0","id":$id,"result":"0x2a"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"id":7777,"result":"0x1"}""", "the answer has id 7777, the request had 1")]
    [InlineData("""{"result":"0x1"}""", "the answer has id null, the request had 1")]
    [InlineData("""{"id":"x","result":"0x1"}""", "the answer has id null, the request had 1")]
    [InlineData("""{"id":$id}""",
        "the answer is not JSON-RPC (neither a result nor an error is in it): \"{\"id\":1}\"")]
    [InlineData("""{"id":$id,"error":null}""",
        "the answer is not JSON-RPC (neither a result nor an error is in it): \"{\"id\":1,\"error\":null}\"")]
    [InlineData("""{"id":$id,"result":1}{}""",
        "the answer is not JSON-RPC (byte 19: text follows after the answer): \"{\"id\":1,\"result\":1}{}\"")]
    [InlineData("", "the answer is empty")]
    [InlineData("  \r\n", "the answer is empty")]
    [InlineData("<html>", "the answer is HTML, not JSON-RPC: \"<html>\"")]
    public async Task An_envelope_that_is_none_is_refused_and_quoted(string body, string what)
    {
        await using ScriptedNode node = ScriptedNode.Http(body);

        RpcException failure = await FailAsync(node);

        Assert.Equal((RpcFailure.NotJsonRpc, what), (failure.Failure, failure.What));
    }

    [Theory]
    [InlineData("""{"id":$id,"result":"0x2a"}""")]
    [InlineData("""  {"result":"0x2a","id":"$id","extra":[{}]} """)]
    [InlineData("""{"jsonrpc":"2.0","error":null,"id":$id,"result":"0x2a"}""")]
    public async Task An_unusual_but_whole_envelope_is_read(string body)
    {
        await using ScriptedNode node = ScriptedNode.Http(body);
        await using RpcClient client = node.Client();

        Assert.Equal(42ul, await client.BlockNumberAsync(Cancellation));
    }

    [Theory]
    [InlineData("\"busy\"", 0, "busy")]
    [InlineData("{\"code\":-1.5,\"message\":7}", 0, "7")]
    [InlineData("{\"code\":99999999999}", 0, "no message")]
    [InlineData("{\"code\":-32005,\"message\":\"slow down\"}", -32005, "slow down")]
    public async Task An_error_of_any_form_is_the_nodes_word(string error, int code, string message)
    {
        await using ScriptedNode node = ScriptedNode.Http($$"""{"id":$id,"error":{{error}}}""");

        RpcErrorException failure = Assert.IsType<RpcErrorException>(await FailAsync(node));

        Assert.Equal((code, message), (failure.Code, failure.NodeMessage));
        Assert.Equal(code == -32005 ? RpcFailure.RateLimited : RpcFailure.NodeError, failure.Failure);
    }

    [Fact]
    public async Task An_error_whose_message_is_no_text_is_no_answer()
    {
        await using ScriptedNode node = ScriptedNode.Http("""{"id":$id,"error":{"code":1,"message":"\ud800"}}""");

        RpcException failure = await FailAsync(node);

        Assert.Equal(RpcFailure.NotJsonRpc, failure.Failure);
        Assert.Contains("its error member is not JSON", failure.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_error_message_is_cut()
    {
        string message = new('x', 2_000);
        await using ScriptedNode node = ScriptedNode.Http($$$"""{"id":$id,"error":{"message":"{{{message}}}"}}""");

        RpcErrorException failure = Assert.IsType<RpcErrorException>(await FailAsync(node));

        Assert.Equal(message[..500] + "…", failure.NodeMessage);
    }

    [Theory]
    [InlineData("401 Unauthorized", "Check the credentials or the API key of the endpoint.")]
    [InlineData("403 Forbidden", "Check the credentials or the API key of the endpoint.")]
    [InlineData("404 Not Found", "Try again, or add another endpoint.")]
    [InlineData("503 Service Unavailable", "Try again, or add another endpoint.")]
    public async Task A_status_comes_with_advice_that_fits_it(string status, string advice)
    {
        await using ScriptedNode node = ScriptedNode.Http(_ => ScriptedNode.Response(status, "no"));

        RpcException failure = await FailAsync(node);

        Assert.Equal((RpcFailure.HttpStatus, $"HTTP status {status[..3]}: \"no\""), (failure.Failure, failure.What));
        Assert.EndsWith(advice, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_since_it_would_carry_the_key_elsewhere()
    {
        await using ScriptedNode elsewhere = ScriptedNode.Http(Good);
        await using ScriptedNode node = ScriptedNode.Http(_ =>
            ScriptedNode.Response("307 Temporary Redirect", "", $"Location: {elsewhere.Url}"));

        RpcException failure = await FailAsync(node);

        Assert.Equal("HTTP status 307", failure.What);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Retry-After: 3", 3)]
    [InlineData("Retry-After: soon", null)]
    [InlineData("Retry-After: Thu, 01 Jan 1970 00:00:21 GMT", 20)]
    [InlineData("Retry-After: Thu, 01 Jan 1970 00:00:00 GMT", 0)]
    public async Task The_time_to_wait_is_read_as_seconds_or_as_a_date(string? header, int? seconds)
    {
        string[] headers = header is null ? [] : [header];
        var time = new ManualTime(); // it is one second after 1970 began
        await using ScriptedNode node = ScriptedNode.Http(_ =>
            ScriptedNode.Response("429 Too Many Requests", "", headers));
        await using RpcClient client = node.Client(time: time);

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.BlockNumberAsync(Cancellation));

        TimeSpan? expected = seconds is { } number ? TimeSpan.FromSeconds(number) : null;
        Assert.Equal((RpcFailure.RateLimited, expected), (failure.Failure, failure.RetryAfter));
    }

    [Fact]
    public async Task A_compressed_answer_is_read_and_a_damaged_one_is_refused()
    {
        int asked = 0;
        await using ScriptedNode node = ScriptedNode.Http(request =>
        {
            byte[] zipped = Zip(Good.Replace("$id", ScriptedNode.IdOf(request), StringComparison.Ordinal));
            if (asked++ > 0) zipped[0] = 0;
            return ScriptedNode.Response("200 OK", zipped, "Content-Encoding: gzip");
        });
        await using RpcClient client = node.Client();

        Assert.Equal(42ul, await client.BlockNumberAsync(Cancellation));
        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.BlockNumberAsync(Cancellation));

        Assert.Equal(RpcFailure.NotJsonRpc, failure.Failure);
    }

    [Fact]
    public async Task A_compressed_answer_counts_by_what_it_unfolds_to()
    {
        byte[] bomb = Zip($"\"{new string('a', 10_000_000)}\"");
        await using ScriptedNode node = ScriptedNode.Http(_ =>
            ScriptedNode.Response("200 OK", bomb, "Content-Encoding: gzip"));
        await using RpcClient client = node.Client(new RpcClientOptions { AnswerBytesMax = 100_000 });

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.BlockNumberAsync(Cancellation));

        Assert.InRange(bomb.Length, 1, 99_999);
        Assert.Equal(RpcFailure.TooLarge, failure.Failure);
    }

    [Fact]
    public async Task User_and_password_of_the_URL_are_sent_as_a_header_and_shown_nowhere()
    {
        await using ScriptedNode node = ScriptedNode.Http(Good);
        string url = node.Url.Replace("http://", "http://me:p%40ss@", StringComparison.Ordinal);
        await using var client = new RpcClient(RpcEndpoint.Parse(url));

        await client.BlockNumberAsync(Cancellation);

        string request = Assert.Single(node.Requests);
        string expected = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:p@ss"));
        Assert.Contains($"Authorization: Basic {expected}\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("p%40ss", request, StringComparison.Ordinal);
        Assert.DoesNotContain("p%40ss", client.Endpoint.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_written_as_the_specification_wants_them()
    {
        await using ScriptedNode node = ScriptedNode.Http("""{"id":$id,"result":"0x1234"}""");
        await using RpcClient client = node.Client();
        Address to = Address.Parse("0x00000000000000000000000000000000deadbeef");

        Assert.Equal([0x12, 0x34], await client.CallAsync(to, new byte[] { 0xab }, 16ul, Cancellation));
        await Assert.ThrowsAsync<RpcException>( // its answer is no hash
            () => client.SendRawTransactionAsync(new byte[] { 0x02, 0xc0 }, Cancellation));

        Assert.Equal(
        [
            $$$"""{"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{"to":"{{{to}}}","data":"0xab"},"0x10"]}""",
            """{"jsonrpc":"2.0","id":2,"method":"eth_sendRawTransaction","params":["0x02c0"]}""",
        ], node.Requests.Select(request => request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]));
    }

    private static async Task<RpcException> FailAsync(ScriptedNode node)
    {
        await using RpcClient client = node.Client();
        return await Assert.ThrowsAnyAsync<RpcException>(() => client.BlockNumberAsync(Cancellation));
    }

    private static byte[] Zip(string text)
    {
        using var output = new MemoryStream();
        using (var zip = new GZipStream(output, CompressionLevel.Fastest)) zip.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }
}
