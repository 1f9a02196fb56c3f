namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>What guardians of one group earned and lost, by cause; additive over runs.</summary>
public sealed record Ledger
{
    /// <summary>Guardians times epochs.</summary>
    public double GuardianEpochs { get; set; }

    public double Stream { get; set; }

    public double Commission { get; set; }

    public double AlertRewards { get; set; }

    public double Bribes { get; set; }

    public double Loot { get; set; }

    public double Work { get; set; }

    public double Challenges { get; set; }

    public double Bonds { get; set; }

    public double Negligence { get; set; }

    public double MaliciousSlashes { get; set; }

    /// <summary>Pay less costs and penalties.</summary>
    public double Net => Stream + Commission + AlertRewards + Bribes + Loot
        - Work - Challenges - Bonds - Negligence - MaliciousSlashes;

    /// <summary>Gross pay for honest work: what the mechanism itself promises.</summary>
    public double Pay => Stream + Commission + AlertRewards;

    /// <summary>What the mechanism took away.</summary>
    public double Penalties => Challenges + Bonds + Negligence + MaliciousSlashes;

    public void Add(Ledger other)
    {
        GuardianEpochs += other.GuardianEpochs;
        Stream += other.Stream;
        Commission += other.Commission;
        AlertRewards += other.AlertRewards;
        Bribes += other.Bribes;
        Loot += other.Loot;
        Work += other.Work;
        Challenges += other.Challenges;
        Bonds += other.Bonds;
        Negligence += other.Negligence;
        MaliciousSlashes += other.MaliciousSlashes;
    }
}
