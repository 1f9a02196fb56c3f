using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cordon.Node.Tests.Kit;

/// <summary>A real Chromium without a window, told what to do over its DevTools protocol. Skips the test where there is
/// none.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly ClientWebSocket _page = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly CancellationTokenSource _stop =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private Process? _chromium;
    private Task _listening = Task.CompletedTask;
    private int _calls;

    /// <summary>What the page's console said, errors and refusals of its security policy too.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<Browser> StartAsync()
    {
        string? program = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(File.Exists);
        if (program is null) Assert.Skip("no Chromium in /usr/bin: run 'apt-get install chromium' as root");
        Browser browser = new();
        try
        {
            await browser.LaunchAsync(program!);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    public Task OpenAsync(Uri page) => CallAsync("Page.navigate", new JsonObject { ["url"] = page.AbsoluteUri });

    /// <summary>What an expression is worth, as text.</summary>
    public async Task<string> AskAsync(string expression)
    {
        JsonNode answer = await CallAsync(
            "Runtime.evaluate", new JsonObject { ["expression"] = $"String({expression})", ["returnByValue"] = true });
        return answer["result"]?["value"]?.GetValue<string>() ?? "";
    }

    public Task<string> TextAsync(string selector) =>
        AskAsync($"document.querySelector({JsonSerializer.Serialize(selector)})?.innerText");

    public async Task UntilAsync(string condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(Patience);
        while (await AskAsync(condition) != "true")
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"{condition} did not come; the page: {await TextAsync("body")}; "
                    + string.Join('\n', Complaints));
            }

            await Task.Delay(20, _stop.Token);
        }
    }

    /// <summary>Presses and releases the mouse in the middle of what is there, as a person does.</summary>
    public async Task ClickAsync(string selector)
    {
        string found = JsonSerializer.Serialize(selector);
        await UntilAsync($"document.querySelector({found}) !== null");
        string[] middle = (await AskAsync($"(() => {{ const e = document.querySelector({found}); e.scrollIntoView("
            + "{ block: 'center' }); const r = e.getBoundingClientRect(); "
            + "return `${r.x + r.width / 2} ${r.y + r.height / 2}`; })()")).Split(' ');
        foreach (string type in (string[])["mousePressed", "mouseReleased"])
        {
            await CallAsync("Input.dispatchMouseEvent", new JsonObject
            {
                ["type"] = type,
                ["x"] = double.Parse(middle[0], CultureInfo.InvariantCulture),
                ["y"] = double.Parse(middle[1], CultureInfo.InvariantCulture),
                ["button"] = "left",
                ["clickCount"] = 1,
            });
        }
    }

    public async Task TypeAsync(string selector, string text)
    {
        await ClickAsync(selector);
        await CallAsync("Input.insertText", new JsonObject { ["text"] = text });
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _page.Dispose();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_chromium is not null)
        {
            _chromium.Kill(entireProcessTree: true);
            await _chromium.WaitForExitAsync();
            _chromium.Dispose();
        }

        _stop.Dispose();
        _folder.Dispose();
    }

    private async Task LaunchAsync(string program)
    {
        string profile = Path.Combine(_folder.Path, "profile");
        _chromium = Process.Start(new ProcessStartInfo(program,
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
            "--disable-dev-shm-usage", "--remote-debugging-port=0", "--window-size=1100,900",
            $"--user-data-dir={profile}", "about:blank",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        _chromium.OutputDataReceived += (_, _) => { };
        _chromium.ErrorDataReceived += (_, _) => { };
        _chromium.BeginOutputReadLine();
        _chromium.BeginErrorReadLine();
        string port = await PortAsync(Path.Combine(profile, "DevToolsActivePort"));
        using HttpClient http = new();
        JsonNode pages = JsonNode.Parse(await http.GetStringAsync(
            new Uri($"http://127.0.0.1:{port}/json/list"), _stop.Token))!;
        string page = pages.AsArray().First(each => each!["type"]!.GetValue<string>() == "page")!
            ["webSocketDebuggerUrl"]!.GetValue<string>();
        await _page.ConnectAsync(new Uri(page), _stop.Token);
        _listening = ListenAsync();
        foreach (string domain in (string[])["Page", "Runtime", "Log"]) await CallAsync($"{domain}.enable", []);
    }

    private async Task<string> PortAsync(string path)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(Patience);
        while (true)
        {
            // Written in one go, the port in the first line.
            if (File.Exists(path) && await File.ReadAllLinesAsync(path, limit.Token) is { Length: > 1 } lines)
                return lines[0];
            await Task.Delay(20, limit.Token);
        }
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        int id = Interlocked.Increment(ref _calls);
        TaskCompletionSource<JsonNode> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        JsonObject call = new() { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _page.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(call), WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
        return await answer.Task.WaitAsync(Patience, _stop.Token);
    }

    private async Task ListenAsync()
    {
        byte[] buffer = new byte[1 << 16];
        while (true)
        {
            using MemoryStream message = new();
            WebSocketReceiveResult part;
            do
            {
                part = await _page.ReceiveAsync(buffer, _stop.Token);
                message.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            JsonNode said = JsonNode.Parse(message.ToArray())!;
            if (said["id"]?.GetValue<int>() is { } id && _waiting.TryRemove(id, out var waiting))
                waiting.SetResult(said["result"] ?? said["error"]!);
            else if (said["method"]?.GetValue<string>()
                is "Runtime.exceptionThrown" or "Runtime.consoleAPICalled" or "Log.entryAdded")
                Complaints.Enqueue(said.ToJsonString());
        }
    }
}
