using Cordon.Ethereum;
using Cordon.Testing;

namespace Cordon.Detection.Tests.Variants;

/// <summary>Steps that stories share. Accounts go by name.</summary>
internal static class StorySteps
{
    /// <summary>A call of a function with what happens inside.</summary>
    public static FrameScript Do(
        this FrameScript frame, Story story, string contract, string function, Action<FrameScript>? body = null,
        params object[] arguments) =>
        frame.Call(story.A(contract), Abi.Call(function, arguments), body: body);

    public static FrameScript Send(
        this FrameScript frame, Story story, string token, string to, ulong units) =>
        frame.Erc20Transfer(story.A(token), story.A(to), story.N(units));

    public static FrameScript Take(
        this FrameScript frame, Story story, string token, string from, string to, ulong units) =>
        frame.Erc20TransferFrom(story.A(token), story.A(from), story.A(to), story.N(units));

    /// <summary>A trade at a Uniswap V2 pair of a thousand of each.</summary>
    public static FrameScript Trade(this FrameScript frame, Story story, string pair, string tokenIn, ulong amountIn,
        string tokenOut, ulong amountOut, ulong reserveIn = 0, ulong reserveOut = 0) =>
        frame.UniswapV2Swap(story.A(pair), story.A(tokenIn), story.N(amountIn), story.A(tokenOut), story.N(amountOut),
            reserveIn: story.N(reserveIn == 0 ? 1_000 + amountIn : reserveIn),
            reserveOut: story.N(reserveOut == 0 ? 1_000 - Math.Min(amountOut, 999) : reserveOut));

    /// <summary>An ERC-3156 loan, spent inside the callback and paid back with a fee of one.</summary>
    public static FrameScript Borrowing(
        this FrameScript frame, Story story, string token, ulong units, Action<FrameScript> spend)
    {
        Address borrower = frame.Self;
        return frame.Do(story, "flashlender", "flashLoan(address,address,uint256,bytes)", lender =>
        {
            lender.Erc20Transfer(story.A(token), borrower, story.N(units));
            lender.Call(borrower, Abi.Call("onFlashLoan(address,address,uint256,uint256,bytes)",
                borrower, story.A(token), story.N(units), story.N(1), 0xa0, 0), body: spend);
            lender.Erc20TransferFrom(story.A(token), borrower, story.A("flashlender"), story.N(units + 1));
        }, borrower, story.A(token), story.N(units), 0x80, 0);
    }
}
