using System.Globalization;
using Cordon.Ethereum;

namespace Cordon.Node.Engagement;

/// <summary>How long each guardian leaves to the others what one of them is enough for. Pure: the same after a restart.
/// </summary>
internal static class Lot
{
    private const ulong PartOfEpoch = 16;

    /// <summary>Seconds to wait, evenly spread over the guardians.</summary>
    /// <param name="step">What for.</param>
    /// <param name="spreadMax">The longest wait; never more than a sixteenth of the epoch.</param>
    public static ulong Seconds(
        string step, ulong epoch, Address guardian, ulong epochSeconds, TimeSpan spreadMax)
    {
        ulong spread = Math.Min((ulong)spreadMax.TotalSeconds, epochSeconds / PartOfEpoch);
        if (spread == 0) return 0;
        string subject = string.Create(CultureInfo.InvariantCulture, $"{step} {epoch} {guardian}");
        return (ulong)(Keccak256.HashUtf8(subject).ToUInt256() % (UInt256)spread);
    }
}
