using System.Text.Json;
using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Cli.Council;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Council.Tests;

/// <summary>Powers that a council holds over other contracts: OpenZeppelin's AccessManager, proxies and governor, with
/// their own code.</summary>
public class PowersTests(CouncilChain chain) : IClassFixture<CouncilChain>
{
    private static readonly Address Stranger = SomeSettings.Account(97);

    [Fact]
    public async Task A_role_of_an_AccessManager_is_shown_with_who_gets_it_and_from_when()
    {
        Address manager = await ManagerAsync();
        byte[] grant = Call("grantRole(uint64 roleId,address account,uint32 executionDelay)",
            (UInt256)7, Stranger, (UInt256)60);

        Shown doubted = await ShowAsync(manager, grant);
        Assert.Contains("UNKNOWN TARGET", doubted.Dangers);

        Shown shown = await ShowAsync(manager, grant, "--trust", $"{manager}");
        Assert.Equal("", shown.Dangers);
        Assert.Equal($"Gives role 7 to {Stranger.ToChecksumString()}, with a delay of 60 s.", Meaning(shown));
        Assert.Contains($"{Stranger.ToChecksumString()} gets 7 of", shown.Words);
        Assert.Contains("waits 60 s, not 0 s.", shown.Words);
        Assert.Contains("RoleGranted(roleId: 7", Events(shown));
        Assert.Contains("Gives a power to somebody.", shown.Remarks("caution"));
    }

    [Fact]
    public async Task A_call_through_an_AccessManager_is_decoded_and_one_that_is_scheduled_is_said_to_be_later()
    {
        Address manager = await ManagerAsync();
        byte[] close = Call("setTargetClosed(address target,bool closed)", Stranger, true);
        byte[] pause = Call("pause()");

        Shown closed = await ShowAsync(manager, close, "--trust", $"{manager}");
        Assert.Contains($"isTargetClosed({Stranger.ToChecksumString()}): isClosed false becomes true.", closed.Words);

        Shown made = await ShowAsync(manager, Call("execute(address target,bytes data)", manager, close));
        Assert.Equal("setTargetClosed(address,bool)", Inner(made)[0].GetProperty("function").GetString());
        Assert.False(Inner(made)[0].GetProperty("later").GetBoolean());

        Shown later = await ShowAsync(
            manager, Call("schedule(address target,bytes data,uint48 when)", Stranger, pause, UInt256.Zero));
        Assert.True(Inner(later)[0].GetProperty("later").GetBoolean());
        Assert.Contains("Is only announced now and made later", later.Remarks("note"));
    }

    [Fact]
    public async Task An_upgrade_by_a_ProxyAdmin_names_the_old_code_the_new_code_and_that_nobody_reviewed_it()
    {
        (Address proxy, Address admin, Address old) = await ProxyAsync();
        Address fresh = await chain.CreateAsync(await OpenZeppelinAsync("ProxyAdmin", Stranger));

        Shown shown = await ShowAsync(admin, Upgrade(proxy, fresh), "--trust", $"{admin}");

        Assert.Equal("", shown.Dangers);
        string cautions = shown.Remarks("caution");
        Assert.Contains($"The code of proxy {proxy.ToChecksumString()} was unknown contract {old.ToChecksumString()}, "
            + $"and becomes unknown contract {fresh.ToChecksumString()}, code hash {await CodeHashAsync(fresh)}.",
            cautions);
        Assert.Contains("NOT REVIEWED: no review of upgrades that this program knows stands before it.", cautions);
        Assert.Contains($"becomes {fresh.ToChecksumString()}, was {old.ToChecksumString()}.", shown.Words);
        Assert.Contains("Upgraded(implementation: ", Events(shown));

        Shown nothing = await ShowAsync(admin, Upgrade(proxy, Stranger), "--trust", $"{admin}");
        Assert.Contains("becomes nothing: there is no code at", nothing.Dangers);
        Assert.Contains("It would fail", nothing.Dangers);
    }

    [Fact]
    public async Task An_upgrade_is_called_reviewed_only_where_auditors_approved_that_very_code()
    {
        (Address proxy, Address admin, _) = await ProxyAsync();
        Address fresh = await chain.CreateAsync(await OpenZeppelinAsync("ProxyAdmin", Stranger));
        string deployment = Path.GetTempFileName();
        await File.WriteAllTextAsync(deployment,
            $"{{\"contracts\":[{{\"name\":\"review\",\"address\":\"{chain.Plan.Review}\"}}]}}", DeployChain.Stop);
        string[] more = ["--trust", $"{admin}", "--deployment", deployment];

        Shown before = await ShowAsync(admin, Upgrade(proxy, fresh), more);
        Assert.Contains($"NOT REVIEWED: the review at {chain.Plan.Review.ToChecksumString()} has not approved",
            before.Dangers);
        Assert.Contains("NotApproved(", before.Dangers);

        await ApproveAsync(proxy, fresh);
        Shown after = await ShowAsync(admin, Upgrade(proxy, fresh), more);
        Assert.Equal("", after.Dangers);
        Assert.Contains("Reviewed: auditors approved this code", after.Remarks("note"));
        Shown other = await ShowAsync(admin, Upgrade(proxy, chain.Plan.Stake), more);
        Assert.Contains("NOT REVIEWED", other.Dangers);
        File.Delete(deployment);
    }

    [Fact]
    public async Task An_upgrade_of_a_proxy_that_upgrades_itself_is_judged_by_the_review_that_its_code_names()
    {
        byte[] logic = await SolidityFile.CreationAsync("test/mocks/Upgradeable.sol", "UpgradeableProtocol");
        UInt256 review = chain.Plan.Review.ToUInt256(), council = chain.Plan.Council.ToUInt256();
        Address old = await chain.CreateAsync([.. logic, .. Words(review, council, 1)]);
        Address fresh = await chain.CreateAsync([.. logic, .. Words(review, council, 2)]);
        byte[] call = Call("migrate(uint256 to)", UInt256.One);
        byte[] arguments = [.. Words(old.ToUInt256(), 64, (ulong)call.Length), .. call, .. new byte[28]];
        Address proxy = await chain.CreateAsync([.. await CodeAsync("ERC1967Proxy"), .. arguments]);

        Shown shown = await ShowAsync(
            proxy, Call("upgradeToAndCall(address newImplementation,bytes data)", fresh, Array.Empty<byte>()));

        Assert.Contains($"The code of proxy {proxy.ToChecksumString()} was unknown contract {old.ToChecksumString()}",
            shown.Remarks("caution"));
        Assert.Contains($"NOT REVIEWED: the review at {chain.Plan.Review.ToChecksumString()} has not approved",
            shown.Dangers);
        Assert.Contains("It would fail: NotApproved(", shown.Dangers);
    }

    [Fact]
    public async Task A_proposal_is_decoded_through_the_timelock_to_what_it_would_do_one_day()
    {
        byte[] slasher = new GuardianStake.SetSlasherCall(Stranger, 1).Encode();
        byte[] schedule = new TimelockController.ScheduleCall(
            chain.Plan.Stake, 0, slasher, Hash256.Zero, Hash256.Zero, 172_800).Encode();
        byte[] propose = new CordonGovernor.ProposeCall([chain.Plan.Timelock], [0], [schedule], "a plan").Encode();

        Shown shown = await ShowAsync(chain.Plan.Governor, propose);

        Assert.Equal("", shown.Dangers);
        JsonElement announced = Inner(shown)[0];
        Assert.Equal("schedule(address,uint256,bytes,bytes32,bytes32,uint256)",
            announced.GetProperty("function").GetString());
        JsonElement last = announced.GetProperty("calls")[0];
        Assert.Equal("1.1.1", last.GetProperty("path").GetString());
        Assert.Equal("setSlasher(address,uint64)", last.GetProperty("function").GetString());
        Assert.True(last.GetProperty("later").GetBoolean());
        Assert.Contains("call 1.1.1: Gives a power to somebody.", shown.Remarks("caution"));
        Assert.Contains("ProposalCreated(", Events(shown));
    }

    [Theory]
    [InlineData("queue")]
    [InlineData("execute")]
    public async Task What_a_governor_refuses_is_decoded_all_the_same_with_its_reason(string function)
    {
        byte[] transfer = new Erc20.TransferCall(Stranger, 5).Encode();
        byte[] call = Call($"{function}(address[] targets,uint256[] values,bytes[] calldatas,bytes32 descriptionHash)",
            AbiValue.List(chain.Chain.Token), AbiValue.List(UInt256.Zero), AbiValue.List(transfer),
            Keccak256.HashUtf8("nobody proposed this"));

        Shown shown = await ShowAsync(chain.Plan.Governor, call);

        Assert.Equal("transfer(address,uint256)", Inner(shown)[0].GetProperty("function").GetString());
        Assert.Equal(function == "queue", Inner(shown)[0].GetProperty("later").GetBoolean());
        Assert.Contains("It would fail: GovernorNonexistentProposal(", shown.Dangers);
    }

    private async Task ApproveAsync(Address proxy, Address code)
    {
        using PrivateKey first = PrivateKey.Generate(), second = PrivateKey.Generate();
        Address[] auditors = [SomeSettings.Account(80), SomeSettings.Account(81)];
        await chain.RegisterAsync(auditors[0], first, 6_000);
        await chain.RegisterAsync(auditors[1], second, 6_000);
        await chain.PassAsync(10);
        await chain.ActAsync(Stranger, chain.Plan.Review, new UpgradeReview.SubmitCall(proxy, code, []).Encode());
        UInt256 id = await chain.ReadAsync(chain.Plan.Review, new UpgradeReview.ReviewCountCall());
        byte[] approve = new UpgradeReview.ApproveCall(id, await CodeHashAsync(code)).Encode();
        foreach (Address auditor in auditors) await chain.ActAsync(auditor, chain.Plan.Review, approve);
        await chain.PassAsync((3 * 86_400) + 60); // the review's window
    }

    private async Task<(Address Proxy, Address Admin, Address Logic)> ProxyAsync()
    {
        Address logic = await chain.CreateAsync(await OpenZeppelinAsync("ProxyAdmin", chain.Plan.Council));
        byte[] question = new ProxyAdmin.OwnerCall().Encode();
        Address proxy = await chain.CreateAsync(new TransparentProxy.Deployment(logic, chain.Plan.Council, question)
            .Encode(await CodeAsync("TransparentUpgradeableProxy")));
        return (proxy, Address.ForCreate(proxy, nonce: 1), logic);
    }

    private async Task<Address> ManagerAsync() =>
        await chain.CreateAsync(await OpenZeppelinAsync("AccessManager", chain.Plan.Council));

    private async Task<Hash256> CodeHashAsync(Address contract) =>
        Keccak256.Hash(await chain.Chain.Node.GetCodeAsync(contract, "latest", DeployChain.Stop));

    private static async Task<byte[]> OpenZeppelinAsync(string name, Address owner) =>
        [.. await CodeAsync(name), .. Words(owner.ToUInt256())];

    private static Task<byte[]> CodeAsync(string name) => ContractArtifact.ReadBytecodeAsync(
        NpmPackages.File("@openzeppelin/contracts", $"build/contracts/{name}.json"), DeployChain.Stop);

    private static byte[] Words(params UInt256[] values) =>
        [.. values.SelectMany(value => new Hash256(value).ToArray())];

    private static byte[] Upgrade(Address proxy, Address code) =>
        new ProxyAdmin.UpgradeAndCallCall(proxy, code, []).Encode();

    private static byte[] Call(string signature, params AbiValue[] arguments) =>
        AbiFunction.Parse(signature).EncodeCall(arguments);

    private static JsonElement[] Inner(Shown shown) =>
        [.. shown.Json.GetProperty("call").GetProperty("calls").EnumerateArray()];

    private static string Meaning(Shown shown) => shown.Json.GetProperty("call").GetProperty("meaning").GetString()!;

    private static string Events(Shown shown) => string.Join('\n', shown.Json.GetProperty("simulation")
        .GetProperty("events").EnumerateArray().Select(text => text.GetString()));

    private Task<Shown> ShowAsync(Address to, byte[] data, params string[] more)
    {
        SafeTransaction transaction = new() { Safe = chain.Plan.Council, To = to, Data = data };
        return Shown.OfAsync(SafeTransactionJson.Of(transaction, DeployChain.ChainId), chain.Url, more);
    }
}
