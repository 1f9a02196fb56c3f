using Cordon.Engine.Pipeline;

namespace Cordon.Engine.Tests.Pipeline;

public class BlockAllowanceTests
{
    private const int Long = 32 << 20;

    [Fact]
    public async Task Three_blocks_a_thread_are_held_however_long_they_are()
    {
        BlockAllowance allowance = new(2);
        for (int i = 0; i < 6; i++)
        {
            await Entered(allowance);
            allowance.Weigh(Long);
        }

        Task seventh = allowance.EnterAsync(Ended);
        Assert.False(seventh.IsCompleted);

        allowance.Leave(Long);
        await Soon(seventh);
    }

    [Fact]
    public async Task Eight_a_thread_are_held_where_they_are_short()
    {
        BlockAllowance allowance = new(2);
        for (int i = 0; i < BlockAllowance.Most(2); i++)
        {
            await Entered(allowance);
            allowance.Weigh(1_000_000);
        }

        Task another = allowance.EnterAsync(Ended);
        Assert.False(another.IsCompleted);

        allowance.Leave(1_000_000);
        await Soon(another);
    }

    [Fact]
    public async Task Behind_one_long_block_there_is_room_for_usual_ones_of_the_same_length_together()
    {
        BlockAllowance allowance = new(2);
        await Entered(allowance);
        allowance.Weigh(10_600_000);

        for (int i = 1; i < BlockAllowance.Most(2); i++)
        {
            await Entered(allowance);
            allowance.Weigh(1_000_000);
        }
    }

    [Fact]
    public async Task When_a_long_block_has_left_as_many_enter_as_there_is_room_for()
    {
        BlockAllowance allowance = new(1);
        foreach (int length in (int[])[Long, 10, 10])
        {
            await Entered(allowance);
            allowance.Weigh(length);
        }

        Task[] waiting = [.. Enumerable.Range(0, 7).Select(_ => allowance.EnterAsync(Ended))];
        Assert.DoesNotContain(waiting, each => each.IsCompleted);

        allowance.Leave(Long);
        await Soon(Task.WhenAll(waiting[..6]));
        Assert.False(waiting[6].IsCompleted);
        allowance.Leave(10);
        await Soon(waiting[6]);
    }

    [Fact]
    public async Task Whoever_waits_is_let_in_when_there_are_no_more_blocks_and_so_is_everybody_after()
    {
        BlockAllowance allowance = new(1);
        for (int i = 0; i < 3; i++)
        {
            await Entered(allowance);
            allowance.Weigh(Long);
        }

        Task[] waiting = [allowance.EnterAsync(Ended), allowance.EnterAsync(Ended)];
        allowance.Lift();

        await Soon(Task.WhenAll(waiting));
        await Entered(allowance);
    }

    [Fact]
    public async Task Cancellation_ends_the_waiting()
    {
        BlockAllowance allowance = new(1);
        for (int i = 0; i < BlockAllowance.Most(1); i++) await Entered(allowance);
        using CancellationTokenSource cancelled = new();
        Task waiting = allowance.EnterAsync(cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await new BlockAllowance(1).EnterAsync(cancelled.Token));
    }

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private static Task Soon(Task entered) => entered.WaitAsync(TimeSpan.FromSeconds(10), Ended);

    private static Task Entered(BlockAllowance allowance)
    {
        Task entered = allowance.EnterAsync(Ended);
        Assert.True(entered.IsCompletedSuccessfully);
        return entered;
    }
}
