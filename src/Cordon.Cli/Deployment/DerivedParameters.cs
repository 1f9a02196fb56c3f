using System.Globalization;
using Cordon.Cli.Risk.Model;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Economics.Parameters;
using Cordon.Ethereum;

namespace Cordon.Cli.Deployment;

/// <summary>Puts what <c>cordon risk parameters</c> derived into the settings of a deployment.</summary>
/// <remarks>The model's money is taken for whole units of the token. What the contracts fix, and what a protocol
/// chooses when it enrolls, is no part of a deployment: where it differs from what was derived, that is said.
/// </remarks>
internal static class DerivedParameters
{
    private const double AmountMax = 1e18; // whole units; the contracts keep amounts in 128 bits

    /// <exception cref="CommandException">The file is missing or wrong, or an amount is too large.</exception>
    public static DeploymentSettings Apply(
        DeploymentSettings settings, string path, int decimals, Action<string> remark)
    {
        ContractSettings derived = SettingsReader.Read(path, "--parameters");
        Engagement.Settings engagement = settings.Engagement;
        UInt256[] caps = [.. settings.Bounty.Enforced.Caps];
        if (derived.ChallengeProbability is { } duty)
            engagement = engagement with { DutyWad = (ulong)Units(duty, 18, path, "challengeProbability") };
        if (derived.ChallengePenalty is { } penalty)
            engagement = engagement with { Penalty = Units(penalty, decimals, path, "challengePenalty") };
        (string Key, double? Value)[] bounties =
        [
            ("bountyLow", derived.BountyLow), ("bountyMedium", derived.BountyMedium),
            ("bountyHigh", derived.BountyHigh), ("bountyCritical", derived.BountyCritical),
        ];
        for (int i = 0; i < bounties.Length; i++)
        {
            if (bounties[i].Value is { } bounty) caps[i] = Units(bounty, decimals, path, bounties[i].Key);
        }

        foreach (string difference in Fixed(derived)) remark(difference);
        return settings with
        {
            Engagement = engagement,
            Bounty = settings.Bounty with { Enforced = settings.Bounty.Enforced with { Caps = caps } },
        };
    }

    private static IEnumerable<string> Fixed(ContractSettings derived)
    {
        ContractSettings contracts = new();
        (string Key, double? Wanted, double? Have)[] values =
        [
            ("quorum", derived.Quorum, contracts.Quorum),
            ("quorumPauseHours", derived.QuorumPauseHours, contracts.QuorumPauseHours),
            ("challengeHours", derived.ChallengeHours, contracts.ChallengeHours),
            ("unbondingDays", derived.UnbondingDays, contracts.UnbondingDays),
            ("slashHoldDays", derived.SlashHoldDays, contracts.SlashHoldDays),
            ("negligenceSlash", derived.NegligenceSlash, contracts.NegligenceSlash),
            ("maliceSlash", derived.MaliceSlash, contracts.MaliceSlash),
        ];
        foreach ((string key, double? wanted, double? have) in values)
        {
            if (wanted is not { } value || value == have) continue;
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{key}: {value:R} was derived, the contracts have {have:R}, which a deployment does not change");
        }

        if (derived.BondPerHour is not null || derived.StreamPerSecond is not null)
            yield return "bondPerHour and streamPerSecond are chosen when a protocol enrolls and a stream is opened";
    }

    // Rounded up: a penalty or bounty a grain too small would break the inequality it was derived from. As a decimal it
    // has the 15 digits that a double surely holds, so that 0.1 is a tenth whatever the decimals.
    private static UInt256 Units(double amount, int decimals, string path, string key)
    {
        if (!(amount >= 0 && amount <= AmountMax))
        {
            throw CommandException.BadInput(string.Create(CultureInfo.InvariantCulture,
                $"{path}: {key}: expected an amount from 0 to {AmountMax:R}, found {amount:R}"));
        }

        string[] parts = ((decimal)amount).ToString(CultureInfo.InvariantCulture).Split('.');
        string fraction = parts.Length == 2 ? parts[1] : "";
        string kept = fraction[..Math.Min(fraction.Length, decimals)].PadRight(decimals, '0');
        UInt256 units = UInt256.Parse(parts[0] + kept);
        return fraction.Length > decimals && fraction[decimals..].Any(digit => digit != '0') ? units + 1UL : units;
    }
}
