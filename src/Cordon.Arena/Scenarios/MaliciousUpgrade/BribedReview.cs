using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Scenarios.MaliciousUpgrade;

/// <summary>The thief's second way: two guardians act as its auditors and approve the hollow code. Within the review's
/// window the council refuses it, the other guardians vote that it was malicious, and whoever approved it is slashed.
/// </summary>
internal sealed class BribedReview(ProxySite site, Commons commons)
{
    /// <summary>A minute more than the stake holds the proceeds of a slash.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1);

    private readonly List<string> _faults = [];

    /// <summary>What is not as it should be.</summary>
    public IReadOnlyList<string> Faults => _faults;

    private LocalChain Chain => commons.Chain;

    private Address Review => commons.Mechanism.Plan.Review;

    private Guardian[] Bribed => [.. commons.Members.Guardians.Skip(2)];

    private Guardian[] Honest => [.. commons.Members.Guardians.Take(2)];

    /// <summary>From the bribe to the split of what was taken.</summary>
    public async Task RunAsync(ArenaAccount thief, Address hollow, CancellationToken cancellation)
    {
        UInt256 review = await ApproveAsync(thief, hollow, cancellation);
        await commons.CouncilAsync(
            Review, new UpgradeReview.RejectCall(review, Keccak256.HashUtf8("hands everything over")),
            "refuses the reviewed code", cancellation);
        var usable = await Chain.ReadAsync(Review, new UpgradeReview.UsableCall(review), cancellation);
        if (usable.From != 0) _faults.Add("The code that the council refused can be installed.");

        await commons.DecideAsync(
            Review, new UpgradeReview.JudgeCall(review, Keccak256.HashUtf8("malicious")),
            $"Review {review} approved malicious code", Honest, cancellation);
        await SlashAsync(review, cancellation);
    }

    private async Task<UInt256> ApproveAsync(ArenaAccount thief, Address hollow, CancellationToken cancellation)
    {
        await commons.ActAsync(
            thief, Review, new UpgradeReview.SubmitCall(site.Vault, hollow, []).Encode(), "asks for a review",
            cancellation);
        UInt256 review = await Chain.ReadAsync(Review, new UpgradeReview.ReviewCountCall(), cancellation);
        Hash256 codeHash = Keccak256.Hash(await Chain.Node.GetCodeAsync(hollow, "latest", cancellation));
        foreach (Guardian auditor in Bribed)
        {
            await commons.ActAsync(
                auditor.Owner, Review, new UpgradeReview.ApproveCall(review, codeHash).Encode(),
                "approves the hollow code", cancellation);
        }

        return review;
    }

    /// <summary>Ada shows who approved it, and is paid for that when the hold is over.</summary>
    private async Task SlashAsync(UInt256 review, CancellationToken cancellation)
    {
        Address stake = commons.Mechanism.Plan.Stake;
        List<UInt256> slashes = [];
        foreach (Guardian auditor in Bribed)
        {
            UInt256 before = await StakeOfAsync(auditor, cancellation);
            var slash = new UpgradeReview.SlashCall(review, auditor.Owner.Address);
            slashes.Add(await SlashIdAsync(slash, cancellation));
            await commons.ActAsync(
                Honest[0].Owner, Review, slash.Encode(), $"has {auditor.Name} slashed", cancellation);
            UInt256 left = await StakeOfAsync(auditor, cancellation);
            // Shares round against the staker, by a unit.
            if (left > before / 2 || left + 2 < before / 2)
                _faults.Add($"{auditor.Name} approved malicious code and keeps {left} of {before} staked.");
        }

        await Chain.PassAsync(Hold, cancellation);
        foreach (UInt256 slash in slashes)
        {
            await commons.ActAsync(
                Honest[0].Owner, stake, new GuardianStake.ReleaseCall(slash).Encode(), "has a slash paid out",
                cancellation);
        }
    }

    /// <summary>Under which the stake will know the slash.</summary>
    private Task<UInt256> SlashIdAsync(UpgradeReview.SlashCall slash, CancellationToken cancellation) =>
        Chain.ReadAsync(Review, slash, cancellation);

    private Task<UInt256> StakeOfAsync(Guardian guardian, CancellationToken cancellation) => Chain.ReadAsync(
        commons.Mechanism.Plan.Stake,
        new GuardianStake.StakeOfCall(guardian.Owner.Address, guardian.Owner.Address), cancellation);
}
