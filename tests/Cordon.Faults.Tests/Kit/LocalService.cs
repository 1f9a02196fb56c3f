using System.Net;
using Cordon.Arena.Nodes;

namespace Cordon.Faults.Tests.Kit;

/// <summary>Answers HTTP requests on a free port of this machine, each when it comes, until it is disposed.</summary>
internal abstract class LocalService : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    protected LocalService()
    {
        Url = $"http://127.0.0.1:{FreePorts.Take(1)[0]}";
        _listener.Prefixes.Add($"{Url}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    public virtual async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    /// <summary>Answers one request and closes it. Nobody waits for it: it throws nothing.</summary>
    protected abstract Task AnswerAsync(HttpListenerContext context);

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _ = AnswerAsync(context);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
