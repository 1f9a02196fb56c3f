using System.Diagnostics;
using System.Text;

namespace Cordon.Cli.Live.Tests;

/// <summary>The built program as a process of its own, with what it has written so far.</summary>
internal sealed class CordonProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _out = new(), _error = new();
    private readonly Task _reading;
    private readonly SemaphoreSlim _news = new(0);

    private CordonProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _out), ReadAsync(process.StandardError, _error));
    }

    public string Out => Text(_out);

    public string Error => Text(_error);

    public string[] OutLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static CordonProcess Start(params string[] arguments)
    {
        ProcessStartInfo start = new(BuiltProgram.Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new CordonProcess(Process.Start(start)!);
    }

    /// <summary>Runs to the end and demands an exit code.</summary>
    public static async Task<CordonProcess> RunAsync(int exitCode, params string[] arguments)
    {
        await using CordonProcess run = Start(arguments);
        int found = await run.EndAsync();
        Assert.True(found == exitCode, $"exit code {found}, not {exitCode}, of cordon {string.Join(' ', arguments)}:\n"
            + run.Error);
        return run;
    }

    /// <summary>Waits for the end; the exit code.</summary>
    public Task<int> EndAsync() => EndAsync(Deadline);

    /// <summary>Waits that long for the end; the exit code.</summary>
    public async Task<int> EndAsync(TimeSpan deadline)
    {
        using CancellationTokenSource limit = Limit(deadline);
        await _process.WaitForExitAsync(limit.Token);
        await _reading.WaitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until what it has written fulfils a condition.</summary>
    public async Task UntilAsync(Func<CordonProcess, bool> condition, string what)
    {
        using CancellationTokenSource limit = Limit();
        while (!condition(this))
        {
            // Asked once more: it may have come true between the question and the end.
            if (_process.HasExited && _reading.IsCompleted && !condition(this))
                Assert.Fail($"ended with {_process.ExitCode} before: {what}\nout:\n{Out}\nerror:\n{Error}");
            try
            {
                await _news.WaitAsync(TimeSpan.FromMilliseconds(50), limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"waited in vain for: {what}\nout:\n{Out}\nerror:\n{Error}");
            }
        }
    }

    /// <summary>Ends at once (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    /// <summary>Asks to end, as a person does at the keyboard (SIGINT); the exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        await BuiltProgram.InterruptAsync(_process);
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
    }

    private static CancellationTokenSource Limit() => Limit(Deadline);

    private static CancellationTokenSource Limit(TimeSpan deadline)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(deadline);
        return limit;
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    private async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        char[] buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            lock (text) text.Append(buffer, 0, count);
            _news.Release();
        }
    }
}
