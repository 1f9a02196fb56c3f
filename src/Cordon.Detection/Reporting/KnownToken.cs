using Cordon.Domain.Pricing;
using Cordon.Ethereum;

namespace Cordon.Detection.Reporting;

/// <summary>Name and decimals of the few tokens that most amounts are in; no verdict depends on it.</summary>
internal readonly record struct KnownToken(string Symbol, int Decimals)
{
    private static readonly Dictionary<(ulong Chain, Address Token), KnownToken> All = new()
    {
        [(1, Address.Parse("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"))] = new("WETH", 18),
        [(1, Address.Parse("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"))] = new("USDC", 6),
        [(1, Address.Parse("0xdac17f958d2ee523a2206206994597c13d831ec7"))] = new("USDT", 6),
        [(1, Address.Parse("0x6b175474e89094c44da98b954eedeac495271d0f"))] = new("DAI", 18),
        [(1, Address.Parse("0x2260fac5e5542a773aa44fbcfedf7c193bc2c599"))] = new("WBTC", 8),
        [(56, Address.Parse("0xbb4cdb9cbd36b01bd1cbaebf2de08d9173bc095c"))] = new("WBNB", 18),
        [(56, Address.Parse("0xe9e7cea3dedca5984780bafc599bd69add087d56"))] = new("BUSD", 18),
        [(56, Address.Parse("0x55d398326f99059ff775485246999027b3197955"))] = new("USDT", 18),
    };

    public static bool TryFind(ulong chain, Address token, out KnownToken known) =>
        All.TryGetValue((chain, token), out known);

    public static KnownToken Native(ulong chain) => new(NativeCoin.SymbolOf(chain), 18);
}
