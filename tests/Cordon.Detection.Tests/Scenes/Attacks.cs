using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Detection.Tests.Scenes;

/// <summary>Attacks written as frames and transfers. Amounts are multiples of the unit, so that another unit is
/// another number of decimals.</summary>
internal static class Attacks
{
    /// <summary>A vault gives back half as much again as it was given.</summary>
    public static Scene Drain(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        int deposit = scene.Enter("attacker", "vault", "deposit", scene.Root());
        scene.Pull("dai", "attacker", "vault", 100 * unit, deposit);
        int withdraw = scene.Enter("attacker", "vault", "withdraw", scene.Root());
        scene.Pay("dai", "vault", "attacker", 150 * unit, withdraw);
        return scene;
    }

    /// <summary>Borrowed money in, a contract's holdings out, nothing paid.</summary>
    public static Scene BorrowAndTake(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        int loan = scene.Enter("attacker", "lender", "flash", scene.Root());
        scene.Pay("dai", "lender", "attacker", 1_000 * unit, loan);
        int callback = scene.Enter("lender", "attacker", "onFlash", loan);
        int claim = scene.Enter("attacker", "distributor", "claim", callback);
        scene.Pay("reward", "distributor", "attacker", 70 * unit, claim);
        scene.Pay("dai", "attacker", "lender", 1_001 * unit, callback);
        int sale = scene.Enter("attacker", "pair", "pair.swap", scene.Root());
        scene.Pay("dai", "pair", "attacker", 60 * unit, sale);
        scene.Pay("reward", "attacker", "pair", 70 * unit, sale);
        return scene;
    }

    /// <summary>The attack is the constructor of a contract.</summary>
    public static Scene InConstructor(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "60806040");
        scene.Data.Calls.Kind[scene.Root()] = CallKind.Create;
        int claim = scene.Enter("attacker", "vault", "init", scene.Root());
        scene.Pay("dai", "vault", "attacker", 9 * unit, claim);
        return scene;
    }

    /// <summary>One claim, paid three times.</summary>
    public static Scene ClaimThrice(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        for (int i = 0; i < 3; i++)
        {
            int claim = scene.Enter("attacker", "vault", "claim", scene.Root());
            scene.Pay("dai", "vault", "attacker", 9 * unit, claim);
        }

        return scene;
    }

    /// <summary>Two vaults emptied of two assets through an entry that anybody may call.</summary>
    public static Scene TwoVaults(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        scene.Pay("dai", "vault", "attacker", 9 * unit, scene.Enter("attacker", "vault", "sweep", scene.Root()));
        scene.Pay("usdc", "vault2", "attacker", 8 * unit, scene.Enter("attacker", "vault2", "sweep", scene.Root()));
        return scene;
    }

    /// <summary>A released asset is sold in the same breath.</summary>
    public static Scene TakeAndSell(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        scene.Pay("wbtc", "bridge", "attacker", 9 * unit, scene.Enter("attacker", "bridge", "process", scene.Root()));
        scene.Enter("attacker", "pair", "pair.swap", scene.Root());
        scene.Swap("pair", "attacker", "wbtc", 9 * unit, "usdc", 90 * unit);
        return scene;
    }

    /// <summary>Forwarder, agent, staking contract, token: the agent takes what it never staked.</summary>
    public static Scene TakeByAgent(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "forwarder", input: "22222222");
        int agent = scene.Call("forwarder", "agent", "22222222", parent: scene.Root());
        int withdraw = scene.Enter("agent", "staking", "withdraw", agent);
        scene.Pay("lp", "staking", "agent", 9 * unit, withdraw);
        return scene;
    }

    /// <summary>The vault pays before it books; the callback withdraws again.</summary>
    public static Scene Reenter(Scene scene, UInt256 unit, string inner = "withdraw")
    {
        scene.Sent("thief", "attacker", input: "11111111");
        int outer = scene.Enter("attacker", "vault", "withdraw", scene.Root());
        int paid = scene.Pay("ether", "vault", "attacker", 5 * unit, outer);
        int again = scene.Enter("attacker", "vault", inner, paid);
        scene.Pay("ether", "vault", "attacker", 5 * unit, again);
        return scene;
    }

    /// <summary>While one contract is open, another reads it and pays on the answer.</summary>
    public static Scene ReadWhileOpen(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        int open = scene.Enter("attacker", "curve", "remove_liquidity", scene.Root());
        int paid = scene.Pay("ether", "curve", "attacker", 5 * unit, open);
        int borrow = scene.Enter("attacker", "lender", "borrow", paid);
        scene.Read("lender", "curve", "get_virtual_price", borrow);
        scene.Pay("dai", "lender", "attacker", 50 * unit, borrow);
        return scene;
    }

    /// <summary>A payment's callback enters the books that the paying market shares.</summary>
    public static Scene CrossContract(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        int borrow = scene.Enter("attacker", "market", "borrow", scene.Root());
        scene.Enter("market", "comptroller", "borrowAllowed", borrow);
        int paid = scene.Pay("ether", "market", "attacker", 5 * unit, borrow);
        scene.Enter("attacker", "comptroller", "exitMarket", paid);
        return scene;
    }

    /// <summary>A pool is moved, a lender reads it and lends, the pool is moved back.</summary>
    public static Scene MoveAndBorrow(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        int loan = scene.Enter("attacker", "flashlender", "flash", scene.Root());
        scene.Pay("weth", "flashlender", "attacker", 1_000 * unit, loan);
        int callback = scene.Enter("flashlender", "attacker", "onFlash", loan);
        Trade(scene, callback, "weth", 1_000 * unit, "token", 900 * unit);
        int borrow = scene.Enter("attacker", "lender", "borrow", callback);
        scene.Read("lender", "pair", "getReserves", borrow);
        scene.Pay("usdc", "lender", "attacker", 50 * unit, borrow);
        Trade(scene, callback, "token", 900 * unit, "weth", 995 * unit);
        scene.Pay("weth", "attacker", "flashlender", 1_001 * unit, callback);
        return scene;
    }

    /// <summary>Tokens are burnt out of a pair, which is then told to take its balance for its reserves.</summary>
    public static Scene ForceReserves(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        int burn = scene.Enter("attacker", "token", "burnPair", scene.Root());
        scene.Transfer("token", "pair", "zero", 900 * unit, call: burn);
        scene.Enter("token", "pair", "sync", burn);
        Trade(scene, scene.Root(), "token", 10 * unit, "weth", 90 * unit);
        return scene;
    }

    /// <summary>Tokens minted to the initiator for nothing and sold, with borrowed money in play.</summary>
    public static Scene MintAndSell(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        int loan = scene.Enter("attacker", "lender", "flash", scene.Root());
        scene.Pay("dai", "lender", "attacker", 1_000 * unit, loan);
        int mint = scene.Enter("attacker", "token", "mint", loan);
        scene.Transfer("token", "zero", "attacker", 500 * unit, call: mint);
        Trade(scene, loan, "token", 500 * unit, "weth", 20 * unit);
        scene.Pay("dai", "attacker", "lender", 1_001 * unit, loan);
        int buy = scene.Enter("attacker", "pair2", "pair.swap", scene.Root());
        scene.Pay("dai", "pair2", "attacker", 2 * unit, buy);
        scene.Pay("weth", "attacker", "pair2", 1 * unit, buy);
        return scene;
    }

    /// <summary>A gift raises the price of a vault's shares;
    /// what was deposited for one share comes out as much more.</summary>
    public static Scene Inflate(Scene scene, UInt256 unit)
    {
        scene.Sent("thief", "attacker", input: "11111111");
        int deposit = scene.Enter("attacker", "vault", "deposit", scene.Root());
        scene.Pull("dai", "attacker", "vault", unit, deposit);
        scene.Pay("dai", "attacker", "vault", 100 * unit, scene.Root());
        int redeem = scene.Enter("attacker", "vault", "redeem", scene.Root());
        scene.Pay("dai", "vault", "attacker", 190 * unit, redeem);
        return scene;
    }

    private static void Trade(
        Scene scene, int parent, string tokenIn, UInt256 amountIn, string tokenOut, UInt256 amountOut)
    {
        scene.Pay(tokenIn, "attacker", "pair", amountIn, parent);
        int swap = scene.Enter("attacker", "pair", "pair.swap", parent);
        scene.Pay(tokenOut, "pair", "attacker", amountOut, swap);
        scene.Traded(swap, "attacker", tokenIn, amountIn, tokenOut, amountOut);
    }
}
