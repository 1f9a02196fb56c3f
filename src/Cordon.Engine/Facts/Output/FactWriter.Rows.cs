using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts;

public sealed partial class FactWriter
{
    private void Write(BlockData data, in Transfer row) => End(Begin(data, "transfer", row.Tx)
        .Name("type", row.Kind).Account("asset", row.Asset).Account("from", row.From).Account("to", row.To)
        .Amount("amount", row.Amount).AmountIfAny("tokenId", row.TokenId), row.Call);

    private void Write(BlockData data, in BalanceDelta row) => End(Begin(data, "balance", row.Tx)
        .Account("account", row.Account).Account("asset", row.Asset).Amount("in", row.In).Amount("out", row.Out)
        .Signed("change", row.IsLoss, row.Magnitude), data.Transactions.HasCalls[row.Tx]
            ? data.Transactions.Calls[row.Tx].Start
            : -1);

    // A fact is of a frame that took effect: the labels' key is kept, always false.
    private void Write(BlockData data, in Swap row) => End(Begin(data, "swap", row.Tx)
        .Text("protocol", VenueNames.Of(row.Venue)).Account("pool", row.Pool)
        .Account("tokenIn", row.TokenIn).Amount("amountIn", row.AmountIn)
        .Account("tokenOut", row.TokenOut).Amount("amountOut", row.AmountOut).Flag("reverted", value: false), row.Call);

    private void Write(BlockData data, in LiquidityChange row) => End(
        Begin(data, row.IsAdded ? "liquidity_added" : "liquidity_removed", row.Tx)
        .Text("protocol", VenueNames.Of(row.Venue)).Account("pool", row.Pool).Account("provider", row.Provider)
        .Account("asset", row.Asset).Amount("amount", row.Amount), row.Call);

    private void Write(BlockData data, in Loan row)
    {
        if (row.Kind == LoanKind.Liquidate)
        {
            End(Begin(data, "liquidation", row.Tx).Text("protocol", VenueNames.Of(row.Protocol))
                .Account("market", row.Market).Account("borrower", row.Account).Account("liquidator", row.Actor)
                .Account("debtToken", row.Asset).Amount("debtAmount", row.Amount)
                .Account("collateralToken", row.CollateralAsset).Amount("collateralAmount", row.CollateralAmount)
                .Flag("reverted", value: false), row.Call);
            return;
        }

        End(Begin(data, "loan", row.Tx).Name("type", row.Kind).Text("protocol", VenueNames.Of(row.Protocol))
            .Account("market", row.Market).Account("account", row.Account).Account("actor", row.Actor)
            .Account("asset", row.Asset).Amount("amount", row.Amount), row.Call);
    }

    private void Write(BlockData data, in FlashLoan row) => End(Begin(data, "flash_loan", row.Tx)
        .Text("protocol", VenueNames.Of(row.Venue)).Account("lender", row.Lender).Account("borrower", row.Borrower)
        .Account("asset", row.Asset).Amount("amount", row.Amount).Amount("fee", row.Fee), row.Call);

    private void Write(BlockData data, in Approval row) => End(Begin(data, "approval", row.Tx)
        .Name("type", row.Kind).Account("token", row.Token).Account("owner", row.Owner)
        .Account("spender", row.Spender).Amount("amount", row.Amount), row.Call);

    private void Write(BlockData data, in ContractChange row) => End(
        Begin(data, row.IsCreated ? "contract_created" : "contract_destroyed", row.Tx)
        .Account("contract", row.Contract).Account("counterparty", row.Counterparty).Amount("value", row.Value)
        .Number("codeBytes", (ulong)row.Code.ByteLength), row.Call);

    private void Write(BlockData data, in PrivilegeChange row) => End(Begin(data, "privilege", row.Tx)
        .Name("type", row.Kind).Account("contract", row.Contract).Account("subject", row.Subject)
        .Account("previous", row.Previous).Account("sender", row.Sender).Word("role", row.Role), row.Call);

    private void Write(BlockData data, in GovernanceAction row) => End(Begin(data, "governance", row.Tx)
        .Name("type", row.Kind).Account("governor", row.Governor).Account("account", row.Account)
        .Account("target", row.Target).Word("proposalId", row.ProposalId).Amount("weight", row.Weight), row.Call);

    private void Write(BlockData data, in OracleAnswer row) => End(
        Begin(data, row.IsRead ? "oracle_read" : "oracle_published", row.Tx)
        .Account("feed", row.Feed).Account("account", row.Account).Account("asset", row.Asset)
        .Signed("answer", row.Answer.IsNegative, Extraction.Magnitude(row.Answer))
        .AmountIfAny("secondAnswer", row.SecondAnswer).Flag("spot", row.IsSpot)
        .Number("updatedAt", row.UpdatedAt), row.Call);

    private void Write(BlockData data, in BridgeMessage row) => End(
        Begin(data, row.IsRelease ? "bridge_released" : "bridge_deposited", row.Tx)
        .Account("bridge", row.Bridge).Account("account", row.Account).Account("asset", row.Asset)
        .Amount("amount", row.Amount).Word("messageId", row.MessageId), row.Call);
}
