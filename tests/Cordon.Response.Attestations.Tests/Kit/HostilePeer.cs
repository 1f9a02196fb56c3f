using System.Net;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Wire;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>A registered guardian's key in the hands of somebody who sends what no honest node would.</summary>
internal sealed class HostilePeer : IDisposable
{
    private readonly RegistryScope _scope;
    private readonly PrivateKey _guardian;
    private readonly GuardianNode _victim;
    private readonly PrivateKey _nodeKey = PrivateKey.Generate();
    private readonly HttpClient _http = new();
    private ulong _lastMs;

    public HostilePeer(RegistryScope scope, PrivateKey guardian, GuardianNode victim)
    {
        (_scope, _guardian, _victim) = (scope, guardian, victim);
        Recipient = victim.Key.Address;
        ulong until = (ulong)(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1)).ToUnixTimeSeconds();
        Hash256 digest = new WireDomain(scope).SessionDigest(_nodeKey.Address, until);
        Session = new Session(
            guardian.Address, _nodeKey.Address, until, CompactSignature.Of(guardian.Sign(digest)));
    }

    public Session Session { get; set; }

    /// <summary>Whom messages are signed for.</summary>
    public Address Recipient { get; set; }

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>A signed attestation of its own, right in everything.</summary>
    public Attestation Attest(Hash256 incident, Verdict verdict) => new(
        incident, verdict, _guardian.Address,
        CompactSignature.Of(_guardian.Sign(new AttestationDomain(_scope).Digest(incident, verdict))));

    public Task<string> SayAsync(params Attestation[] attestations) =>
        PostAsync(new WireMessage([.. attestations], []).Write());

    /// <summary>Sends a body, signed.</summary>
    /// <returns>The status, and the fault that the answer names.</returns>
    public Task<string> PostAsync(byte[] body) => SendAsync(Request(body));

    /// <summary>A signed request that can be sent any number of times.</summary>
    public Func<HttpRequestMessage> Request(byte[] body)
    {
        ulong now = (ulong)(TimeProvider.System.GetUtcNow() + Skew).ToUnixTimeMilliseconds();
        ulong timeMs = _lastMs = Math.Max(now, _lastMs + 1);
        Hash256 digest = new WireDomain(_scope).MessageDigest(
            Recipient, timeMs, "POST", WireHeaders.PostPath, body);
        string signature = CompactSignature.Of(_nodeKey.Sign(digest)).ToString();
        return () => Raw(HttpMethod.Post, WireHeaders.PostPath, body, Session.Format(), $"{timeMs}", signature);
    }

    /// <summary>Any request at all.</summary>
    public HttpRequestMessage Raw(
        HttpMethod method, string path, byte[]? body, string session, string time, string signature)
    {
        var request = new HttpRequestMessage(method, new Uri(new Uri(_victim.Endpoint), path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body is null ? null : new ByteArrayContent(body),
        };
        request.Headers.Add(WireHeaders.Scope, _scope.Name);
        request.Headers.TryAddWithoutValidation(WireHeaders.Session, session);
        request.Headers.TryAddWithoutValidation(WireHeaders.Time, time);
        request.Headers.TryAddWithoutValidation(WireHeaders.Signature, signature);
        return request;
    }

    public async Task<string> SendAsync(Func<HttpRequestMessage> make)
    {
        using HttpRequestMessage request = make();
        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(request, Worlds.Stop);
            string fault = answer.Headers.TryGetValues(WireHeaders.Fault, out var values) ? values.First() : "";
            return $"{(int)answer.StatusCode} {fault}".Trim();
        }
        catch (HttpRequestException)
        {
            return "cut off";
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _nodeKey.Dispose();
    }
}
