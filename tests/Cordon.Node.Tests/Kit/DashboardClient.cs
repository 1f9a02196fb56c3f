using System.Net;
using System.Text;
using System.Text.Json;

namespace Cordon.Node.Tests.Kit;

/// <summary>A program that calls a node's page, as its own user would or as a stranger.</summary>
internal sealed class DashboardClient(Uri dashboard) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        MaxConnectionsPerServer = 16,
    });

    public string Token { get; } = dashboard.Fragment["#token=".Length..];

    public string Authority { get; } = dashboard.Authority;

    public static string AnswerOf(string key, string answer = "confirm") =>
        JsonSerializer.Serialize(new { key, answer, by = "ada" });

    /// <summary>Asks with the right token, unless <paramref name="change"/> says otherwise.</summary>
    public async Task<(int Status, string Text, HttpResponseMessage Answer)> SendAsync(
        HttpMethod method, string path, string? body = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"http://{Authority}{path}"));
        request.Headers.Add("Authorization", $"Bearer {Token}");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        change?.Invoke(request);
        HttpResponseMessage answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(
            TestContext.Current.CancellationToken), answer);
    }

    public async Task<JsonElement> StateAsync()
    {
        (int status, string text, _) = await SendAsync(HttpMethod.Get, "/api/state");
        Assert.Equal((int)HttpStatusCode.OK, status);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    public async Task<(int Status, string Text)> AnswerAsync(string body, Action<HttpRequestMessage>? change = null)
    {
        (int status, string text, _) = await SendAsync(HttpMethod.Post, "/api/answer", body, change);
        return (status, text);
    }

    public void Dispose() => _http.Dispose();
}
