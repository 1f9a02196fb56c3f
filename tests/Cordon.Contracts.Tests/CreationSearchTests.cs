using System.Globalization;
using System.Text.RegularExpressions;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Contracts.Tests;

/// <summary>In which blocks a contract can have been created.</summary>
public sealed partial class CreationSearchTests
{
    private const ulong Head = 22_000_000;

    private static readonly Address Contract = Address.Parse("0x" + new string('c', 40));

    [Fact]
    public void The_creation_is_in_a_range_of_one_page_whatever_was_guessed() => Prop.ForAll(
        Gen.Choose(0, (int)Head).Zip(Gen.Choose(0, (int)Head + 10)).Zip(Gen.Choose(0, (int)Head)).ToArbitrary(),
        given =>
        {
            ((int creation, int guess), int known) = given;
            ulong created = (ulong)creation, since = (ulong)Math.Min(creation, known);
            var blind = Narrow(created, since, null);
            Assert.InRange(created, blind.First, blind.Last);
            Assert.InRange(blind.Last - blind.First, 0ul, ContractLogPages.PageAtFirst - 1);
            Assert.InRange(blind.Asked, 0, 15);

            var (first, last, _) = Narrow(created, since, (ulong)guess);
            Assert.InRange(created, first, last);
            var right = Narrow(created, since, created);
            Assert.InRange(created, right.First, right.Last);
            Assert.InRange(right.Asked, 0, 1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(Head, Head)]
    [InlineData(Head, ulong.MaxValue)]
    [InlineData(Head - 1, Head)]
    public void At_the_ends_of_the_chain_as_well(ulong created, ulong guess)
    {
        var (first, last, _) = Narrow(created, 0, guess);
        Assert.InRange(created, first, last);
    }

    [Theory]
    [InlineData("\"error\":{\"code\":-32000,\"message\":\"missing trie node\"}")]
    [InlineData("\"error\":{\"code\":-32601,\"message\":\"archive method is not available\"}")]
    [InlineData("HTTP/1.1 403 Forbidden")]
    public void A_node_without_old_state_leaves_the_range_as_wide_as_it_is(string refusal)
    {
        var (first, last, asked) = Narrow(9_000_000, 1_000, null, Head - 128, refusal);
        Assert.Equal((1_000ul, Head, 1), (first, last, asked));

        // What it does tell is made use of.
        (first, last, _) = Narrow(9_000_000, 1_000, null, 8_000_000, refusal);
        Assert.InRange(9_000_000ul, first, last);
        Assert.True(last < Head);
    }

    [Theory]
    [InlineData("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0")]
    public void A_busy_node_is_asked_again(string refusal)
    {
        int busy = 3;
        var (first, last, _) = Narrow(9_000_000, 0, null, refusal: refusal, isRefused: () => busy-- > 0);
        Assert.InRange(9_000_000ul, first, last);
        Assert.InRange(last - first, 0ul, ContractLogPages.PageAtFirst - 1);

        RpcException tired = Assert.Throws<RpcException>(
            () => Narrow(9_000_000, 0, null, refusal: refusal, isRefused: () => true));
        Assert.Equal(RpcFailure.RateLimited, tired.Failure);
    }

    [Fact]
    public void A_node_that_answers_nonsense_is_no_node_without_old_state() =>
        Assert.ThrowsAny<RpcException>(() => Narrow(9_000_000, 0, null, Head, "\"result\":\"0xz\""));

    private static (ulong First, ulong Last, int Asked) Narrow(
        ulong created, ulong since, ulong? guess, ulong stateFrom = 0, string refusal = "",
        Func<bool>? isRefused = null) =>
        NarrowAsync(created, since, guess, stateFrom, refusal, isRefused).GetAwaiter().GetResult();

    private static async Task<(ulong First, ulong Last, int Asked)> NarrowAsync(
        ulong created, ulong since, ulong? guess, ulong stateFrom, string refusal, Func<bool>? isRefused)
    {
        int asked = 0;
        await using ScriptedNode node = ScriptedNode.Answering(request =>
        {
            asked++;
            ulong block = ulong.Parse(
                Block().Match(request).Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (block < stateFrom || isRefused?.Invoke() == true) return refusal;
            return $"\"result\":\"{(block >= created ? "0x6001" : "0x")}\"";
        });
        (ulong first, ulong last) = await new CreationSearch(node.Client, TimeProvider.System).NarrowAsync(
            Contract, (since, Head), ContractLogPages.PageAtFirst, guess, TestContext.Current.CancellationToken);
        return (first, last, asked);
    }

    [GeneratedRegex("\"0xc{40}\",\"0x([0-9a-f]+)\"")]
    private static partial Regex Block();
}
