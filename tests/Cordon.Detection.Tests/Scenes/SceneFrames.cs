using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Detection.Tests.Scenes;

/// <summary>Value moved together with the frame that moved it, as a recording with traces has it.</summary>
internal static class SceneFrames
{
    public const string TransferSelector = "a9059cbb";
    public const string TransferFromSelector = "23b872dd";

    /// <summary>A transfer as a call of the token by <paramref name="from"/>, or a payment of native coin.</summary>
    public static int Pay(this Scene scene, string asset, string from, string to, UInt256 amount, int parent)
    {
        int call = asset == "ether"
            ? scene.Call(from, to, "", amount, parent)
            : scene.Call(from, asset, TransferSelector + scene.Word(to) + Scene.Word(1), parent: parent);
        scene.Transfer(asset, from, to, amount, call: call);
        return call;
    }

    /// <summary>A transfer as a call of the token by whoever pulls it: transferFrom.</summary>
    public static int Pull(
        this Scene scene, string asset, string from, string to, UInt256 amount, int parent, string? by = null)
    {
        string input = TransferFromSelector + scene.Word(from) + scene.Word(to) + Scene.Word(1);
        int call = scene.Call(by ?? to, asset, input, parent: parent);
        scene.Transfer(asset, from, to, amount, call: call);
        return call;
    }

    /// <summary>A frame with a selector made of the function's name.</summary>
    public static int Enter(this Scene scene, string from, string to, string function, int parent) =>
        scene.Call(from, to, Selector(function), parent: parent);

    /// <summary>A view of one contract by another, with one word of arguments.</summary>
    public static int Read(this Scene scene, string from, string to, string function, int parent) =>
        scene.Call(from, to, Selector(function), parent: parent, kind: CallKind.StaticCall);

    /// <summary>Says that a frame was a trade of its pool, whose transfers are written already.</summary>
    public static void Traded(
        this Scene scene, int call, string trader, string tokenIn, UInt256 amountIn, string tokenOut, UInt256 amountOut)
    {
        ref Swap row = ref scene.Facts.Swaps.Add();
        row = default;
        row.Tx = scene.Tx;
        row.Call = call;
        row.Log = -1;
        row.Venue = SwapVenue.UniswapV2;
        row.Pool = scene.Data.Calls.Self[call];
        row.Sender = row.Recipient = scene[trader];
        row.TokenIn = scene[tokenIn];
        row.TokenOut = scene[tokenOut];
        row.AmountIn = row.AmountReceived = amountIn;
        row.AmountOut = amountOut;
    }

    /// <summary>Says that a frame took liquidity out of its pool, whose transfers are written already.</summary>
    public static void Removed(this Scene scene, int call, string provider, string asset, UInt256 amount)
    {
        ref LiquidityChange row = ref scene.Facts.Liquidity.Add();
        row = default;
        row.Tx = scene.Tx;
        row.Call = call;
        row.Log = -1;
        row.Pool = scene.Data.Calls.Self[call];
        row.Provider = scene[provider];
        row.Asset = scene[asset];
        row.Amount = amount;
    }

    /// <summary>The row of the outermost frame of the transaction begun last.</summary>
    public static int Root(this Scene scene) => scene.Data.Transactions.Calls[scene.Tx].Start;

    private static string Selector(string function)
    {
        uint hash = 2166136261;
        foreach (char letter in function) hash = (hash ^ letter) * 16777619;
        return function switch
        {
            "pair.swap" => "022c0d9f",
            "sync" => "fff6cae9",
            "skim" => "bc25cf77",
            "router.swap" => "791ac947",
            _ => (hash | 1).ToString("x8"),
        };
    }
}
