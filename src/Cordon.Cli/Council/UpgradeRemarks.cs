using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Council.Simulation;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Council;

/// <summary>Says of each upgrade which code goes, which comes, and whether auditors approved it: also of one that is
/// only announced now, which the simulation does not show.</summary>
/// <param name="labels">Names of addresses; a contract called <c>review</c> is asked where the target names none.
/// </param>
internal sealed class UpgradeRemarks(
    IRpcCaller node, RpcParam block, CodeBook codes, IReadOnlyDictionary<Address, string> labels, RemarkList remarks)
{
    private readonly ValueText _text = new(codes.NameOf);

    /// <exception cref="RpcException">The node cannot be asked.</exception>
    public async Task AddAsync(DecodedCall call, CancellationToken cancellation)
    {
        foreach (DecodedCall inner in call.All)
        {
            if (CodeUpgrade.Of(inner) is { } upgrade)
                await AddAsync(upgrade, inner.Target.Address, $"call {inner.Path}", cancellation);
        }
    }

    private async Task AddAsync(
        CodeUpgrade upgrade, Address target, string where, CancellationToken cancellation)
    {
        UInt256 old = await codes.StorageAsync(upgrade.Proxy, SafeSlots.Implementation, cancellation);
        ContractIdentity proxy = await codes.IdentifyAsync(upgrade.Proxy, cancellation);
        ContractIdentity fresh = await codes.IdentifyAsync(upgrade.Implementation, cancellation);
        string was = old.IsZero || old.BitLength > 160
            ? "what is not known (it is no ERC-1967 proxy)"
            : (await codes.IdentifyAsync(Address.FromWord(old), cancellation)).Text;
        byte[] code = await node.GetCodeAsync(upgrade.Implementation, block, cancellation);
        string changes = $"The code of {proxy.Label ?? "proxy"} {upgrade.Proxy.ToChecksumString()} was {was}";
        if (code.Length == 0)
        {
            remarks.Danger(where, $"{changes}, and becomes nothing: there is no code at {fresh.Text}.");
            return;
        }

        remarks.Caution(where, $"{changes}, and becomes {fresh.Text}, code hash {Keccak256.Hash(code)}.");
        await AddReviewAsync(upgrade, target, where, cancellation);
    }

    private async Task AddReviewAsync(
        CodeUpgrade upgrade, Address target, string where, CancellationToken cancellation)
    {
        if (await ReviewAsync(target, cancellation) is not { } review)
        {
            remarks.Caution(where, "NOT REVIEWED: no review of upgrades that this program knows stands before it. "
                + "Read the new code yourself.");
            return;
        }

        byte[] ask = new UpgradeReview.RequireApprovedCall(
            upgrade.Proxy, upgrade.Implementation, upgrade.Data).Encode();
        try
        {
            await node.CallAsync(review, ask, block, cancellation);
            remarks.Note(where, $"Reviewed: auditors approved this code and this initialisation at "
                + $"{review.ToChecksumString()}.");
        }
        catch (RpcErrorException refused) when (refused.IsDeterministic || refused.IsHalt)
        {
            byte[] data = Hex.TryParse((refused.ErrorData ?? "").Trim('"'), out byte[] parsed) ? parsed : [];
            string why = RevertText.Of(new SimulatedCall(false, data, [], refused.NodeMessage), _text);
            remarks.Danger(where, $"NOT REVIEWED: the review at {review.ToChecksumString()} has not approved this code "
                + $"with this initialisation: {why}.");
        }
    }

    // Only code that is provably the review's is believed: anybody could answer that all is approved.
    private async Task<Address?> ReviewAsync(Address target, CancellationToken cancellation)
    {
        List<Address> found = [.. labels.Where(label => label.Value == "review").Select(label => label.Key)];
        try
        {
            byte[] ask = new ReviewedProxyAdmin.REVIEWCall().Encode();
            byte[] answer = await node.CallAsync(target, ask, block, cancellation);
            if (ReviewedProxyAdmin.REVIEWCall.TryDecodeReturn(answer, out Address named)) found.Insert(0, named);
        }
        catch (RpcErrorException refused) when (refused.IsDeterministic || refused.IsHalt)
        {
            // It names none.
        }

        foreach (Address review in found)
            if ((await codes.IdentifyAsync(review, cancellation)).Contract == "UpgradeReview") return review;
        return null;
    }
}
