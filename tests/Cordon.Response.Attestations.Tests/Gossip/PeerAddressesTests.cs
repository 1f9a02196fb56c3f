using System.Net;
using Cordon.Response.Attestations.Gossip;
using Cordon.Response.Attestations.Tests.Kit;

namespace Cordon.Response.Attestations.Tests.Gossip;

public class PeerAddressesTests
{
    [Theory]
    [InlineData("http://guardian.example:9000")]
    [InlineData("https://guardian.example")]
    [InlineData("http://8.8.8.8:1/")]
    [InlineData("http://[2606:4700::1]:80")]
    public void An_origin_is_an_endpoint(string endpoint) => Assert.NotNull(PeerAddresses.Parse(endpoint));

    [Theory]
    [InlineData("")]
    [InlineData("guardian.example:9000")]
    [InlineData("ftp://guardian.example")]
    [InlineData("file:///etc/passwd")]
    [InlineData("unix:/var/run/docker.sock")]
    [InlineData("http://user:secret@guardian.example")]
    [InlineData("http://guardian.example/admin?delete=1")]
    [InlineData("http://guardian.example/v1")]
    [InlineData("http://guardian.example/#x")]
    [InlineData("http://")]
    [InlineData("http://guardian.example:0")]
    [InlineData("http://guardian.example:99999")]
    public void Anything_else_is_none(string endpoint) => Assert.Null(PeerAddresses.Parse(endpoint));

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("2606:4700::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.0.9", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)] // clouds' metadata
    [InlineData("100.64.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:10.0.0.1", false)] // IPv4 in disguise
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    public void Only_addresses_of_the_public_internet_are_called(string address, bool isPublic) =>
        Assert.Equal(isPublic, PeerAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void A_bucket_lets_a_burst_through_and_then_the_rate()
    {
        var clock = new ManualClock();
        var bucket = new TokenBucket(10, 4, clock);
        Assert.Equal(10, Enumerable.Range(0, 50).Count(_ => bucket.TryTake()));

        int passed = 0;
        for (int i = 0; i < 100; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            if (bucket.TryTake()) passed++;
        }

        Assert.InRange(passed, 39, 40); // ten seconds of four
        clock.Advance(TimeSpan.FromHours(1));
        Assert.True(bucket.IsFull);
        Assert.Equal(10, Enumerable.Range(0, 50).Count(_ => bucket.TryTake()));
    }
}
