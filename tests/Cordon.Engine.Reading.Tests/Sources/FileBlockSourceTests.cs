using System.Runtime.InteropServices;
using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Engine.Sources;
using Cordon.Testing;

namespace Cordon.Engine.Reading.Tests.Sources;

public sealed class FileBlockSourceTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("5.json")]
    [InlineData("5.json.gz")]
    [InlineData("5.jsonl")]
    [InlineData("5.jsonl.gz")]
    [InlineData("anything")]
    public async Task Reads_a_block_from_a_file_of_every_ending(string name)
    {
        string file = _folder.Write(name, Block(5));

        Assert.Equal("5", await NumbersAsync(new FileBlockSource([file])));
    }

    [Fact]
    public async Task Reads_every_line_of_a_stream_and_passes_over_empty_ones()
    {
        string file = _folder.Write("range.jsonl", $"{Block(5)}\n\n  \r\n{Block(6)}\r\n{Block(7)}");

        Assert.Equal("5 6 7", await NumbersAsync(new FileBlockSource([file])));
    }

    [Fact]
    public async Task Orders_the_files_of_a_folder_by_number_and_not_by_name()
    {
        foreach (ulong number in (ulong[])[100, 20, 3]) _folder.Write($"{number}.json", Block(number));
        _folder.Write("named.json.gz", Block(21));
        _folder.Write("range.jsonl", $"{Block(4)}\n{Block(5)}\n");
        _folder.Write("README.md", "no block");
        _folder.Write("labels.jsonl", """{"label":"attack"}""");

        Assert.Equal("3 4 5 20 21 100", await NumbersAsync(new FileBlockSource([_folder.Path])));
    }

    [Fact]
    public async Task Orders_named_files_by_number_whatever_order_they_are_named_in()
    {
        string[] files = [_folder.Write("100.json", Block(100)), _folder.Write("20.json", Block(20))];

        Assert.Equal("20 100", await NumbersAsync(new FileBlockSource(files)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Standard_input_may_be_lines_or_one_block_over_many_lines(bool compressed)
    {
        string lines = $"{Block(5)}\n{Block(6)}\n";
        string pretty = "\n" + Block(5).Replace(",", ",\n", StringComparison.Ordinal) + "\n";

        Assert.Equal("5 6", await NumbersAsync(Standard(lines, compressed)));
        Assert.Equal("5", await NumbersAsync(Standard(pretty, compressed)));
    }

    [Fact]
    public async Task Says_which_file_and_line_a_block_came_from()
    {
        string file = _folder.Write("range.jsonl", $"{Block(5)}\n{Block(6)}\n");
        List<string> origins = [];
        await foreach (RawBlock block in new FileBlockSource([file]).ReadAsync(TestContext.Current.CancellationToken))
        {
            origins.Add(block.Origin);
            block.Dispose();
        }

        Assert.Equal([$"{file}:1", $"{file}:2"], origins);
    }

    [Theory]
    [InlineData("broken.json.gz")]
    [InlineData("broken.jsonl.gz")]
    public async Task A_truncated_gzip_is_refused_after_the_blocks_before_it(string name)
    {
        byte[] stored = Folder.Gzip(Encoding.UTF8.GetBytes($"{Block(5)}\n{Block(6)}\n"));
        string file = Path.Combine(_folder.Path, name);
        for (int length = 2; length < stored.Length; length += 3)
        {
            await File.WriteAllBytesAsync(file, stored[..length], TestContext.Current.CancellationToken);

            BlockFormatException refusal = await RefusalAsync(new FileBlockSource([file]));
            Assert.Equal("gzip", refusal.Path);
            Assert.StartsWith($"{file}: gzip: cut off or damaged after about ", refusal.Message);
        }
    }

    [Fact]
    public async Task A_damaged_gzip_is_refused()
    {
        byte[] stored = Folder.Gzip(Encoding.UTF8.GetBytes(Block(5)));
        stored[stored.Length / 2] ^= 0x55;
        string file = Path.Combine(_folder.Path, "5.json.gz");
        await File.WriteAllBytesAsync(file, stored, TestContext.Current.CancellationToken);

        Assert.Equal("gzip", (await RefusalAsync(new FileBlockSource([file]))).Path);
    }

    [Fact]
    public async Task A_stream_with_a_gap_is_refused_with_both_places()
    {
        string file = _folder.Write("range.jsonl", $"{Block(5)}\n{Block(8)}\n");

        BlockFormatException refusal = await RefusalAsync(new FileBlockSource([file]));
        Assert.Equal(
            $"{file}:2: block.number: 8 follows 5 ({file}:1): "
                + "2 blocks are missing between; allow gaps if that is meant",
            refusal.Message);
    }

    [Fact]
    public async Task A_gap_is_let_through_where_it_is_allowed_and_between_files()
    {
        string file = _folder.Write("range.jsonl", $"{Block(5)}\n{Block(8)}\n");
        string[] files = [_folder.Write("9.json", Block(9)), _folder.Write("12.json", Block(12))];

        Assert.Equal("5 8", await NumbersAsync(new FileBlockSource([file],
            new FileSourceOptions { GapsAllowed = true })));
        Assert.Equal("9 12", await NumbersAsync(new FileBlockSource(files)));
    }

    [Theory]
    [InlineData("5 5", "block 5 appears twice (before: FILE:1)")]
    [InlineData("5 6 5", "5 follows 6 (FILE:2), expected 7")]
    public async Task Blocks_without_a_hash_may_neither_repeat_nor_go_back(string numbers, string problem)
    {
        string file = _folder.Write("range.jsonl", string.Join('\n', numbers.Split(' ').Select(Partial)));

        BlockFormatException refusal = await RefusalAsync(new FileBlockSource([file]));
        Assert.Equal("block.number", refusal.Path);
        Assert.EndsWith(problem.Replace("FILE", file, StringComparison.Ordinal), refusal.Message);
    }

    [Fact]
    public async Task Blocks_with_hashes_may_go_back_as_a_reorganisation_does()
    {
        string file = _folder.Write("range.jsonl", $"{Block(5)}\n{Block(6)}\n{Block(6)}\n{Block(5)}");

        Assert.Equal("5 6 6 5", await NumbersAsync(new FileBlockSource([file])));
    }

    [Fact]
    public async Task Chains_in_one_stream_are_counted_each_by_itself()
    {
        string file = _folder.Write("range.jsonl",
            $"{Block(5)}\n{Block(900, chain: 56)}\n{Block(6)}\n{Block(901, chain: 56)}");

        Assert.Equal("5 900 6 901", await NumbersAsync(new FileBlockSource([file])));
    }

    [Theory]
    [InlineData("big.json", "")]
    [InlineData("big.json.gz", "")]
    [InlineData("big.jsonl", ":1")]
    [InlineData("big", ":1")]
    public async Task A_block_beyond_the_bound_is_refused_without_holding_it(string name, string place)
    {
        string file = _folder.Write(name, $$"""{"chainId":1,"note":"{{new string('x', 5_000_000)}}"}""");
        FileSourceOptions options = new() { BlockBytesMax = 100_000 };

        BlockFormatException refusal = await RefusalAsync(new FileBlockSource([file], options));

        Assert.Equal(
            $"{file}{place}: block object: larger than 100000 bytes, the most that a block may have", refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public async Task A_string_of_two_hundred_megabytes_is_not_even_read(string before)
    {
        byte[] input = new byte[200_000_000];
        input.AsSpan().Fill((byte)'x');
        Encoding.UTF8.GetBytes(before + "{\"chainId\":1,\"note\":\"").CopyTo(input, 0);
        using MemoryStream stream = new(input);
        long consumed = 0;

        BlockFormatException refusal = await RefusalAsync(new FileBlockSource(["-"], new FileSourceOptions
        {
            BlockBytesMax = 1_000_000,
            StandardInput = () => new CountingStream(stream, count => consumed += count),
        }));

        Assert.Contains("larger than 1000000 bytes", refusal.Message);
        Assert.InRange(consumed, 1_000_000, 2_500_000);
    }

    [Theory]
    [InlineData("empty.json")]
    [InlineData("blank.json")]
    public async Task An_empty_file_is_refused(string name)
    {
        string file = _folder.Write(name, name == "empty.json" ? "" : " \n\t ");

        Assert.Equal($"{file}: block object: the file is empty, expected a block",
            (await RefusalAsync(new FileBlockSource([file]))).Message);
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_named()
    {
        string missing = Path.Combine(_folder.Path, "missing");

        Assert.Contains(missing, Assert.Throws<FileNotFoundException>(() => new FileBlockSource([missing])).Message);
        Assert.Contains("holds no .json", Assert.Throws<FileNotFoundException>(() =>
            new FileBlockSource([_folder.Path])).Message);
    }

    [Fact]
    public async Task Stopping_early_ends_the_reading_thread_and_returns_what_was_read_ahead()
    {
        string file = _folder.Write("range.jsonl", string.Join('\n',
            Enumerable.Range(1, 500).Select(i => Block((ulong)i))));
        await foreach (RawBlock block in new FileBlockSource([file]).ReadAsync(TestContext.Current.CancellationToken))
        {
            block.Dispose();
            break;
        }

        File.Delete(file); // open handles would not matter here, but the enumerator must have come back
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Cancellation_is_passed_on()
    {
        string file = _folder.Write("range.jsonl", string.Join('\n',
            Enumerable.Range(1, 50).Select(i => Block((ulong)i))));
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (RawBlock block in new FileBlockSource([file]).ReadAsync(cancelled.Token)) block.Dispose();
        });
    }

    [Fact]
    public async Task A_long_stream_is_read_in_bounded_memory()
    {
        string note = new('0', 100_000);
        string file = _folder.Write("long.jsonl", string.Join('\n', Enumerable.Range(1, 300).Select(i =>
            $$"""{"chainId":1,"block":{"number":"0x{{i:x}}"},"note":"{{note}}"}""")));
        HashSet<byte[]> buffers = [];
        int count = 0;
        await foreach (RawBlock block in new FileBlockSource([file]).ReadAsync(TestContext.Current.CancellationToken))
        {
            count++;
            if (MemoryMarshal.TryGetArray(block.Bytes, out ArraySegment<byte> segment)) buffers.Add(segment.Array!);
            block.Dispose();
        }

        Assert.Equal(300, count);
        Assert.InRange(buffers.Count, 1, 60); // other tests share the pool
    }

    private static string Block(ulong number, ulong chain = 1) => new BlockScript(number, chain).ToJson();

    private static string Partial(string number) =>
        $$"""{"chainId":1,"block":{"number":"0x{{number}}"},"receipts":[],"traces":[]}""";

    private static FileBlockSource Standard(string text, bool compressed)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] input = compressed ? Folder.Gzip(bytes) : bytes;
        return new FileBlockSource(["-"], new FileSourceOptions { StandardInput = () => new MemoryStream(input) });
    }

    private static async Task<string> NumbersAsync(FileBlockSource source)
    {
        List<ulong> numbers = [];
        BlockData data = new();
        BlockReader reader = new();
        await foreach (RawBlock block in source.ReadAsync(TestContext.Current.CancellationToken))
        {
            reader.Read(block, data);
            numbers.Add(data.Number);
            block.Dispose();
        }

        return string.Join(' ', numbers);
    }

    private static Task<BlockFormatException> RefusalAsync(FileBlockSource source) =>
        Assert.ThrowsAsync<BlockFormatException>(async () => await NumbersAsync(source));
}
