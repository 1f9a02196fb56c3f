using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>The one operation with which the timelock names the slashers, takes the governor as its only proposer, sets
/// its delay, and takes every role from the deployer; all or nothing.</summary>
internal sealed class Handover
{
    /// <summary>The most that the registry takes in one slash: a malicious raise.</summary>
    private const ulong RegistryWadMax = 200_000_000_000_000_000;

    /// <summary>The most that a miss or wrong answer takes.</summary>
    private const ulong EngagementWadMax = 100_000_000_000_000_000;

    public static readonly Hash256 Proposer = Keccak256.HashUtf8("PROPOSER_ROLE");
    public static readonly Hash256 Canceller = Keccak256.HashUtf8("CANCELLER_ROLE");
    public static readonly Hash256 Executor = Keccak256.HashUtf8("EXECUTOR_ROLE");

    private readonly Address[] _targets;
    private readonly UInt256[] _values;
    private readonly byte[][] _calls;
    private readonly Hash256 _salt;

    public Handover(MechanismPlan plan)
    {
        Address timelock = plan.Timelock;
        (Address To, byte[] Call)[] all =
        [
            Slasher(plan, plan.Registry),
            Slasher(plan, plan.Engagement),
            Slasher(plan, plan.Review),
            (timelock, new TimelockController.GrantRoleCall(Proposer, plan.Governor).Encode()),
            (timelock, new TimelockController.GrantRoleCall(Canceller, plan.Governor).Encode()),
            (timelock, new TimelockController.GrantRoleCall(Executor, Address.Zero).Encode()),
            (timelock, new TimelockController.UpdateDelayCall(plan.Settings.Governor.TimelockDelay).Encode()),
            (timelock, new TimelockController.RevokeRoleCall(Proposer, plan.Deployer).Encode()),
            (timelock, new TimelockController.RevokeRoleCall(Canceller, plan.Deployer).Encode()),
            (timelock, new TimelockController.RevokeRoleCall(Executor, plan.Deployer).Encode()),
        ];
        _targets = [.. all.Select(call => call.To)];
        _calls = [.. all.Select(call => call.Call)];
        _values = new UInt256[all.Length];
        _salt = plan.Salt;
    }

    /// <summary>The most that a slasher may take in one slash, 1e18 = all; 0 for who is none.</summary>
    public static ulong LimitOf(MechanismPlan plan, Address slasher) =>
        slasher == plan.Registry ? RegistryWadMax
        : slasher == plan.Engagement ? EngagementWadMax
        : slasher == plan.Review ? (ulong)plan.Settings.Review.SlashWad
        : 0;

    public byte[] Schedule => new TimelockController.ScheduleBatchCall(
        _targets, _values, _calls, Hash256.Zero, _salt, UInt256.Zero).Encode();

    public byte[] Execute => new TimelockController.ExecuteBatchCall(
        _targets, _values, _calls, Hash256.Zero, _salt).Encode();

    public TimelockController.HashOperationBatchCall Id => new(_targets, _values, _calls, Hash256.Zero, _salt);

    private static (Address To, byte[] Call) Slasher(MechanismPlan plan, Address slasher) =>
        (plan.Stake, new GuardianStake.SetSlasherCall(slasher, LimitOf(plan, slasher)).Encode());
}
