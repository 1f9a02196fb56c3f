using Cordon.Testing;

namespace Cordon.Detection.Tests.Variants;

/// <summary>Classes of attack known from public reports, told with accounts and amounts of their own.</summary>
internal static class AttackStories
{
    public static TheoryData<string> Names { get; } =
        new("arbitrary call of a router", "proxy nobody had initialised", "donation to an empty market",
            "pair skimmed and synced", "rewards claimed by one helper after another", "price of a lent-on pool moved",
            "view read in the middle of a withdrawal", "proof released three times", "votes borrowed",
            "tokens burnt out of a pair", "mint that anybody may call", "reflection delivered to a pair",
            "vault emptied by a constructor", "vault swept and the loot sold",
            "code of the sender run by a trusted router", "collateral of the sender's own making",
            "pair that forgot its product", "mint that only logs show, sold by a new contract",
            "new contract borrows and leaves", "vault emptied into a wallet elsewhere", "rounding taken in a loop");

    /// <summary>Those that look like a payment too, so that they are noted and not called confirmed.</summary>
    public static TheoryData<string> Doubtful { get; } = new("drainer with a permit and a call");

    private static readonly Ethereum.Address Recovery =
        Ethereum.Address.Parse("0x0000000000000000000000000000000000000001");

    public static Story Of(string name, Story s) => name switch
    {
        "arbitrary call of a router" => ArbitraryCall(s),
        "proxy nobody had initialised" => Uninitialised(s),
        "donation to an empty market" => Donation(s),
        "pair skimmed and synced" => Skim(s),
        "rewards claimed by one helper after another" => Helpers(s),
        "price of a lent-on pool moved" => LendingOnPool(s),
        "view read in the middle of a withdrawal" => ReadOnly(s),
        "proof released three times" => Replay(s),
        "votes borrowed" => Votes(s),
        "tokens burnt out of a pair" => BurnPair(s),
        "mint that anybody may call" => PublicMint(s),
        "reflection delivered to a pair" => Reflection(s),
        "vault emptied by a constructor" => s.Creates("thief", "attacker", f => f
            .Do(s, "vault", "emergencyWithdraw(address)", v => v.Send(s, "dai", "attacker", 900), s.A("attacker"))),
        "vault swept and the loot sold" => s.Sends("thief", "attacker", f => f
            .Do(s, "vault", "sweep(address)", v => v.Send(s, "gov", "attacker", 300), s.A("gov"))
            .Trade(s, "pair", "gov", 300, "usdc", 200)),
        "drainer with a permit and a call" => Permit(s),
        "code of the sender run by a trusted router" => ForeignCode(s),
        "collateral of the sender's own making" => FakeCollateral(s),
        "pair that forgot its product" => NoProduct(s),
        "mint that only logs show, sold by a new contract" => SilentMint(s),
        "new contract borrows and leaves" => NewBorrower(s),
        "vault emptied into a wallet elsewhere" => s.Creates("thief", "attacker", f => f
            .Do(s, "vault", "rescue(address,address)", v => v.Send(s, "dai", "cold wallet", 900),
                s.A("dai"), s.A("cold wallet"))),
        "rounding taken in a loop" => Rounding(s),
        _ => throw new ArgumentException($"no attack is called '{name}'", nameof(name)),
    };

    private static Story ArbitraryCall(Story s) => s.Sends("thief", "attacker", f => f
        .Call(s.A("router"), Abi.Call("execute(address,bytes)", s.A("dai"), 0x40, 0x64)
            + Abi.Call("transferFrom(address,address,uint256)", s.A("alice"), s.A("attacker"), s.N(70))[2..],
            body: r => r.Take(s, "dai", "alice", "attacker", 70)));

    private static Story Uninitialised(Story s) => s.Sends("thief", "attacker", f => f
        .Do(s, "proxy", "initialize(address)", p => p.DelegateCall(s.A("code"),
            Abi.Call("initialize(address)", s.A("attacker")), body: c => c
                .Event("OwnershipTransferred(address,address)", [Ethereum.Address.Zero, s.A("attacker")])
                .Event("Initialized(uint8)", [], 1)), s.A("attacker"))
        .Do(s, "proxy", "withdrawAll(address)", p => p.DelegateCall(s.A("code"),
            Abi.Call("withdrawAll(address)", s.A("dai")), body: c => c.Send(s, "dai", "attacker", 500)), s.A("dai")));

    private static Story Donation(Story s) => s.Sends("thief", "attacker", f => f
        .Borrowing(s, "wbtc", 500, b => b
            .Do(s, "market", "mint(uint256)", m => m.Take(s, "wbtc", "attacker", "market", 4), s.N(4))
            .Send(s, "wbtc", "market", 496)
            .Do(s, "comptroller", "enterMarkets(address[])", null, 0x20, 1, s.A("market"))
            .Do(s, "market2", "borrow(uint256)", m => m.Send(s, "dai", "attacker", 800), s.N(800))
            .Do(s, "market", "redeemUnderlying(uint256)", m => m.Send(s, "wbtc", "attacker", 499), s.N(499))
            .Trade(s, "pair", "dai", 3, "wbtc", 2)));

    private static Story Skim(Story s) => s.Sends("thief", "attacker", f => f
        .Borrowing(s, "weth", 100, b => b
            .Trade(s, "pair", "weth", 100, "tax", 600)
            .Send(s, "tax", "pair", 500)
            .Do(s, "pair", "skim(address)", p => p.Send(s, "tax", "pair", 500), s.A("pair"))
            .Do(s, "pair", "sync()")
            .Trade(s, "pair", "tax", 100, "weth", 140)));

    private static Story Helpers(Story s) => s.Sends("thief", "attacker", f =>
    {
        for (int i = 0; i < 4; i++)
        {
            string helper = $"helper {i}";
            f.Create(s.A(helper)).Send(s, "lp", helper, 50);
            f.Do(s, helper, "run()", h => h
                .Do(s, "farm", "harvest(address)", m => m.Send(s, "reward", helper, 9), s.A(helper))
                .Send(s, "reward", "attacker", 9)
                .Send(s, "lp", "attacker", 50));
        }
    });

    private static Story LendingOnPool(Story s) => s.Sends("thief", "attacker", f => f
        .Borrowing(s, "weth", 900, b => b
            .Trade(s, "pair", "weth", 900, "token", 470)
            .Do(s, "lender", "borrow(address,uint256)", l => l
                .StaticCall(s.A("oracle"), Abi.Call("price()"), Abi.Words(5), o => o
                    .StaticCall(s.A("pair"), Abi.Call("getReserves()"), Abi.Words(s.N(1_900), s.N(530), 1)))
                .Send(s, "dai", "attacker", 700), s.A("dai"), s.N(700))
            .Trade(s, "pair", "token", 470, "weth", 895, reserveIn: 1_000, reserveOut: 1_005)
            .Trade(s, "pair2", "dai", 10, "weth", 9)));

    private static Story ReadOnly(Story s) => s.Sends("thief", "attacker", f => f
        .Do(s, "curve", "remove_liquidity(uint256,uint256[2])", c => c
            .Call(s.A("attacker"), value: s.N(5), body: a => a
                .Do(s, "lender", "liquidate(address)", l => l
                    .StaticCall(s.A("curve"), Abi.Call("get_virtual_price()"), Abi.Words(7))
                    .Send(s, "dai", "attacker", 40), s.A("alice"))), 1, 2, 3));

    private static Story Replay(Story s) => s.Sends("thief", "attacker", f =>
    {
        for (int i = 0; i < 3; i++)
        {
            f.Do(s, "bridge", "claim(bytes32,address,uint256)", b => b
                .StaticCall(s.A("verifier"), Abi.Call("verify(bytes32)", 7), Abi.Words(true))
                .Send(s, "usdc", "attacker", 200), 7, s.A("attacker"), s.N(200));
        }
    });

    private static Story Votes(Story s) => s.Sends("thief", "attacker", f => f
        .Borrowing(s, "gov", 900, b => b
            .Do(s, "governor", "castVote(uint256,bool)", g => g
                .Event("VoteCast(address,uint256,bool,uint256)", [], s.A("attacker"), 7, true, s.N(900)), 7, true)
            .Do(s, "governor", "execute(uint256)", g => g
                .Do(s, "treasury", "pay(address,uint256)", t => t
                    .Send(s, "dai", "attacker", 950), s.A("attacker"), s.N(950))
                .Event("ProposalExecuted(uint256)", [], 7), 7)
            .Trade(s, "pair", "dai", 4, "gov", 3)));

    private static Story BurnPair(Story s) => s.Sends("thief", "attacker", f => f
        .Trade(s, "pair", "weth", 10, "token", 9)
        .Do(s, "token", "burn(address,uint256)", t => t
            .Event("Transfer(address,address,uint256)", [s.A("pair"), Ethereum.Address.Zero], s.N(950)),
            s.A("pair"), s.N(950))
        .Do(s, "pair", "sync()")
        .Trade(s, "pair", "token", 9, "weth", 180, reserveIn: 50, reserveOut: 830));

    private static Story PublicMint(Story s) => s.Sends("thief", "attacker", f => f
        .Erc20Mint(s.A("token"), s.A("attacker"), s.N(90_000))
        .Trade(s, "pair", "token", 90_000, "weth", 985));

    private static Story Reflection(Story s) => s.Sends("thief", "attacker", f => f
        .Borrowing(s, "weth", 300, b => b
            .Trade(s, "pair", "weth", 300, "reflect", 230)
            .Do(s, "reflect", "deliver(uint256)", null, s.N(200))
            .Do(s, "pair", "skim(address)", p => p.Send(s, "reflect", "attacker", 700), s.A("attacker"))
            .Trade(s, "pair", "reflect", 700, "weth", 420)));

    private static Story Permit(Story s) => s.Sends("thief", "drainer", f => f
        .Do(s, "dai", "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", d => d
            .StaticCall(Recovery, "0x12345678", Abi.Words(1))
            .Event("Approval(address,address,uint256)", [s.A("alice"), s.A("drainer")], s.N(80)),
            s.A("alice"), s.A("drainer"), s.N(80), 9, 27, 1, 2)
        .Take(s, "dai", "alice", "thief", 80));

    private static Story ForeignCode(Story s) => s.Sends("thief", "attacker", f => f
        .Create(s.A("payload"))
        .Do(s, "router", "run(address)", r => r.DelegateCall(s.A("payload"), "0x99887766", body: p => p
            .Take(s, "dai", "alice", "attacker", 70)), s.A("payload")));

    private static Story FakeCollateral(Story s) => s.Sends("thief", "attacker", f => f
        .Create(s.A("fake"))
        .Do(s, "lender", "depositCollateral(address,uint256)", l => l
            .Take(s, "fake", "attacker", "lender", 900), s.A("fake"), s.N(900))
        .Do(s, "lender", "take(address,uint256)", l => l.Send(s, "dai", "attacker", 600), s.A("dai"), s.N(600)));

    private static Story NoProduct(Story s) => s.Sends("thief", "attacker", f => f
        .Trade(s, "pair", "weth", 1, "token", 600, reserveIn: 1_001, reserveOut: 400)
        .Trade(s, "pair2", "token", 600, "weth", 370));

    private static Story SilentMint(Story s) => s.Creates("thief", "attacker", f => f
        .Do(s, "token", "airdrop()", t => t
            .Event("Transfer(address,address,uint256)", [Ethereum.Address.Zero, s.A("attacker")], s.N(600)))
        .Trade(s, "pair", "token", 600, "weth", 370));

    private static Story NewBorrower(Story s) => s.Sends("thief", "attacker", f => f
        .Create(s.A("borrower"))
        .Do(s, "borrower", "go()", b => b
            .Do(s, "market", "borrow(uint256)", m => m
                .Send(s, "dai", "borrower", 600)
                .Event("Borrow(address,uint256,uint256,uint256)", [], s.A("borrower"), s.N(600), s.N(600), s.N(9_000)),
                s.N(600))
            .Send(s, "dai", "attacker", 600)));

    private static Story Rounding(Story s) => s.Sends("thief", "attacker", f =>
    {
        for (ulong i = 0; i < 5; i++)
        {
            f.Do(s, "vault", "deposit(uint256)", v => v.Take(s, "dai", "attacker", "vault", 10 + i), s.N(10 + i));
            f.Do(s, "vault", "redeem(uint256)", v => v.Send(s, "dai", "attacker", 12 + i), s.N(12 + i));
        }
    });
}
