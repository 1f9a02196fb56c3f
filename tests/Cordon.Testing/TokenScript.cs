using Cordon.Ethereum;

namespace Cordon.Testing;

/// <summary>Token movements as real contracts make them: the call, what it returns and what it logs.</summary>
public static class TokenScript
{
    private const string TransferEvent = "Transfer(address,address,uint256)";

    /// <summary>The frame's account sends ERC-20 tokens.</summary>
    public static FrameScript Erc20Transfer(this FrameScript frame, Address token, Address to, UInt256 amount)
    {
        Address from = frame.Self;
        return frame.Call(
            token,
            Abi.Call("transfer(address,uint256)", to, amount),
            output: Abi.Words(true),
            body: t => t.Event(TransferEvent, [from, to], amount));
    }

    /// <summary>The frame's account moves somebody's ERC-20 tokens by allowance.</summary>
    public static FrameScript Erc20TransferFrom(
        this FrameScript frame, Address token, Address from, Address to, UInt256 amount) =>
        frame.Call(
            token,
            Abi.Call("transferFrom(address,address,uint256)", from, to, amount),
            output: Abi.Words(true),
            body: t => t.Event(TransferEvent, [from, to], amount));

    public static FrameScript Erc20Approve(this FrameScript frame, Address token, Address spender, UInt256 amount)
    {
        Address owner = frame.Self;
        return frame.Call(
            token,
            Abi.Call("approve(address,uint256)", spender, amount),
            output: Abi.Words(true),
            body: t => t.Event("Approval(address,address,uint256)", [owner, spender], amount));
    }

    /// <summary>A token mints: its own call of <c>mint</c> with the transfer from the zero address.</summary>
    public static FrameScript Erc20Mint(this FrameScript frame, Address token, Address to, UInt256 amount) =>
        frame.Call(
            token,
            Abi.Call("mint(address,uint256)", to, amount),
            body: t => t.Event(TransferEvent, [Address.Zero, to], amount));

    public static FrameScript Erc20BalanceOf(this FrameScript frame, Address token, Address holder, UInt256 balance) =>
        frame.StaticCall(token, Abi.Call("balanceOf(address)", holder), Abi.Words(balance));

    public static FrameScript WethDeposit(this FrameScript frame, Address weth, UInt256 amount)
    {
        Address owner = frame.Self;
        return frame.Call(
            weth,
            Abi.Call("deposit()"),
            amount,
            body: w => w.Event("Deposit(address,uint256)", [owner], amount));
    }

    public static FrameScript WethWithdraw(this FrameScript frame, Address weth, UInt256 amount)
    {
        Address owner = frame.Self;
        return frame.Call(
            weth,
            Abi.Call("withdraw(uint256)", amount),
            body: w => w.Call(owner, value: amount).Event("Withdrawal(address,uint256)", [owner], amount));
    }

    /// <summary>
    /// Trades against a Uniswap V2 pair: pays it, then calls <c>swap</c>, whose frame pays out and logs Sync and Swap.
    /// </summary>
    /// <param name="frame">Who trades.</param>
    /// <param name="pair">The pair; its token0 is the lower address.</param>
    /// <param name="tokenIn">Paid to the pair.</param>
    /// <param name="amountIn">In the token's smallest unit.</param>
    /// <param name="tokenOut">Paid by the pair.</param>
    /// <param name="amountOut">In the token's smallest unit.</param>
    /// <param name="to">Who gets it; null for the trader.</param>
    /// <param name="reserveIn">The pair's holdings of tokenIn after the trade.</param>
    /// <param name="reserveOut">The pair's holdings of tokenOut after the trade.</param>
    public static FrameScript UniswapV2Swap(
        this FrameScript frame,
        Address pair,
        Address tokenIn,
        UInt256 amountIn,
        Address tokenOut,
        UInt256 amountOut,
        Address? to = null,
        UInt256 reserveIn = default,
        UInt256 reserveOut = default) =>
        frame.Erc20Transfer(tokenIn, pair, amountIn)
            .UniswapV2SwapPaid(pair, tokenIn, amountIn, tokenOut, amountOut, to, reserveIn, reserveOut);

    /// <summary>As <see cref="UniswapV2Swap"/> where the pair has been paid already.</summary>
    public static FrameScript UniswapV2SwapPaid(
        this FrameScript frame,
        Address pair,
        Address tokenIn,
        UInt256 amountIn,
        Address tokenOut,
        UInt256 amountOut,
        Address? to = null,
        UInt256 reserveIn = default,
        UInt256 reserveOut = default)
    {
        Address sender = frame.Self;
        Address recipient = to ?? sender;
        bool inIsToken0 = tokenIn < tokenOut;
        (UInt256 out0, UInt256 out1) = inIsToken0 ? (UInt256.Zero, amountOut) : (amountOut, UInt256.Zero);
        (UInt256 in0, UInt256 in1) = inIsToken0 ? (amountIn, UInt256.Zero) : (UInt256.Zero, amountIn);
        (UInt256 reserve0, UInt256 reserve1) = inIsToken0 ? (reserveIn, reserveOut) : (reserveOut, reserveIn);
        string input = Abi.Call("swap(uint256,uint256,address,bytes)", out0, out1, recipient, 0x80, 0);
        return frame.Call(pair, input, body: swap => swap
            .Erc20Transfer(tokenOut, recipient, amountOut)
            .Erc20BalanceOf(inIsToken0 ? tokenIn : tokenOut, pair, reserve0)
            .Erc20BalanceOf(inIsToken0 ? tokenOut : tokenIn, pair, reserve1)
            .Event("Sync(uint112,uint112)", [], reserve0, reserve1)
            .Event("Swap(address,uint256,uint256,uint256,uint256,address)", [sender, recipient], in0, in1, out0, out1));
    }
}
