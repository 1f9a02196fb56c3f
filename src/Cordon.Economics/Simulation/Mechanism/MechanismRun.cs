using System.Runtime.CompilerServices;

namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>One run: every guardian, epoch by epoch, from one seed.</summary>
internal sealed class MechanismRun
{
    private const double TwoTo32 = 4_294_967_296;

    private readonly MechanismParameters _with;
    private readonly AttackPlan _plan;
    private readonly GuardianGroup[] _groups;
    private readonly Guardian[] _guardians;
    private readonly int[] _start; // by group its first guardian
    private readonly int _colluders;
    private Xoshiro256StarStar _random;
    private double _price = 1;
    private int _epoch;

    public MechanismRun(
        MechanismParameters with, AttackPlan plan, IReadOnlyList<GuardianGroup> groups, ulong seed)
    {
        (_with, _plan, _groups) = (with, plan, [.. groups]);
        _random = new Xoshiro256StarStar(seed);
        Totals = new RunTotals(_groups.Length);
        _guardians = [.. groups.Index().SelectMany(group => Enumerable.Range(0, group.Item.Count)
            .Select(_ => new Guardian { Group = group.Index, Stake = with.Stake, Delegated = with.Delegated }))];
        _start = new int[_groups.Length];
        for (int g = 1; g < _start.Length; g++) _start[g] = _start[g - 1] + _groups[g - 1].Count;
        _colluders = groups.Where(group => group.Policy.Colludes).Sum(group => group.Count);
    }

    public RunTotals Totals { get; }

    /// <summary>Plays epochs, one after the other.</summary>
    public RunTotals Play(int epochs)
    {
        for (_epoch = 0; _epoch < epochs; _epoch++)
        {
            bool isAttack = _random.Chance(_with.AttackProbability) && TryAttack();
            PassEpoch(isAttack);
            _price += (1 - _price) * _with.PriceRecovery;
        }

        for (int g = 0; g < _groups.Length; g++) Totals.Ledgers[g].GuardianEpochs += (double)_groups[g].Count * epochs;
        return Totals;
    }

    /// <summary>Takes single opportunities, each against fresh guardians; what an attacker compares plans with.
    /// </summary>
    /// <returns>By opportunity the profit of the attacker together with its colluders, whose slashes it has to make
    /// good.</returns>
    public double[] Strike(int times)
    {
        double[] profits = new double[times];
        double before = 0;
        for (int i = 0; i < times; i++)
        {
            _price = 1;
            foreach (ref Guardian guardian in _guardians.AsSpan())
                (guardian.Delegated, guardian.SoloFrom) = (_with.Delegated, 0);
            TryAttack();
            double after = Totals.AttackerProfit + ColludersNet();
            profits[i] = after - before;
            before = after;
        }

        return profits;
    }

    private double ColludersNet()
    {
        double net = 0;
        for (int g = 0; g < _groups.Length; g++)
            if (_groups[g].Policy.Colludes) net += Totals.Ledgers[g].Net;
        return net;
    }

    // The common hours: pay, work, challenges and false alarms. One random number a guardian.
    private void PassEpoch(bool isAttack)
    {
        for (int g = 0; g < _groups.Length; g++)
        {
            GuardianPolicy policy = _groups[g].Policy;
            uint unanswered = Threshold(_with.ChallengeProbability
                * (1 - policy.Diligence * _with.Uptime) * (1 - _with.GuessProbability));
            uint alarmed = Threshold(policy.Diligence * _with.Uptime * _with.FalsePositiveRate
                * policy.AlertsOnSignal + (1 - policy.Diligence) * policy.AlertsWithoutSignal);
            double work = policy.Diligence * _with.WorkCost / (policy.Colludes ? Math.Max(1, _colluders) : 1);
            Ledger ledger = Totals.Ledgers[g];
            double delegated = 0;
            int count = _groups[g].Count;
            for (int i = _start[g]; i < _start[g] + count; i++)
            {
                ref Guardian guardian = ref _guardians[i];
                ulong draw = _random.Next();
                if ((uint)draw < unanswered) ledger.Challenges += _with.ChallengePenalty;
                if (!isAttack && (uint)(draw >> 32) < alarmed && guardian.SoloFrom <= _epoch)
                    RaiseFalseAlarm(ref guardian, ledger);
                delegated += guardian.Delegated;
                if (guardian.Delegated < _with.Delegated)
                    guardian.Delegated += (_with.Delegated - guardian.Delegated) * _with.ReturnPerEpoch;
            }

            ledger.Stream += _with.StreamPay * count;
            ledger.Work += work * count;
            ledger.Commission += _with.Commission * _with.DelegationYield * delegated * _price;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RaiseFalseAlarm(ref Guardian guardian, Ledger ledger)
    {
        guardian.SoloFrom = _epoch + _with.SoloCooldownEpochs;
        Totals.FalsePauses++;
        if (_random.Chance(_with.OverturnProbability)) ledger.Bonds += _with.Bond;
    }

    private bool TryAttack()
    {
        Totals.Opportunities++;
        double missing = Math.Max(0, _with.CapitalNeeded - _with.CapitalOwned);
        bool borrows = missing > 0;
        if (borrows && !(_with.HasFlashLoans && _plan.UsesFlashLoan)) return false;

        Totals.Attacks++;
        double costs = _with.AttackCost + (_plan.IsPrivate ? _with.PrivateRouteCost : 0)
            + (borrows ? missing * _with.FlashFee : 0);
        AttackScene scene = Respond();
        double loss = Drain(scene);
        double bribes = PayBribes();
        double priceBefore = _price;
        _price *= 1 - _with.PriceDrop * (_with.VulnerableValue > 0 ? loss / _with.VulnerableValue : 0);
        double shorted = Math.Min(_plan.ShortPosition, _with.CapitalOwned) * (1 - _price / priceBefore);
        double loot = loss * _with.Monetisation + shorted;
        double share = _colluders > 0 ? loot * (_plan.ColludersShare ?? (double)_colluders / _guardians.Length) : 0;
        Settle(scene, share);
        LeaveWithPrice(1 - _price / priceBefore);
        Totals.Loss += loss;
        if (loss == 0) Totals.Stopped++;
        Totals.AttackerProfit += loot - share - bribes - costs;
        Totals.LowestPrice = Math.Min(Totals.LowestPrice, _price);
        return true;
    }

    // Who alerts, when the first pause lands, and whether it lasts.
    private AttackScene Respond()
    {
        double first = double.PositiveInfinity;
        double alerting = 0;
        double onDuty = 0;
        int pauses = 0;
        bool isStoppedPending = false;
        for (int i = 0; i < _guardians.Length; i++)
        {
            ref Guardian guardian = ref _guardians[i];
            GuardianPolicy policy = _groups[guardian.Group].Policy;
            double weight = guardian.Stake + guardian.Delegated;
            onDuty += weight;
            guardian.IsSilenced = policy.Colludes
                || (policy.TakesBribes && _plan.BribePerGuardian > PriceOfSilence(guardian));
            bool watches = _random.Chance(policy.Diligence * _with.Uptime);
            bool sees = watches && _random.Chance(_with.TruePositiveRate);
            bool raises = _random.Chance(sees ? policy.AlertsOnSignal : watches ? 0 : policy.AlertsWithoutSignal);
            guardian.HasAlerted = raises && !guardian.IsSilenced;
            if (!guardian.HasAlerted) continue;
            alerting += weight;
            double minutes = sees ? _random.Exponential(_with.DetectMinutes) : 0;
            if (guardian.SoloFrom > _epoch) continue; // may attest, not pause
            pauses++;
            first = Math.Min(first, minutes);
            isStoppedPending |= sees && !_plan.IsPrivate && _random.Chance(_with.MempoolStop);
        }

        bool hasQuorum = onDuty > 0 && alerting >= _with.Quorum * onDuty;
        return new AttackScene(first + _random.Exponential(_with.RespondMinutes), pauses, hasQuorum,
            isStoppedPending);
    }

    // Solo pauses one after the other bridge the time to the council; after them the draining goes on.
    private double Drain(AttackScene scene)
    {
        if (scene.IsStoppedPending) return 0;
        double taken = Reached(scene.FirstPauseMinutes);
        if (scene.HasQuorum && scene.Pauses > 0) return taken;
        double council = _random.Exponential(_with.CouncilHours);
        double bridged = scene.Pauses * _with.SoloPauseHours;
        if (scene.Pauses > 0 && council <= bridged) return taken;
        double open = scene.Pauses > 0
            ? scene.FirstPauseMinutes + (council - bridged) * 60
            : council * 60 + _random.Exponential(_with.RespondMinutes);
        return Reached(open);
    }

    private double Reached(double minutes)
    {
        double drained = Math.Min(_with.VulnerableValue, _with.DrainPerMinute * minutes);
        double refilled = _with.FlowRefillPerMinute > 0 ? _with.FlowRefillPerMinute * minutes : 0;
        return Math.Min(drained, _with.FlowCap + refilled);
    }

    // What an honest alert would bring and silence is expected to cost: nobody sells below it.
    private double PriceOfSilence(in Guardian guardian) =>
        _with.TruePositiveRate * _with.TrueAlertReward
        + _with.TruePositiveRate * (1 - _with.SlashVeto) * _with.NegligenceSlash * guardian.Stake * _price
        + _with.CollusionDetection * (1 - _with.SlashVeto) * _with.MaliciousSlash * guardian.Stake * _price;

    private double PayBribes()
    {
        double paid = 0;
        foreach (ref Guardian guardian in _guardians.AsSpan())
        {
            GuardianPolicy policy = _groups[guardian.Group].Policy;
            if (policy.Colludes || !guardian.IsSilenced) continue;
            Totals.Ledgers[guardian.Group].Bribes += _plan.BribePerGuardian;
            paid += _plan.BribePerGuardian;
        }

        return paid;
    }

    // Rewards, slashes in a token that has fallen, loot, and delegators who leave the slashed.
    private void Settle(AttackScene scene, double lootShare)
    {
        foreach (ref Guardian guardian in _guardians.AsSpan())
        {
            Ledger ledger = Totals.Ledgers[guardian.Group];
            GuardianPolicy policy = _groups[guardian.Group].Policy;
            if (policy.Colludes) ledger.Loot += lootShare / _colluders;
            bool isProved = guardian.IsSilenced && _random.Chance(_with.CollusionDetection);
            double fraction = isProved ? _with.MaliciousSlash : guardian.HasAlerted ? 0 : _with.NegligenceSlash;
            if (guardian.HasAlerted)
            {
                ledger.AlertRewards += _with.TrueAlertReward;
                if (scene.Pauses > 0)
                    guardian.SoloFrom = Math.Max(guardian.SoloFrom, _epoch + _with.SoloCooldownEpochs);
            }

            if (fraction <= 0 || _random.Chance(_with.SlashVeto)) continue;
            double cost = fraction * guardian.Stake * _price;
            if (isProved) ledger.MaliciousSlashes += cost;
            else ledger.Negligence += cost;
            Leave(ref guardian, _with.LeaveAfterSlash);
        }
    }

    private void LeaveWithPrice(double fall)
    {
        if (fall <= 0) return;
        foreach (ref Guardian guardian in _guardians.AsSpan()) Leave(ref guardian, _with.LeavePerPriceDrop * fall);
    }

    private void Leave(ref Guardian guardian, double share)
    {
        double leaving = guardian.Delegated * Math.Min(1, share);
        guardian.Delegated -= leaving;
        Totals.DelegationLeft += leaving;
    }

    private static uint Threshold(double probability) =>
        (uint)Math.Min(uint.MaxValue, Math.Round(probability * TwoTo32));

    private readonly record struct AttackScene(
        double FirstPauseMinutes, int Pauses, bool HasQuorum, bool IsStoppedPending);

    private struct Guardian
    {
        public int Group;
        public double Stake;
        public double Delegated;
        public int SoloFrom;
        public bool HasAlerted;
        public bool IsSilenced;
    }
}
