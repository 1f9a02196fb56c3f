using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Ethereum.Bindings.Tests;

public class HostileBytesTests
{
    private static readonly byte[] Grid = CastVectors.Bytes("calldata", Showcase.GridCall.Signature);
    private static readonly byte[] Settle = CastVectors.Bytes("calldata", Showcase.SettleCall.Signature);

    [Fact]
    public void Calldata_with_any_word_overwritten_is_decoded_or_refused_without_an_exception() =>
        Prop.ForAll<ushort, byte, bool>((place, value, isLength) =>
        {
            foreach (byte[] original in (byte[][])[Grid, Settle])
            {
                byte[] data = [.. original];
                int word = 4 + (place % ((data.Length - 4) / 32) * 32);
                data[word + (isLength ? 31 : place % 32)] = value;
                Showcase.GridCall.TryDecode(data, out _);
                Showcase.SettleCall.TryDecode(data, out _);
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_decoded_from_changed_calldata_is_encoded_to_calldata_that_decodes_alike() =>
        Prop.ForAll<ushort, byte>((place, value) =>
        {
            byte[] data = [.. Settle];
            data[4 + (place % (data.Length - 4))] = value;
            if (!Showcase.SettleCall.TryDecode(data, out Showcase.SettleCall call)) return true;

            bool again = Showcase.SettleCall.TryDecode(call.Encode(), out Showcase.SettleCall read);
            return again && read.First == call.First && read.Order.Maker == call.Order.Maker
                && read.Order.Legs.SequenceEqual(call.Order.Legs);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(31, 0x01)] // one byte in, where the length reads as 256
    [InlineData(31, 0xFF)] // beyond the end
    [InlineData(0, 0x80)] // 2^255
    [InlineData(63, 0xFF)] // a length that the data does not hold
    [InlineData(32, 0x01)] // a length of 2^248
    public void An_offset_or_length_outside_the_data_is_refused(int at, byte value)
    {
        byte[] data = new Showcase.PutUint256ArrayCall([1, 2, 3]).Encode();
        data[4 + at] = value;

        Assert.False(Showcase.PutUint256ArrayCall.TryDecode(data, out _));
    }

    [Fact]
    public void Offsets_that_all_point_at_one_long_list_cannot_multiply_it()
    {
        const int Lists = 1000;
        const int Length = 1000;
        byte[] data = Bomb(Lists, Length);

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isDecoded = Showcase.GridCall.TryDecode(data, out _);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.False(isDecoded);
        Assert.InRange(allocated, 0, 6 * data.Length); // all of them would be 32 MB for these 64 KB
    }

    // jagged: 1,000 offsets to the same list of 1,000 addresses; the other arguments are empty.
    private static byte[] Bomb(int lists, int length)
    {
        var writer = new AbiWriter([0xa9, 0x95, 0x4a, 0xa6], 5 * 32);
        AbiFrame frame = writer.Open(5 * 32);
        writer.WriteUInt(ref frame, 1, 256);
        writer.WriteUInt(ref frame, 1, 256);
        AbiFrame outer = writer.OpenArray(ref frame, lists, 32);
        for (int i = 0; i < lists; i++) writer.WriteUInt(ref outer, (ulong)(lists * 32), 256);

        writer.WriteUInt(ref frame, 0, 256);
        writer.WriteUInt(ref frame, 0, 256);
        AbiFrame tail = writer.Open(32 * (length + 1));
        writer.WriteUInt(ref tail, (ulong)length, 256);
        return writer.ToArray();
    }
}
