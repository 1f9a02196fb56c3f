using Cordon.Ethereum;
using Cordon.Node.Engagement;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Node.Tests.Duties;

public sealed class LotTests
{
    private const ulong Day = 86_400;

    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(20);

    [Fact]
    public void Of_a_hundred_guardians_few_open_an_epoch_before_the_first_ones_block_can_be_seen()
    {
        const ulong blockSeconds = 12;
        int sent = 0;
        for (ulong epoch = 0; epoch < 200; epoch++)
        {
            ulong[] waits = [.. Enumerable.Range(0, 100).Select(i => Wait(epoch, i)).Order()];
            Assert.True(waits[0] < 120, $"epoch {epoch}: the first comes after {waits[0]} s");
            sent += waits.Count(wait => wait < waits[0] + (2 * blockSeconds));
        }

        Assert.InRange(sent / 200.0, 1, 4); // 24 of 1,200 seconds, of 100: two besides the first
    }

    [Fact]
    public void Nobody_waits_longer_than_a_sixteenth_of_the_epoch_or_than_was_said() => Prop.ForAll(
        ArbMap.Default.ArbFor<uint>(), ArbMap.Default.ArbFor<ushort>(), ArbMap.Default.ArbFor<ushort>(),
        (epoch, length, seconds) =>
        {
            ulong wait = Lot.Seconds("open", epoch, Guardian((int)(epoch % 99)), length, TimeSpan.FromSeconds(seconds));
            return wait == 0 || (wait < length / 16UL && wait < seconds);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Epochs_and_steps_draw_anew_and_a_restart_does_not()
    {
        Assert.Equal(Wait(7, 1), Wait(7, 1));
        Assert.True(Enumerable.Range(0, 50).Select(epoch => Wait((ulong)epoch, 1)).Distinct().Count() > 40);
        Assert.NotEqual(
            Lot.Seconds("open", 7, Guardian(1), Day, Spread), Lot.Seconds("close", 7, Guardian(1), Day, Spread));
    }

    private static ulong Wait(ulong epoch, int guardian) => Lot.Seconds("open", epoch, Guardian(guardian), Day, Spread);

    private static Address Guardian(int number) => Address.FromWord((UInt256)(ulong)number + 1);
}
