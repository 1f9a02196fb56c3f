using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Tests.Kit;
using Cordon.Response.Confirming;
using static Cordon.Response.Attestations.Tests.Kit.ContractKeys;

namespace Cordon.Response.Attestations.Tests;

/// <summary>Owners of a real Safe, each with a node, who speak in its name.</summary>
public class SafeAttesterTests
{
    private static CancellationToken Stop => Worlds.Stop;

    [Fact]
    public async Task Where_one_owner_is_enough_its_node_brings_the_safes_verdict_which_the_others_count()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000, 1_000);
        await ThresholdAsync(world, 1);
        foreach (GuardianNode node in world.Guardians) await node.StartAsync(Stop, Patient);
        await using SafeOwner owner = await OwnerAsync(world, 1);
        owner.Run();
        Hash256 incident = await world.RaiseAsync(0, "drain");

        await owner.Attester.AttestAsync(incident, Verdict.Attack, Stop);
        foreach (GuardianNode node in world.Guardians.Take(2))
            await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum");
        await world.UntilAsync(() => owner.Events.OfType<ExchangeEvent.Submitted>().Any(), "the owner says so");
        Assert.Equal((0, 1), (owner.Approvals, owner.Attests));
        Assert.True(await IsCountedAsync(world, incident));
        Assert.Single(owner.Events.OfType<ExchangeEvent.Submitted>());
    }

    [Fact]
    public async Task Of_two_who_must_sign_the_first_approves_and_the_second_brings_it()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        await using SafeOwner first = await OwnerAsync(world, 2), second = await OwnerAsync(world, 0);
        Hash256 incident = await world.RaiseAsync(0, "drain");

        await first.Attester.AttestAsync(incident, Verdict.Attack, Stop);
        await world.UntilAsync(() => IsApprovedAsync(world, first, incident), "the first has approved");
        await first.Attester.TickAsync(Stop);
        Assert.False(await IsCountedAsync(world, incident));
        await BringsAsync(world, second, incident);

        Assert.Equal(Token * 1_000, (await world.IncidentAsync(incident)).Attack);
        await first.Attester.TickAsync(Stop);
        await first.Attester.AttestAsync(incident, Verdict.Attack, Stop);
        Assert.Equal((1, 0, 0, 1), (first.Approvals, first.Attests, second.Approvals, second.Attests));
        Assert.Single(first.Events.OfType<ExchangeEvent.Approved>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Owners_who_decide_at_the_same_moment_come_to_one_verdict(int threshold)
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        await ThresholdAsync(world, threshold);
        await using SafeOwner a = await OwnerAsync(world, 0), b = await OwnerAsync(world, 1);
        await using SafeOwner c = await OwnerAsync(world, 2);
        SafeOwner[] all = [a, b, c];
        foreach (SafeOwner owner in all) owner.Run();
        Hash256 incident = await world.RaiseAsync(0, "drain");

        await Task.WhenAll(all.Select(owner => owner.Attester.AttestAsync(incident, Verdict.Attack, Stop)));

        await world.UntilAsync(() => IsCountedAsync(world, incident), "the Safe is counted");
        Assert.Equal(Token * 1_000, (await world.IncidentAsync(incident)).Attack);
        Assert.All(all, owner => Assert.InRange(owner.Approvals + owner.Attests, 0, 2));
    }

    [Fact]
    public async Task What_all_have_approved_is_brought_even_if_the_first_in_line_is_gone()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        await using SafeOwner late = await OwnerAsync(world, 1);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        Hash256 hash = HashOf(world, incident, Verdict.Attack);
        await late.Attester.AttestAsync(incident, Verdict.Attack, Stop); // the only one: approves
        await ApproveAsync(world, GuardianWorld.SafeOwners[0].Address, hash); // and is gone
        late.Run();

        await world.UntilAsync(() => IsCountedAsync(world, incident), "the Safe is counted");
        Assert.Equal((1, 1), (late.Approvals, late.Attests));
    }

    [Fact]
    public async Task After_a_restart_an_owner_approves_nothing_twice_and_goes_on()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        await using SafeOwner owner = await OwnerAsync(world, 0);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        await owner.Attester.AttestAsync(incident, Verdict.Attack, Stop);
        ulong sent = await world.Node.GetTransactionCountAsync(owner.Account, "pending", Stop);

        await owner.Start(world.Plan.Council).AttestAsync(incident, Verdict.Attack, Stop);
        owner.Run();
        Assert.Equal(sent, await world.Node.GetTransactionCountAsync(owner.Account, "pending", Stop));

        await ApproveAsync(
            world, GuardianWorld.SafeOwners[2].Address, HashOf(world, incident, Verdict.Attack));
        await world.UntilAsync(() => IsCountedAsync(world, incident), "the Safe is counted");
    }

    [Fact]
    public async Task A_safe_that_asks_for_more_signatures_meanwhile_waits_for_them()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        await using SafeOwner a = await OwnerAsync(world, 0), b = await OwnerAsync(world, 1);
        await using SafeOwner c = await OwnerAsync(world, 2);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        await a.Attester.AttestAsync(incident, Verdict.Attack, Stop);
        await ThresholdAsync(world, 3);

        await b.Attester.AttestAsync(incident, Verdict.Attack, Stop); // would have been the last
        Assert.Equal((1, 0), (b.Approvals, b.Attests));
        await BringsAsync(world, c, incident);
    }

    [Fact]
    public async Task What_the_registry_would_not_count_is_not_paid_for_and_is_brought_once_it_would()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        Address safe = world.Plan.Council;
        await ThresholdAsync(world, 1);
        await using SafeOwner owner = await OwnerAsync(world, 0);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        await world.ActAsync((safe, safe, new Safe.SetFallbackHandlerCall(Address.Zero))); // it signs nothing now

        await owner.Attester.AttestAsync(incident, Verdict.Attack, Stop);
        await owner.Attester.TickAsync(Stop);
        Assert.Empty(owner.Requests);
        ExchangeEvent.SubmissionFailed said = Assert.Single(owner.Events.OfType<ExchangeEvent.SubmissionFailed>());
        Assert.Contains("the registry would not count what 1 owners", said.Reason);

        await world.ActAsync((safe, safe, new Safe.SetFallbackHandlerCall(world.Plan.AddressOf("safe_handler"))));
        await owner.Attester.TickAsync(Stop);
        Assert.Equal(1, owner.Attests);
        await world.UntilAsync(() => IsCountedAsync(world, incident), "the Safe is counted");
    }

    [Fact]
    public async Task What_is_no_longer_or_never_was_the_owners_to_say_is_refused()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        using PrivateKey key = PrivateKey.Generate();
        await using SafeOwner stranger = await SafeOwner.StartAsync(world, key);
        await using SafeOwner owner = await OwnerAsync(world, 0);
        await using SafeOwner forgetful = await OwnerAsync(world, 1);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        Hash256 contrary = HashOf(world, incident, Verdict.NoAttack);
        await world.ActAsync((forgetful.Account, world.Plan.Council, new Safe.ApproveHashCall(contrary)));
        owner.Journal.Decide(incident, Verdict.NoAttack);

        await RefusedAsync(stranger, incident, "is no owner of the Safe");
        await RefusedAsync(owner, incident, "the verdict NoAttack was given before");
        await RefusedAsync(forgetful, incident, "which this journal does not know: both would be slashed");
        await RefusedAsync(owner, Keccak256.HashUtf8("nothing"), "is not on the chain");
        await world.AskAsync("evm_increaseTime", 25 * 3_600);
        await world.AskAsync("evm_mine");
        await RefusedAsync(owner, incident, "takes no verdicts any more");
        Assert.Null(forgetful.Journal.FindDecision(incident));
        Assert.Empty(stranger.Requests.Values.Concat(owner.Requests.Values).Concat(forgetful.Requests.Values));
    }

    [Fact]
    public async Task A_safe_that_was_no_guardian_when_it_happened_has_nothing_to_say()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        await using SafeOwner owner = await OwnerAsync(world, 0);
        Hash256 incident = await world.RaiseAsync(0, "drain");

        await RefusedAsync(owner, incident, "had no weight when");
    }

    [Fact]
    public async Task An_owner_who_is_put_out_after_it_approved_counts_no_more_and_says_so()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        Address safe = world.Plan.Council;
        await using SafeOwner a = await OwnerAsync(world, 0), b = await OwnerAsync(world, 1);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        await a.Attester.AttestAsync(incident, Verdict.Attack, Stop);
        Address[] owners = await world.ReadAsync(safe, new Safe.GetOwnersCall());
        int place = Array.IndexOf(owners, a.Account);
        Address before = place == 0 ? Address.FromWord(UInt256.One) : owners[place - 1];
        await world.ActAsync((safe, safe, new Safe.RemoveOwnerCall(before, a.Account, 2)));

        await b.Attester.AttestAsync(incident, Verdict.Attack, Stop);
        await a.Attester.TickAsync(Stop);

        Assert.Equal((1, 0), (b.Approvals, b.Attests)); // one of two is none, whatever the other approved once
        Assert.Contains(a.Events.OfType<ExchangeEvent.SubmissionFailed>(),
            failed => failed.Reason.Contains("does not speak for the Safe", StringComparison.Ordinal));
        Assert.False(await IsCountedAsync(world, incident));
    }

    [Fact]
    public async Task What_is_no_safe_decides_nothing()
    {
        (string Code, string Message)[] wrong =
        [
            ("0x", "eth_call at 0x"), ("0x60006000fd", "revert"), ("0x00", "eth_call at 0x"),
            ("0x600160005260206000f3", "eth_call at 0x"), // a word where a list is due
            (Owners(40), "40 owners of whom 32 must sign"), // every answer begins with 32
            (Owners(3), "3 owners of whom 32 must sign"),
        ];
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        await using SafeOwner owner = await OwnerAsync(world, 0);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        foreach ((string code, string message) in wrong)
        {
            await world.AskAsync("anvil_setCode", world.Plan.Council, code);
            RpcException fault = await Assert.ThrowsAnyAsync<RpcException>(
                () => owner.Attester.AttestAsync(incident, Verdict.Attack, Stop));
            Assert.Contains(message, fault.Message);
        }

        Assert.Null(owner.Journal.FindDecision(incident));
        Assert.Empty(owner.Requests);
    }

    [Fact]
    public void Who_cannot_submit_is_told_so_at_once()
    {
        using var signer = new Cordon.Response.Signing.LocalSigner(PrivateKey.Generate());
        var scope = new RegistryScope(1, Address.Zero, Address.Zero);
        var ports = new ExchangePorts(null!, signer, null!);
        Assert.Throws<ArgumentException>(() => new Safes.SafeAttester(scope, Address.Zero, ports));
    }

    // Answers every call with a list of that many addresses, whose first word is 32.
    private static string Owners(int count)
    {
        string words = string.Concat(Enumerable.Range(0, count).Select(i => $"{i + 1:x64}"));
        string data = $"{32:x64}{count:x64}{words}";
        return $"0x61{data.Length / 2:x4}600e60003961{data.Length / 2:x4}6000f3" + data;
    }

    private static Task<SafeOwner> OwnerAsync(GuardianWorld world, int number) =>
        SafeOwner.StartAsync(world, GuardianWorld.SafeOwners[number]);

    private static Task ThresholdAsync(GuardianWorld world, int threshold) => world.ActAsync(
        (world.Plan.Council, world.Plan.Council, new Safe.ChangeThresholdCall((UInt256)(ulong)threshold)));

    private static async Task ApproveAsync(GuardianWorld world, Address owner, Hash256 hash)
    {
        await world.AskAsync("anvil_setBalance", owner, UInt256.Pow(10, 20).ToQuantity());
        await world.ActAsync((owner, world.Plan.Council, new Safe.ApproveHashCall(hash)));
    }

    // The last to agree waits for those before it in the line, who may never come; what it sends is mined a moment
    // after the node has it.
    private static async Task BringsAsync(GuardianWorld world, SafeOwner owner, Hash256 incident)
    {
        await owner.Attester.AttestAsync(incident, Verdict.Attack, Stop);
        for (int i = 0; i < 100 && owner.Attests == 0; i++)
            await Task.Delay(await owner.Attester.TickAsync(Stop), Stop);
        await world.UntilAsync(() => IsCountedAsync(world, incident), "the Safe is counted");
    }

    private static async Task RefusedAsync(SafeOwner owner, Hash256 incident, string why)
    {
        AttestationRefusedException refused = await Assert.ThrowsAsync<AttestationRefusedException>(
            () => owner.Attester.AttestAsync(incident, Verdict.Attack, Stop));
        Assert.Contains(why, refused.Message);
    }

    private static Hash256 HashOf(GuardianWorld world, Hash256 incident, Verdict verdict) => new SafeMessage(
        world.Scope.Chain, world.Plan.Council, new AttestationDomain(world.Scope).Digest(incident, verdict)).Hash();

    private static async Task<bool> IsApprovedAsync(GuardianWorld world, SafeOwner owner, Hash256 incident)
    {
        Hash256 hash = HashOf(world, incident, Verdict.Attack);
        return await world.ReadAsync(world.Plan.Council, new Safe.ApprovedHashesCall(owner.Account, hash)) != default;
    }

    private static async Task<bool> IsCountedAsync(GuardianWorld world, Hash256 incident)
    {
        Address guardian = await world.ReadAsync(
            world.Scope.Stake, new GuardianStake.GuardianOfKeyCall(world.Plan.Council));
        uint index = (await world.ReadAsync(world.Scope.Stake, new GuardianStake.GuardianCall(guardian))).Index;
        return await world.ReadAsync(world.Scope.Registry, new IncidentRegistry.HasAttestedCall(incident, index));
    }
}
