using System.Net;
using Cordon.Response.Listening;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cordon.Response.Tests.Listening;

public class BoundedServerTests
{
    private static readonly IPEndPoint Anywhere = new(IPAddress.Loopback, 0);

    private static readonly HttpBounds Small = new()
    {
        Protocol = HttpProtocols.Http1,
        BodyBytesMax = 1_000,
        HeadersMax = 10,
        ConnectionsMax = 8,
        KeepAlive = TimeSpan.FromSeconds(30),
        BodyBytesPerSecondMin = 1_024,
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpProtocols.Http1, "1.1", "2.0")]
    [InlineData(HttpProtocols.Http2, "2.0", "1.1")]
    public async Task It_speaks_one_protocol_and_no_other(HttpProtocols protocol, string spoken, string unspoken)
    {
        await using BoundedServer server = await StartAsync(Small with { Protocol = protocol });

        Assert.Equal(HttpStatusCode.OK, await AskAsync(server, new ByteArrayContent([1]), Version.Parse(spoken)));
        Assert.NotEqual(HttpStatusCode.OK, await AskAsync(server, new ByteArrayContent([1]), Version.Parse(unspoken)));
    }

    [Theory]
    [InlineData(1_000, HttpStatusCode.OK)]
    [InlineData(1_001, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_beyond_the_bound_is_not_read(int bytes, HttpStatusCode status)
    {
        await using BoundedServer server = await StartAsync(Small);

        Assert.Equal(status, await AskAsync(server, new ByteArrayContent(new byte[bytes])));
    }

    [Fact]
    public async Task More_headers_or_longer_ones_or_a_longer_address_are_refused()
    {
        await using BoundedServer server = await StartAsync(Small);
        using ByteArrayContent many = new([1]);
        for (int i = 0; i < 12; i++) many.Headers.Add($"x-{i}", "y");
        using ByteArrayContent longer = new([1]);
        longer.Headers.Add("x", new string('y', 9 * 1_024));

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await AskAsync(server, many));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await AskAsync(server, longer));
        Assert.Equal(
            HttpStatusCode.RequestUriTooLong,
            await AskAsync(server, new ByteArrayContent([1]), path: new string('z', 3 * 1_024)));
    }

    [Fact]
    public async Task One_address_has_its_share_of_connections_and_they_come_back_when_they_end()
    {
        await using BoundedServer server = await StartAsync(Small with { ConnectionsPerAddressMax = 1 });
        using (HttpClient first = new())
        {
            using HttpResponseMessage kept = await first.GetAsync(Url(server), Stop);
            Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
            Assert.Null(await AskAsync(server, null));
        }

        HttpStatusCode? later = null;
        while (later is null) later = await AskAsync(server, null); // as soon as the server has seen it end
        Assert.Equal(HttpStatusCode.OK, later);
    }

    [Fact]
    public async Task It_listens_where_it_was_told_and_a_taken_port_is_an_error()
    {
        await using BoundedServer server = await StartAsync(Small);

        Assert.Equal(IPAddress.Loopback, server.Address.Address);
        Assert.NotEqual(0, server.Address.Port);
        await Assert.ThrowsAsync<IOException>(
            () => BoundedServer.StartAsync(server.Address, Small, _ => Task.CompletedTask, Stop));
    }

    private static Task<BoundedServer> StartAsync(HttpBounds bounds) => BoundedServer.StartAsync(
        Anywhere, bounds, context => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted), Stop);

    private static Uri Url(BoundedServer server, string path = "") => new($"http://{server.Address}/{path}");

    /// <returns>Null where the connection was cut off.</returns>
    private static async Task<HttpStatusCode?> AskAsync(
        BoundedServer server, HttpContent? body, Version? version = null, string path = "")
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(body is null ? HttpMethod.Get : HttpMethod.Post, Url(server, path))
        {
            Content = body,
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request, Stop);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
