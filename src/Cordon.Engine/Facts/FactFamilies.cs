namespace Cordon.Engine.Facts;

/// <summary>The one list of the families of contracts whose calls and logs are read.</summary>
internal static class FactFamilies
{
    private static readonly FactFamily[] All =
    [
        new TokenMarks(),
        new WrappedEther(),
        new TransferLogs(),
        new TransferCalls(),
        new SupplyCalls(),
        new PoolBalances(),
        new UniswapV1(),
        new UniswapV2(),
        new UniswapV3(),
        new UniswapV4(),
        new BalancerV1(),
        new BalancerV2(),
        new Curve(),
        new ZeroEx(),
        new ZeroExLegacy(),
        new Bancor(),
        new Dodo(),
        new PoolLiquidity(),
        new FlowLiquidity(),
        new CallbackFlashLoans(),
        new FlashLoanLogs(),
        new Aave(),
        new AaveLiquidations(),
        new AaveLogs(),
        new CompoundV2(),
        new CompoundV2Logs(),
        new CompoundV3(),
        new Maker(),
        new Morpho(),
        new Euler(),
        new Approvals(),
        new ApprovalCalls(),
        new PrivilegeLogs(),
        new PrivilegeCalls(),
        new GovernorLogs(),
        new GovernorCalls(),
        new OraclePrices(),
        new OracleReads(),
        new BridgeLogs(),
        new BridgeCalls(),
    ];

    public static SignatureTable Calls { get; } = new(isOfCalls: true);

    public static SignatureTable Logs { get; } = new(isOfCalls: false);

    static FactFamilies()
    {
        foreach (FactFamily family in All) family.Register(Calls, Logs);
    }
}
