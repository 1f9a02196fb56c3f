using System.Text;
using Cordon.Cli;
using Cordon.Cli.Terminal;
using Cordon.Contracts.Tests;

namespace Cordon.Guides.Tests;

/// <summary><c>cordon guard --json</c> as it runs beside a test, with what it has printed by now.</summary>
internal sealed class RunningGuard : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(DeployChain.Stop);
    private readonly Transcript _out = new();
    private readonly StringWriter _error = new();
    private readonly Task<int> _running;

    public RunningGuard(string config)
    {
        Session session = new() { In = Stream.Null, Out = _out, Error = _error, Width = 400 };
        string[] arguments = ["guard", "--config", config, "--json"];
        _running = Task.Run(() => CordonProgram.RunAsync(arguments, session, _stop.Token));
    }

    /// <summary>Everything so far.</summary>
    public string Said => _out.Text + (_running.IsCompleted ? $"\nended: {_error}" : "");

    /// <summary>Whether it told this of an attention challenge.</summary>
    public bool Told(string kind) => _out.Text.Contains($"\"kind\":\"{kind}\"", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private sealed class Transcript : Stream
    {
        private readonly Lock _lock = new();
        private readonly MemoryStream _bytes = new();

        public string Text
        {
            get
            {
                lock (_lock) return Encoding.UTF8.GetString(_bytes.ToArray());
            }
        }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            lock (_lock) _bytes.Write(buffer, offset, count);
        }
    }
}
