using Cordon.Arena.Chain;
using Cordon.Arena.Traffic;
using Cordon.Ethereum;

namespace Cordon.Arena.Scan.Tests.Demo.HonestTrade;

/// <summary>Traders swap small amounts at random; now and then one borrows against COIN and pays back.</summary>
/// <param name="swaps">How many swaps.</param>
/// <param name="pause">Called after each block, so that the traffic has a pace; null for none.</param>
public sealed class HonestTradeScene(int swaps, Func<CancellationToken, Task>? pause = null) : IScene
{
    private const int LoanEveryBlocks = 4;

    public string Name => "honest-trade";

    public IReadOnlyList<string> ExpectedDetectors => [];

    public UInt256 LossWei => UInt256.Zero;

    public async Task PlayAsync(Stage stage, CancellationToken cancellation = default)
    {
        var traffic = new HonestTraffic(stage);
        var loans = new HonestBorrowing(stage, stage.World.Lender);
        int left = swaps;
        for (int block = 0; left > 0; block++)
        {
            (int count, IReadOnlyList<ArenaAccount> traders) = await traffic.SwapAsync(left, cancellation);
            if (block % LoanEveryBlocks == LoanEveryBlocks - 1) await loans.BorrowAsync(traders[^1], cancellation);

            await stage.Chain.MineAsync(cancellation);
            left -= count;
            if (pause is not null) await pause(cancellation);
        }
    }
}
