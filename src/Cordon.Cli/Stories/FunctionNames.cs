using System.Buffers.Binary;
using System.Collections.Frozen;
using Cordon.Ethereum;

namespace Cordon.Cli.Stories;

/// <summary>Names of common functions by selector. For reading only: no verdict depends on it.</summary>
/// <remarks>A selector is four bytes and a stranger's function may share one: a name is no proof.</remarks>
internal static class FunctionNames
{
    private static readonly string[] Signatures =
    [
        "transfer(address,uint256)", "transferFrom(address,address,uint256)", "approve(address,uint256)",
        "balanceOf(address)", "allowance(address,address)", "totalSupply()", "decimals()", "symbol()", "name()",
        "mint(address,uint256)", "mint(uint256)", "mint(address)", "burn(uint256)", "burn(address,uint256)",
        "burn(address)", "deposit()", "deposit(uint256)", "deposit(uint256,address)", "deposit(address,uint256)",
        "withdraw(uint256)", "withdraw(uint256,address,address)", "withdraw(address,uint256,address)",
        "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
        "safeTransferFrom(address,address,uint256)", "setApprovalForAll(address,bool)", "owner()",
        "transferOwnership(address)", "upgradeTo(address)", "upgradeToAndCall(address,bytes)", "initialize()",
        "grantRole(bytes32,address)", "pause()", "unpause()", "swap(uint256,uint256,address,bytes)",
        "swap(address,bool,int256,uint160,bytes)", "getReserves()", "sync()", "skim(address)", "token0()",
        "token1()", "slot0()", "getPair(address,address)",
        "addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)",
        "removeLiquidity(address,address,uint256,uint256,uint256,address,uint256)",
        "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)",
        "swapExactETHForTokens(uint256,address[],address,uint256)",
        "swapExactTokensForETH(uint256,uint256,address[],address,uint256)",
        "swapTokensForExactTokens(uint256,uint256,address[],address,uint256)", "getAmountsOut(uint256,address[])",
        "uniswapV2Call(address,uint256,uint256,bytes)", "uniswapV3SwapCallback(int256,int256,bytes)",
        "uniswapV3FlashCallback(uint256,uint256,bytes)", "pancakeCall(address,uint256,uint256,bytes)",
        "flashLoan(address,address[],uint256[],bytes)", "flashLoan(address,address,uint256,bytes)",
        "flashLoan(address,address[],uint256[],uint256[],address,bytes,uint16)",
        "flash(address,uint256,uint256,bytes)", "flashLoanSimple(address,address,uint256,bytes,uint16)",
        "onFlashLoan(address,address,uint256,uint256,bytes)",
        "receiveFlashLoan(address[],uint256[],uint256[],bytes)",
        "executeOperation(address[],uint256[],uint256[],address,bytes)",
        "callFunction(address,(address,uint256),bytes)", "executeOperation(address,uint256,uint256,bytes)",
        "executeOperation(address,uint256,uint256,address,bytes)", "exchange(int128,int128,uint256,uint256)",
        "exchange_underlying(int128,int128,uint256,uint256)", "add_liquidity(uint256[2],uint256)",
        "add_liquidity(uint256[3],uint256)", "get_virtual_price()", "remove_liquidity(uint256,uint256[2])",
        "remove_liquidity_imbalance(uint256[3],uint256)", "remove_liquidity_one_coin(uint256,int128,uint256)",
        "enterMarkets(address[])", "borrow(uint256)", "borrow(address,uint256,uint256,uint16,address)",
        "repayBorrow(uint256)", "redeem(uint256)", "repay(address,uint256,uint256,address)",
        "redeemUnderlying(uint256)", "getUnderlyingPrice(address)", "liquidateBorrow(address,uint256,address)",
        "liquidationCall(address,address,address,uint256,bool)", "accrueInterest()", "exchangeRateStored()",
        "borrowBalanceStored(address)", "latestAnswer()", "latestRoundData()", "getPrice(address)",
        "getPricePerFullShare()", "pricePerShare()", "convertToAssets(uint256)", "convertToShares(uint256)",
        "totalAssets()", "redeem(uint256,address,address)", "harvest()", "earn()", "stake(uint256)",
        "unstake(uint256)", "getReward()", "claim()", "exit()", "multicall(bytes[])",
        "execute(bytes,bytes[],uint256)",
        "execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)",
        "propose(address[],uint256[],string[],bytes[],string)", "castVote(uint256,uint8)", "execute(uint256)",
        "queue(uint256)", "delegate(address)", "emergencyCommit(uint256)",
        "tokensReceived(address,address,address,uint256,bytes,bytes)",
        "onERC721Received(address,address,uint256,bytes)", "supportsInterface(bytes4)", "splitDAO(uint256,address)",
    ];

    private static readonly Lazy<FrozenDictionary<uint, string>> BySelector = new(() => Signatures
        .GroupBy(SelectorOf)
        .ToFrozenDictionary(group => group.Key, group => group.First()[..group.First().IndexOf('(')]));

    /// <summary>The name, or the selector in hex where it is not common.</summary>
    public static string Of(uint selector) => BySelector.Value.GetValueOrDefault(selector) ?? $"0x{selector:x8}";

    private static uint SelectorOf(string signature)
    {
        Hash256 hash = Keccak256.HashUtf8(signature);
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes];
        hash.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
