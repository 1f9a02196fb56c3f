using Cordon.Arena.Bindings;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenes;

/// <summary>Token balances at the latest block.</summary>
public static class Balance
{
    public static Task<UInt256> OfAsync(
        Stage stage, Address token, Address owner, CancellationToken cancellation = default) =>
        stage.Chain.ReadAsync(token, new TestToken.BalanceOfCall(owner), cancellation);
}
