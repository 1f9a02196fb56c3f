using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Wire;
using Microsoft.AspNetCore.Http;

namespace Cordon.Response.Attestations.Gossip;

/// <summary>Answers other nodes' requests about one registry.</summary>
internal sealed class PeerEndpoint(PeerGate gate, Func<Hash256, IReadOnlyList<Attestation>?> held)
{
    /// <summary>Takes a message of an authenticated peer.</summary>
    /// <returns>What is wrong with it.</returns>
    public required Func<Address, WireMessage, PeerFault> OnMessage { get; init; }

    /// <summary>Told what an authenticated peer did wrong.</summary>
    public required Action<Address, PeerFault, string> OnFault { get; init; }

    public async Task HandleAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        IPAddress from = context.Connection.RemoteIpAddress ?? IPAddress.None;
        string path = request.Path.Value ?? "";
        Hash256? asked = HttpMethods.IsGet(request.Method) ? WireHeaders.IncidentOf(path) : null;
        bool isPost = HttpMethods.IsPost(request.Method) && path == WireHeaders.PostPath;
        if ((asked is null && !isPost) || request.QueryString.HasValue)
        {
            context.Response.StatusCode = gate.TryFail(from) ? 404 : 429;
            return;
        }

        MessageHead? head = MessageHead.TryParse(
            request.Headers[WireHeaders.Session], request.Headers[WireHeaders.Time],
            request.Headers[WireHeaders.Signature]);
        if (head is null)
        {
            Refuse(context, gate.TryFail(from) ? PeerFault.Malformed : PeerFault.Flood);
            return;
        }

        PeerFault fault = gate.Open(head, from);
        if (fault != PeerFault.None)
        {
            Refuse(context, fault);
            return;
        }

        // As much as is announced: most messages are short, and many may be under way at once.
        long announced = request.ContentLength ?? WireLimits.RequestBytesMax;
        byte[] rented = ArrayPool<byte>.Shared.Rent((int)Math.Min(announced, WireLimits.RequestBytesMax) + 1);
        try
        {
            int length = await ReadAsync(request, rented, context.RequestAborted);
            await AnswerAsync(context, head, asked, path, rented.AsMemory(0, length), from);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private async Task AnswerAsync(
        HttpContext context, MessageHead head, Hash256? asked, string path, ReadOnlyMemory<byte> body, IPAddress from)
    {
        Address peer = head.Session.Guardian;
        if (body.Length > WireLimits.RequestBytesMax)
        {
            gate.TryFail(from);
            Refuse(context, PeerFault.TooLarge);
            return;
        }

        PeerFault fault = gate.Check(head, context.Request.Method, path, body.Span, from);
        if (fault != PeerFault.None)
        {
            if (fault == PeerFault.Flood) OnFault(peer, fault, "more messages than it may send");
            Refuse(context, fault);
            return;
        }

        if (asked is { } incident)
        {
            await WriteHeldAsync(context, incident);
            return;
        }

        fault = Take(peer, body);
        if (fault != PeerFault.None) Refuse(context, fault);
    }

    private PeerFault Take(Address peer, ReadOnlyMemory<byte> body)
    {
        try
        {
            return OnMessage(peer, WireMessage.Read(body, WireLimits.AttestationsMax));
        }
        catch (FormatException e)
        {
            OnFault(peer, PeerFault.Malformed, e.Message);
            return PeerFault.Malformed;
        }
    }

    private async Task WriteHeldAsync(HttpContext context, Hash256 incident)
    {
        if (held(incident) is not { } attestations)
        {
            context.Response.StatusCode = 404;
            return;
        }

        ImmutableArray<Attestation> some = [.. WireLimits.Fitting(attestations, WireLimits.AnswerAttestationsMax)];
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(new WireMessage(some, []).Write(), context.RequestAborted);
    }

    private static void Refuse(HttpContext context, PeerFault fault)
    {
        context.Response.StatusCode = fault switch
        {
            PeerFault.Malformed => 400,
            PeerFault.Unauthenticated => 401,
            PeerFault.TooLarge => 413,
            PeerFault.Flood or PeerFault.Muted => 429,
            PeerFault.ClockSkew or PeerFault.Replay => 409,
            _ => 422,
        };
        context.Response.Headers[WireHeaders.Fault] = fault.ToString();
        // Who is not listened to has its connection closed too, so that it costs nothing more.
        if (fault == PeerFault.Muted) context.Abort();
    }

    private static async Task<int> ReadAsync(HttpRequest request, byte[] into, CancellationToken cancellation)
    {
        int length = 0;
        int lengthMax = Math.Min(into.Length, WireLimits.RequestBytesMax + 1);
        while (length < lengthMax)
        {
            int count = await request.Body.ReadAsync(into.AsMemory(length, lengthMax - length), cancellation);
            if (count == 0) break;
            length += count;
        }

        return length;
    }
}
