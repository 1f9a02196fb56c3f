using Cordon.Detection.Memory;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.Memory;

public class HashedLogTests
{
    private readonly record struct Entry(int Value, uint LogHash) : ILogged;

    // Few hashes, so that many entries share one.
    private static Entry Of(int value) => new(value, (uint)value % 3);

    private static int[] Found(HashedLog<Entry> log, uint hash)
    {
        List<int> found = [];
        for (long at = log.Newest(hash); at >= log.Begin; at = log.Older(at))
        {
            if (log[at].LogHash == hash) found.Add(log[at].Value);
        }

        return [.. found];
    }

    [Fact]
    public void Finds_the_entries_of_a_hash_newest_first_whatever_was_released() =>
        Prop.ForAll<byte[]>(steps =>
        {
            HashedLog<Entry> log = new();
            List<int> model = [];
            for (int i = 0; i < steps.Length; i++)
            {
                for (int n = 0; n < steps[i] % 16; n++)
                {
                    log.Append(Of(model.Count));
                    model.Add(model.Count);
                }

                if (steps[i] >= 128) log.Release(log.Begin + (steps[i] % 8));
            }

            return Enumerable.Range(0, 3).All(hash => Found(log, (uint)hash).SequenceEqual(
                model.Skip((int)log.Begin).Where(value => value % 3 == hash).Reverse()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_log_that_releases_as_much_as_it_takes_allocates_nothing()
    {
        HashedLog<Entry> log = new();
        Turn(log, 1_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Turn(log, 10_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100, log.End - log.Begin);
    }

    private static void Turn(HashedLog<Entry> log, int entries)
    {
        for (int i = 0; i < entries; i++)
        {
            log.Append(Of(i));
            log.Release(log.End - 100);
        }
    }

    [Fact]
    public void A_copy_has_the_part_asked_for_and_a_life_of_its_own()
    {
        HashedLog<Entry> log = new();
        for (int i = 0; i < 40; i++) log.Append(Of(i));

        HashedLog<Entry> copy = log.Copy(10, 20);
        copy.Append(Of(99));

        Assert.Equal([99, 18, 15, 12], Found(copy, 0));
        Assert.Equal([39, 36, 33], Found(log, 0)[..3]);
    }

    [Fact]
    public void A_released_part_can_not_be_copied()
    {
        HashedLog<Entry> log = new();
        for (int i = 0; i < 40; i++) log.Append(Of(i));
        log.Release(11);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => log.Copy(10, 20));
        Assert.Contains("older than those that were to be kept", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Releasing_never_goes_back_nor_beyond_the_end()
    {
        HashedLog<Entry> log = new();
        for (int i = 0; i < 5; i++) log.Append(Of(i));
        log.Release(3);
        log.Release(1);
        Assert.Equal(3, log.Begin);
        log.Release(100);
        Assert.Equal(5, log.Begin);
    }
}
