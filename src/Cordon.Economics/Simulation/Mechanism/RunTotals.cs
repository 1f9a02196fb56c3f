namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>What one run came to.</summary>
internal sealed class RunTotals(int groups)
{
    public Ledger[] Ledgers { get; } = [.. Enumerable.Range(0, groups).Select(_ => new Ledger())];

    public double Opportunities { get; set; }

    public double Attacks { get; set; }

    public double Stopped { get; set; }

    public double Loss { get; set; }

    public double AttackerProfit { get; set; }

    public double FalsePauses { get; set; }

    public double DelegationLeft { get; set; }

    public double LowestPrice { get; set; } = 1;
}
