using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Detection.Tests.Scenes;

/// <summary>Honest transactions that look like attacks at first sight.</summary>
internal static class Honest
{
    public static TheoryData<string> Names { get; } =
        new("arbitrage", "claim", "claim by a keeper", "withdraw what was put in", "stake again with a reward",
            "liquidity removed", "borrow", "liquidation in an unknown protocol", "redemption for a bystander",
            "flash loan and arbitrage", "token with fees", "swap through a router", "surplus taken from a pair",
            "contract receives and wraps", "pool bought and sold at a loss");

    public static Scene Of(string name, Scene scene)
    {
        scene.Sent("user", "bot", input: "33333333");
        int root = scene.Root();
        if (!Trade(name, scene, root) && !Lend(name, scene, root) && !MoveOwn(name, scene, root))
            throw new ArgumentException($"no honest scene is called '{name}'", nameof(name));
        return scene;
    }

    /// <summary>Trades: with pools and the surplus that they hold.</summary>
    private static bool Trade(string name, Scene scene, int root)
    {
        switch (name)
        {
            case "arbitrage":
                Pool(scene, root, "pair", "weth", 10, "dai", 30);
                Pool(scene, root, "pair2", "dai", 30, "weth", 11);
                return true;
            case "flash loan and arbitrage":
                FlashArbitrage(scene, root);
                return true;
            case "token with fees":
                int move = scene.Pull("fee", "user", "pair", 90, root, by: "bot");
                int back = scene.Enter("fee", "bot", "router.swap", move);
                scene.Pull("fee", "fee", "pair", 5, back, by: "bot");
                scene.Pay("weth", "pair", "user", 9, scene.Enter("bot", "pair", "pair.swap", root));
                return true;
            case "swap through a router":
                Pool(scene, root, "pair", "weth", 10, "dai", 30);
                return true;
            case "surplus taken from a pair":
                scene.Pay("dai", "pair", "bot", 3, scene.Enter("bot", "pair", "skim", root));
                return true;
            case "pool bought and sold at a loss":
                Pool(scene, root, "pair", "weth", 10, "dai", 30);
                Pool(scene, root, "pair", "dai", 30, "weth", 9);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Loans, and what is done with borrowed money.</summary>
    private static bool Lend(string name, Scene scene, int root)
    {
        switch (name)
        {
            case "borrow":
                scene.Pay("dai", "market", "bot", 40, scene.Enter("bot", "market", "borrow", root));
                scene.Loan(LoanKind.Borrow, "market", "bot", "dai", 40);
                scene.Enter("bot", "pair", "pair.swap", root);
                scene.Swap("pair", "bot", "dai", 40, "weth", 2);
                return true;
            case "liquidation in an unknown protocol":
                Liquidation(scene, root);
                return true;
            case "contract receives and wraps":
                int paid = scene.Pay("ether", "market", "bot", 5, scene.Enter("bot", "market", "borrow", root));
                scene.Loan(LoanKind.Borrow, "market", "bot", "ether", 5);
                scene.Enter("bot", "wrapper", "deposit", paid);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Somebody takes out what is theirs: rewards, deposits, shares.</summary>
    private static bool MoveOwn(string name, Scene scene, int root)
    {
        switch (name)
        {
            case "claim":
                scene.Pay("dai", "vault", "user", 9, scene.Enter("bot", "vault", "claim", root));
                return true;
            case "claim by a keeper":
                scene.Pay("dai", "vault", "strategy", 9, scene.Enter("bot", "vault", "claimFor", root));
                scene.Enter("bot", "strategy", "report", root);
                return true;
            case "withdraw what was put in":
                scene.Pull("dai", "bot", "vault", 100, scene.Enter("bot", "vault", "deposit", root));
                scene.Pay("dai", "vault", "bot", 100, scene.Enter("bot", "vault", "withdraw", root));
                return true;
            case "stake again with a reward":
                scene.Pay("cake", "vault", "bot", 10_002, scene.Enter("bot", "vault", "exit", root));
                scene.Pull("cake", "bot", "vault", 10_000, scene.Enter("bot", "vault", "stake", root));
                return true;
            case "liquidity removed":
                LiquidityRemoved(scene, root);
                return true;
            case "redemption for a bystander":
                int rebalance = scene.Enter("bot", "fund", "rebalance", root);
                int redeem = scene.Enter("fund", "pool", "redeem", rebalance);
                scene.Transfer("share", "fund", "zero", 5, call: scene.Enter("pool", "share", "burn", redeem));
                scene.Pay("weth", "pool", "fund", 5, redeem);
                scene.Pay("weth", "fund", "bot", 1, rebalance);
                return true;
            default:
                return false;
        }
    }

    private static void LiquidityRemoved(Scene scene, int root)
    {
        int burn = scene.Enter("bot", "pair", "burn", root);
        scene.Pay("dai", "pair", "bot", 40, burn);
        scene.Pay("weth", "pair", "bot", 2, burn);
        scene.Removed(burn, "bot", "dai", 40);
        scene.Removed(burn, "bot", "weth", 2);
    }

    private static void Liquidation(Scene scene, int root)
    {
        int loan = scene.Enter("bot", "lender", "flash", root);
        scene.Pay("usdt", "lender", "bot", 100, loan);
        int liquidate = scene.Enter("bot", "protocol", "liquidate", loan);
        scene.Pull("usdt", "bot", "usdtHolder", 100, liquidate, by: "protocol");
        scene.Pay("weth", "wethHolder", "bot", 9, liquidate);
        Pool(scene, loan, "pair", "weth", 8, "usdt", 101);
        scene.Pay("usdt", "bot", "lender", 101, loan);
    }

    private static void FlashArbitrage(Scene scene, int root)
    {
        int loan = scene.Enter("bot", "lender", "flash", root);
        scene.Pay("weth", "lender", "bot", 100, loan);
        Pool(scene, loan, "pair", "weth", 100, "dai", 300);
        Pool(scene, loan, "pair2", "dai", 300, "weth", 110);
        scene.Pay("weth", "bot", "lender", 101, loan);
    }

    private static void Pool(
        Scene scene, int parent, string pool, string tokenIn, UInt256 amountIn, string tokenOut, UInt256 amountOut)
    {
        int swap = scene.Enter("bot", pool, "pair.swap", parent);
        scene.Pay(tokenOut, pool, "bot", amountOut, swap);
        scene.Pay(tokenIn, "bot", pool, amountIn, swap);
        scene.Traded(swap, "bot", tokenIn, amountIn, tokenOut, amountOut);
    }
}
