using System.Globalization;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Wire;

namespace Cordon.Response.Attestations.Gossip;

/// <summary>What authenticates a message, read and not yet checked.</summary>
internal sealed record MessageHead(Session Session, ulong TimeMs, CompactSignature Signature)
{
    public static MessageHead? TryParse(string? session, string? time, string? signature) =>
        Session.TryParse(session) is { } parsed
        && ulong.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out ulong timeMs)
        && signature?.Length == 2 + (2 * CompactSignature.SizeBytes)
        && Hex.TryParse(signature, out byte[] bytes)
        && CompactSignature.TryRead(bytes, out CompactSignature signed)
            ? new MessageHead(parsed, timeMs, signed)
            : null;
}
