using Cordon.Testing;

namespace Cordon.Detection.Tests.Variants;

/// <summary>Honest counterparts of <see cref="AttackStories"/>: the same steps with the payment due.</summary>
internal static class HonestStories
{
    public static TheoryData<string> Names { get; } =
        new("router called for oneself", "proxy set up by its deployer", "donation to a vault", "surplus skimmed",
            "several farms harvested", "loan taken after a trade elsewhere", "liquidity withdrawn and looked up",
            "two claims of two proofs", "proposal executed", "supply rebased", "mint paid for", "tokens reflected",
            "vault deployed with its first deposit", "reward claimed and sold", "permit used by its owner",
            "wallet runs a batch by a relayer", "collateral deposited and borrowed against", "flash swap repaid",
            "token launched with its liquidity", "new account deposits and borrows", "deposit and withdrawal",
            "keeper harvests through a forwarder", "funds moved from an old vault to a new one");

    public static Story Of(string name, Story s) => Trading(name, s) ?? Holding(name, s)
        ?? throw new ArgumentException($"no honest story is called '{name}'", nameof(name));

    /// <summary>Trades, loans and votes.</summary>
    private static Story? Trading(string name, Story s) => name switch
    {
        "router called for oneself" => s.Sends("alice", "router", f => f
            .Take(s, "dai", "alice", "router", 70)
            .Trade(s, "pair", "dai", 70, "weth", 60)
            .Send(s, "weth", "alice", 60)),
        "proxy set up by its deployer" => s.Sends("deployer", "factory", f => f
            .Create(s.A("proxy"), body: p => p.DelegateCall(s.A("code"),
                Abi.Call("initialize(address)", s.A("deployer")), body: c => c.Event("Initialized(uint8)", [], 1)))),
        "donation to a vault" => s.Sends("donor", "donator", f => f
            .Take(s, "dai", "donor", "donator", 50).Send(s, "dai", "vault", 50)
            .Do(s, "vault", "notifyReward(uint256)", null, s.N(50))),
        "surplus skimmed" => s.Sends("bot owner", "bot", f => f
            .Do(s, "pair", "skim(address)", p => p.Send(s, "tax", "bot", 3), s.A("bot"))),
        "several farms harvested" => Farms(s),
        "loan taken after a trade elsewhere" => s.Sends("alice", "manager", f => f
            .Take(s, "weth", "alice", "manager", 100)
            .Trade(s, "pair", "weth", 50, "token", 45)
            .Do(s, "lender", "supply(address,uint256)", l => l.Take(s, "weth", "manager", "lender", 50), s.A("weth"), 1)
            .Do(s, "lender", "borrow(address,uint256)", l => l
                .StaticCall(s.A("oracle"), Abi.Call("price()"), Abi.Words(5))
                .Send(s, "dai", "manager", 30), s.A("dai"), s.N(30))),
        "liquidity withdrawn and looked up" => s.Sends("alice", "zap", f => f
            .Take(s, "lp", "alice", "zap", 9)
            .Do(s, "curve", "remove_liquidity(uint256,uint256[2])", c => c.Call(s.A("zap"), value: s.N(5)), 1, 2, 3)
            .StaticCall(s.A("curve"), Abi.Call("get_virtual_price()"), Abi.Words(7))
            .Call(s.A("alice"), value: s.N(5))),
        "two claims of two proofs" => Claims(s),
        "proposal executed" => s.Sends("anybody", "governor", f => f
            .Do(s, "treasury", "pay(address,uint256)", t => t.Send(s, "dai", "grantee", 950), s.A("grantee"), s.N(950))
            .Event("ProposalExecuted(uint256)", [], 7)),
        "supply rebased" => s.Sends("keeper", "orchestrator", f => f
            .Do(s, "token", "rebase(uint256,int256)", null, 1, 2).Do(s, "pair", "sync()")),
        "mint paid for" => s.Sends("alice", "zap", f => f
            .Take(s, "dai", "alice", "zap", 90)
            .Do(s, "token", "mint(address,uint256)", t => t
                .Take(s, "dai", "zap", "token", 90)
                .Event("Transfer(address,address,uint256)", [Ethereum.Address.Zero, s.A("zap")], s.N(90)),
                s.A("zap"), s.N(90))
            .Trade(s, "pair", "token", 90, "weth", 80)),
        _ => null,
    };

    /// <summary>Wallets, vaults and new contracts.</summary>
    private static Story? Holding(string name, Story s) => name switch
    {
        "tokens reflected" => s.Sends("alice", "reflect", f => f
            .Event("Transfer(address,address,uint256)", [s.A("alice"), s.A("bob")], s.N(9))),
        "vault deployed with its first deposit" => s.Creates("deployer", "vault", f => f
            .Take(s, "dai", "deployer", "vault", 900)),
        "reward claimed and sold" => s.Sends("alice", "zap", f => f
            .Do(s, "farm", "claim(address)", m => m.Send(s, "reward", "alice", 9), s.A("alice"))
            .Take(s, "reward", "alice", "zap", 9).Trade(s, "pair", "reward", 9, "weth", 8).Send(s, "weth", "alice", 8)),
        "permit used by its owner" => s.Sends("alice", "vault", f => f
            .Do(s, "dai", "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", d => d
                .Event("Approval(address,address,uint256)", [s.A("alice"), s.A("vault")], s.N(80)),
                s.A("alice"), s.A("vault"), s.N(80), 9, 27, 1, 2)
            .Take(s, "dai", "alice", "vault", 80)),
        "wallet runs a batch by a relayer" => s.Sends("relayer", "gateway", f => f
            .Do(s, "wallet", "exec(bytes)", w => w.DelegateCall(s.A("batch"), "0x99887766", body: b => b
                .Send(s, "dai", "bob", 40).Send(s, "dai", "gateway", 1)), 0x20, 0)),
        "collateral deposited and borrowed against" => s.Sends("alice", "manager", f => f
            .Take(s, "weth", "alice", "manager", 90)
            .Do(s, "lender", "supply(address,uint256)", l => l.Take(s, "weth", "manager", "lender", 90), s.A("weth"), 1)
            .Do(s, "lender", "borrow(address,uint256)", l => l.Send(s, "dai", "manager", 60), s.A("dai"), s.N(60))
            .Send(s, "dai", "alice", 60)),
        "flash swap repaid" => s.Sends("bot owner", "bot", f => f
            .Trade(s, "pair", "weth", 100, "token", 90).Trade(s, "pair2", "token", 90, "weth", 103)),
        "token launched with its liquidity" => s.Creates("deployer", "token", f => f
            .Event("Transfer(address,address,uint256)", [Ethereum.Address.Zero, s.A("token")], s.N(900))
            .Do(s, "factory", "createPair(address,address)", c => c.Create(s.A("pair")), s.A("token"), s.A("weth"))),
        "new account deposits and borrows" => s.Sends("alice", "factory", f => f
            .Create(s.A("account")).Take(s, "weth", "alice", "account", 90)
            .Do(s, "account", "open()", a => a
                .Do(s, "market0", "mint(uint256)", m => m.Take(s, "weth", "account", "market0", 90), s.N(90))
                .Do(s, "market", "borrow(uint256)", m => m.Send(s, "dai", "account", 60)
                    .Event("Borrow(address,uint256,uint256,uint256)", [], s.A("account"), s.N(60), s.N(60), s.N(900)),
                    s.N(60))
                .Send(s, "dai", "alice", 60))),
        "deposit and withdrawal" => s.Sends("alice", "zap", f => f
            .Do(s, "vault", "deposit(uint256)", v => v.Take(s, "dai", "zap", "vault", 100), s.N(100))
            .Do(s, "vault", "withdraw(uint256)", v => v.Send(s, "dai", "zap", 100), s.N(100))),
        "keeper harvests through a forwarder" => s.Sends("keeper", "forwarder", f => f
            .Do(s, "strategy", "harvest()", t => t
                .Do(s, "gauge", "getReward()", g => g.Send(s, "reward", "strategy", 9)))),
        "funds moved from an old vault to a new one" => s.Sends("operator", "migrator", f => f
            .Do(s, "old vault", "migrate(address)", v => v.Send(s, "dai", "new vault", 900), s.A("new vault"))
            .Do(s, "new vault", "start()")),
        _ => null,
    };

    private static Story Farms(Story s) => s.Sends("alice", "batcher", f =>
    {
        for (ulong i = 0; i < 4; i++)
        {
            string farm = $"farm {i}";
            f.Do(s, farm, "harvest(address)", m => m.Send(s, "reward", "alice", 3 + i), s.A("alice"));
        }
    });

    private static Story Claims(Story s) => s.Sends("alice", "batcher", f =>
    {
        for (ulong i = 0; i < 2; i++)
        {
            ulong proof = i;
            f.Do(s, "bridge", "claim(bytes32,address,uint256)", b => b
                .Send(s, "usdc", "alice", 20 + proof), proof, s.A("alice"), s.N(20 + proof));
        }
    });
}
