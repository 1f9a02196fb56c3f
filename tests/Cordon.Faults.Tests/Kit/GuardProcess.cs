using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Cordon.Cli.Live.Tests;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests.Kit;

/// <summary>The built <c>cordon guard</c> as a process of its own, with the events it has printed so far.</summary>
internal sealed class GuardProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<JsonElement> _events = new();
    private readonly StringBuilder _error = new();
    private readonly Process _process;
    private readonly Task _reading;

    private GuardProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadEventsAsync(), ReadErrorsAsync());
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public IEnumerable<JsonElement> Events => _events;

    /// <param name="arena">Whose guardian's key it gets.</param>
    /// <param name="ignoresFileSizeSignal">Whether a file size limit is an error to it rather than its end, as a full
    /// disk would be.</param>
    /// <param name="seat">Which of the arena's guardians.</param>
    public static GuardProcess Start(
        GuardedArena arena, string config, bool ignoresFileSizeSignal = false, int seat = 0)
    {
        string[] command = [BuiltProgram.Path, "guard", "--config", config, "--json", "--all"];
        ProcessStartInfo start = ignoresFileSizeSignal
            ? new ProcessStartInfo("/bin/sh", ["-c", "trap '' XFSZ; exec \"$@\"", "sh", .. command])
            : new ProcessStartInfo(command[0], command[1..]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        Span<byte> secret = stackalloc byte[32];
        arena.Seats[seat].Key.CopyTo(secret);
        start.Environment[GuardConfig.KeyVariable] = Convert.ToHexStringLower(secret);
        return new GuardProcess(Process.Start(start)!);
    }

    /// <summary>The events of one kind.</summary>
    public IEnumerable<JsonElement> Of(string kind) =>
        _events.Where(happened => happened.GetProperty("event").GetString() == kind);

    /// <summary>The ids of incidents of the lender that it has told of.</summary>
    public HashSet<string> Incidents() =>
    [
        .. Of("incident-opened").Concat(Of("incident-changed"))
            .Select(happened => happened.GetProperty("incident"))
            .Where(incident => incident.GetProperty("protocol").ValueKind == JsonValueKind.String)
            .Select(incident => incident.GetProperty("id").GetString()!),
    ];

    /// <summary>Waits until it has taken the chain's newest block.</summary>
    public async Task CatchUpAsync(GuardedArena arena)
    {
        ulong head = await arena.Client.BlockNumberAsync(GuardedArena.Stop);
        await UntilAsync("block", block => block.GetProperty("block").GetUInt64() >= head);
    }

    /// <summary>Waits for an event.</summary>
    public async Task<JsonElement> UntilAsync(string kind, Func<JsonElement, bool>? wanted = null)
    {
        JsonElement found = default;
        await UntilAsync(() =>
        {
            found = Of(kind).FirstOrDefault(wanted ?? (_ => true));
            return Task.FromResult(found.ValueKind != JsonValueKind.Undefined);
        }, kind);
        return found;
    }

    /// <summary>Waits until something is so, while the process lives.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(GuardedArena.Stop);
        limit.CancelAfter(Patience);
        using PeriodicTimer again = new(TimeSpan.FromMilliseconds(10));
        try
        {
            while (!await condition())
            {
                if (_process.HasExited) Assert.Fail($"ended with {_process.ExitCode} before: {what}\n{Story()}");
                await again.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"waited in vain for: {what}\n{Story()}");
        }
    }

    /// <summary>Ends it at once (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    /// <summary>Asks it to end, as a supervisor or a person does (SIGINT); the exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        await BuiltProgram.InterruptAsync(_process);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(GuardedArena.Stop);
        limit.CancelAfter(Patience);
        await _process.WaitForExitAsync(limit.Token);
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>Everything but blocks and harmless pending transactions, for a failure's message.</summary>
    public string Story()
    {
        string[] told = [.. _events.Where(e => e.GetProperty("event").GetString() is not ("block" or "pending"))
            .TakeLast(60).Select(e => e.GetRawText()).Select(text => text.Length > 600 ? text[..600] : text)];
        lock (_error) return $"{string.Join('\n', told)}\n{_error}";
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private async Task ReadEventsAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                _events.Enqueue(document.RootElement.Clone());
            }
            catch (JsonException)
            {
                // The last line of a killed process may be half a line.
            }
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
            lock (_error) _error.AppendLine(line);
    }
}
