using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>JSON-RPC over HTTP POST.</summary>
internal sealed class HttpTransport : IRpcTransport
{
    private const int ErrorBodyBytesMax = 64 << 10;
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _client;
    private readonly Uri _uri;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly int _limitBytes;
    private readonly TimeProvider _time;

    public HttpTransport(RpcEndpoint endpoint, RpcClientOptions options, TimeProvider time)
    {
        Endpoint = endpoint;
        _limitBytes = options.AnswerBytesMax;
        _time = time;
        Uri uri = endpoint.Uri!;
        if (uri.UserInfo.Length > 0)
        {
            byte[] user = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri.UserInfo));
            _authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(user));
        }

        _uri = new UriBuilder(uri) { UserName = "", Password = "" }.Uri;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows a provider whose DNS entry moves
            AllowAutoRedirect = false, // a redirect would send the API key elsewhere
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // RpcClient owns the time limit
        };
    }

    public RpcEndpoint Endpoint { get; }

    public async Task<RpcPayload> ExchangeAsync(RpcRequest request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _uri);
        message.Content = new ReadOnlyMemoryContent(request.Body);
        message.Content.Headers.ContentType = Json;
        message.Headers.Authorization = _authorization;
        try
        {
            using HttpResponseMessage response = await _client
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return response.IsSuccessStatusCode
                ? await ReadAsync(response, request.Label, cancellation)
                : throw await RefusalAsync(response, request, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw RpcFault.Connection(request.Label, Endpoint, Describe(e), e);
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<RpcPayload> ReadAsync(HttpResponseMessage response, string label, CancellationToken cancellation)
    {
        long? announced = response.Content.Headers.ContentLength;
        if (announced > _limitBytes) throw RpcFault.TooLarge(label, Endpoint, _limitBytes);
        using var buffer = new PooledBuffer(_limitBytes, (int)(announced ?? 16 << 10) + 1);
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellation);
        while (true)
        {
            Memory<byte> free = buffer.Free();
            try
            {
                // At the limit one more byte is asked for: the answer may end exactly there.
                int count = await body.ReadAsync(free.IsEmpty ? new byte[1] : free, cancellation);
                if (count == 0) return buffer.Detach();
                if (free.IsEmpty) throw RpcFault.TooLarge(label, Endpoint, _limitBytes);
                buffer.Advance(count);
            }
            catch (IOException) // includes HttpIOException: the connection ended before the body did
            {
                throw RpcFault.Truncated(label, Endpoint, buffer.Length, announced);
            }
            catch (InvalidDataException)
            {
                throw RpcFault.NotJsonRpc(label, Endpoint, buffer.Written, "its compression is damaged");
            }
        }
    }

    private async Task<Exception> RefusalAsync(
        HttpResponseMessage response, RpcRequest request, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return RpcFault.RateLimited(request.Label, Endpoint, RetryAfter(response.Headers.RetryAfter));

        byte[] body = new byte[ErrorBodyBytesMax];
        int length = 0;
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
            length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        }
        catch (IOException)
        {
            // The status alone tells enough; the body would only have been quoted.
        }

        return RpcAnswer.ErrorIn(body.AsSpan(0, length), request.Label, Endpoint)
            ?? RpcFault.HttpStatus(request.Label, Endpoint, (int)response.StatusCode, body.AsSpan(0, length));
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        TimeSpan? wait = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string Describe(HttpRequestException e) => e switch
    {
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            "cannot connect (connection refused)",
        { HttpRequestError: HttpRequestError.NameResolutionError } => "cannot connect (the host name is unknown)",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "cannot connect (TLS failed)",
        { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection closed without an answer",
        _ => $"the request failed ({e.Message.TrimEnd('.')})",
    };
}
