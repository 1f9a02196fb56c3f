using System.Buffers;
using Cordon.Domain.Blocks;
using Cordon.Engine.Pipeline;

namespace Cordon.Engine.Tests.Pipeline;

public class FreeSlotsTests
{
    [Fact]
    public void Long_blocks_that_come_one_after_the_other_make_one_slot_grow()
    {
        FreeSlots slots = new(6);
        foreach (int length in (int[])[100, 9_000, 200, 8_000, 9_500, 300, 10_000]) slots.Return(Fill(slots, length));

        Assert.Equal([10_000], LengthsAbove(slots, 0));
    }

    [Fact]
    public void Long_blocks_at_once_each_make_one_grow()
    {
        FreeSlots slots = new(4);
        BlockSlot first = Fill(slots, 7_000), second = Fill(slots, 8_000);
        slots.Return(first);
        slots.Return(second);

        Assert.Equal([8_000, 7_000], LengthsAbove(slots, 0));
    }

    [Fact]
    public void The_smallest_slot_with_room_is_given()
    {
        FreeSlots slots = new(3);
        BlockSlot[] all = [Fill(slots, 500), Fill(slots, 5_000), Fill(slots, 50)];
        foreach (BlockSlot slot in all) slots.Return(slot);

        Assert.Same(all[0], slots.Take(60));
        Assert.Same(all[1], slots.Take(60));
        Assert.Same(all[2], slots.Take(60));
        Assert.Throws<InvalidOperationException>(() => slots.Take(60));
    }

    private static BlockSlot Fill(FreeSlots slots, int length)
    {
        BlockSlot slot = slots.Take(length);
        BlockBytes bytes = new(MemoryPool<byte>.Shared.Rent(length), length);
        slot.Fill(new RawBlock(bytes, "script"), length, 0, null);
        slot.Release();
        return slot;
    }

    private static List<int> LengthsAbove(FreeSlots slots, int length)
    {
        List<int> lengths = [];
        while (slots.Take(int.MaxValue) is { } slot && slot.LengthMax > length) lengths.Add(slot.LengthMax);
        return lengths;
    }
}
