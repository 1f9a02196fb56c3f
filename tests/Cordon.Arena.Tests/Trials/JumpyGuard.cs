using System.Collections.Concurrent;
using System.Text.Json;
using Cordon.Arena.Guards;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Tests.Trials;

/// <summary>Pauses everything, once, when a pending transaction goes to an address that <paramref name="isStranger"/>.
/// Polls the pool; knows no more of the chain than that.</summary>
internal sealed class JumpyGuard(Func<Address, bool> isStranger) : IArenaGuard
{
    private const byte Paused = 2;

    public Task<IGuardSession> StartAsync(ArenaDefence defence, CancellationToken cancellation = default) =>
        Task.FromResult<IGuardSession>(new Session(defence, isStranger));

    private sealed class Session : IGuardSession
    {
        private readonly ArenaDefence _defence;
        private readonly Func<Address, bool> _isStranger;
        private readonly RpcClient _node;
        private readonly CancellationTokenSource _over = new();
        private readonly List<GuardEvent> _events = [];
        private readonly ConcurrentQueue<TaskCompletionSource> _asked = [];
        private readonly Task _watching;

        public Session(ArenaDefence defence, Func<Address, bool> isStranger)
        {
            (_defence, _isStranger) = (defence, isStranger);
            _node = new RpcClient(defence.Endpoints[^1]);
            _watching = WatchAsync(_over.Token);
        }

        public bool BringsQuorum => false;

        public IReadOnlyList<GuardEvent> Events
        {
            get
            {
                lock (_events) return [.. _events];
            }
        }

        /// <summary>Ends once the pool was looked at anew, and the pause for what was found there is with the node.
        /// </summary>
        public async Task CatchUpAsync(
            ulong chain, ulong block, IReadOnlyList<Hash256> pending, CancellationToken cancellation = default)
        {
            var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _asked.Enqueue(looked);
            await await Task.WhenAny(looked.Task, _watching).WaitAsync(cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync();
            await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _node.DisposeAsync();
            _over.Dispose();
        }

        private async Task WatchAsync(CancellationToken stop)
        {
            while (true)
            {
                int asked = _asked.Count; // before the look: who asks during it waits for the next
                if (await StrangeAsync(stop) is { } seen)
                {
                    Note(GuardEventKind.Noticed, seen);
                    Note(GuardEventKind.Judged, seen);
                    Note(GuardEventKind.Sent, await PauseAsync(stop));
                    return;
                }

                while (asked-- > 0 && _asked.TryDequeue(out TaskCompletionSource? looked)) looked.SetResult();
                await Task.Delay(5, stop);
            }
        }

        private void Note(GuardEventKind kind, Hash256 transaction)
        {
            lock (_events)
                _events.Add(new GuardEvent(kind, TimeProvider.System.GetTimestamp(), $"{kind}", transaction));
        }

        private async Task<Hash256?> StrangeAsync(CancellationToken stop)
        {
            using RpcPayload answer = await _node.CallRawAsync(new RpcCall("txpool_content"), stop);
            using JsonDocument pool = JsonDocument.Parse(answer.Json);
            foreach (JsonProperty sender in pool.RootElement.GetProperty("pending").EnumerateObject())
            {
                foreach (JsonProperty entry in sender.Value.EnumerateObject())
                {
                    string? to = entry.Value.GetProperty("to").GetString();
                    if (to is not null && _isStranger(Address.Parse(to)))
                        return Hash256.Parse(entry.Value.GetProperty("hash").GetString()!);
                }
            }

            return null;
        }

        private async Task<Hash256> PauseAsync(CancellationToken stop)
        {
            var raise = new IncidentRegistry.RaiseCall(
                _defence.Enrolled, new Hash256(UInt256.MaxValue), Paused, Keccak256.HashUtf8("strange"));
            byte[] raw = new Transaction
            {
                ChainId = _defence.ChainId,
                Nonce = await _node.GetTransactionCountAsync(_defence.Posts[0].Key.Address, "latest", stop),
                GasLimit = 1_000_000,
                MaxFeePerGas = 3_000_000_000_000,
                MaxPriorityFeePerGas = 100_000_000_000,
                To = _defence.Registry,
                Data = raise.Encode(),
            }.Sign(_defence.Posts[0].Key).Encode();
            return await _node.SendRawTransactionAsync(raw, stop);
        }
    }
}
