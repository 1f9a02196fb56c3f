using System.Collections.Concurrent;
using System.Globalization;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Node.Events;
using Cordon.Response.Sending;
using Cordon.Response.Signing;

namespace Cordon.Node.Engagement;

/// <summary>Sends what a duty asks for, once, and tells what becomes of it, each thing once. Thread-safe.</summary>
/// <param name="refusal">What a call would revert with now, null where it would take effect.</param>
internal sealed class DutyDesk(KeeperPorts ports, Func<byte[], CancellationToken, Task<byte[]?>> refusal)
{
    private const string Prefix = "engagement";
    private const int RepeatsMax = 4;

    private readonly ConcurrentDictionary<string, byte> _told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _void = new(StringComparer.Ordinal);

    /// <summary>Tells an event, once for each epoch and kind.</summary>
    public void TellOnce(string kind, ulong epoch, string text, ulong? until = null)
    {
        if (_told.TryAdd($"{kind} {epoch} {until}", 0)) Tell(kind, epoch, text, until);
    }

    /// <summary>Tells what keeps the node from its duty, once for each reason.</summary>
    public void Hinder(ulong epoch, string reason)
    {
        if (_told.TryAdd($"hindered {epoch} {reason}", 0)) Tell("hindered", epoch, reason, null);
    }

    /// <summary>Sends a call that would take effect now, unless it is on its way.</summary>
    /// <param name="step">What it is for: one word, one request of an epoch. Where an earlier one is done with, and
    /// still the call would take effect, another is made: a reorganisation went deeper than what counts as final.
    /// </param>
    /// <param name="left">How long the contract will take it.</param>
    /// <returns>False where the journal or the key failed, the budget is used up, or the time is over, and where the
    /// call would not take effect any more.</returns>
    public async Task<bool> SendAsync(
        string step, ulong epoch, byte[] data, ulong gasLimit, TimeSpan left, CancellationToken cancellation)
    {
        var request = new SendRequest
        {
            Key = "",
            Chain = ports.Chain,
            To = ports.Contract,
            Data = data,
            GasLimit = gasLimit,
            ExpiresAt = ports.Time.GetUtcNow() + left,
            Yields = true,
        };
        try
        {
            for (int i = 0; i < RepeatsMax; i++)
            {
                // The earlier one may have been mined, and become final, since the call was tried.
                if (i > 0 && await refusal(data, cancellation) is not null) return false;
                string word = i == 0 ? step : string.Create(CultureInfo.InvariantCulture, $"{step}-again{i}");
                SendRecord record = await ports.Send(request with { Key = KeyOf(epoch, word) }, cancellation);
                Changed(record);
                if (record.IsOpen && record.Inclusion is not { Succeeded: false }) return true;
            }

            return false;
        }
        catch (Exception fault) when (fault is SendRefusedException or StoreException or SigningException)
        {
            Hinder(epoch, fault.Message);
            return false;
        }
    }

    /// <summary>A commitment is not wanted any more: what was not mined of it is taken back.</summary>
    public void Void(ulong epoch, string step) => _void.TryAdd(KeyOf(epoch, step), 0);

    /// <summary>Whether what a record was sent for is still wanted.</summary>
    public Standing StandingOf(SendRecord record) =>
        _void.Keys.Any(key => record.Request.Key.StartsWith(key, StringComparison.Ordinal))
            ? Standing.Fell("the range of blocks has changed")
            : Standing.Holds;

    /// <summary>Takes a new version of a record; those of other contracts are passed over.</summary>
    public void Changed(SendRecord record)
    {
        string[] parts = record.Request.Key.Split('/');
        if (parts is not [Prefix, string contract, string number, string step] || contract != $"{ports.Contract}")
            return;
        ulong epoch = ulong.Parse(number, CultureInfo.InvariantCulture);
        if (record.State == SendState.Pending && record.Obstacle is { } obstacle) Hinder(epoch, $"{step}: {obstacle}");
        if (record is not { State: SendState.Mined, Inclusion: { } inclusion } || record.Latest.IsCancel) return;
        string kind = step.Split('-')[0];
        bool isOwn = kind is Steps.Commit or Steps.Reveal;
        string where = $"in block {inclusion.BlockNumber} as {inclusion.Transaction}";
        if (inclusion.Succeeded) TellOnce(Steps.Done(kind), epoch, where);
        else if (isOwn) Hinder(epoch, $"{step} did nothing {where}"); // any other: somebody was faster
    }

    private string KeyOf(ulong epoch, string step) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}/{ports.Contract}/{epoch}/{step}");

    private void Tell(string kind, ulong epoch, string text, ulong? until) =>
        ports.Events.Tell(new NodeEvent.Duty(ports.Chain, ports.Events.Now, kind, epoch, text, until));
}
