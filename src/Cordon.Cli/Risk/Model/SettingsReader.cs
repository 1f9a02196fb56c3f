using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Economics.Parameters;

namespace Cordon.Cli.Risk.Model;

/// <summary>Reads the contracts' current settings (YAML or JSON); what is not there is the contracts'
/// default.</summary>
internal static class SettingsReader
{
    /// <exception cref="CommandException">The file is missing, too large, or something in it is wrong.</exception>
    /// <param name="option">The option that names the file, for messages.</param>
    public static ContractSettings Read(string path, string option = "--settings")
    {
        YamlFile file = YamlFile.Open(option, path);
        if (file.Root is null) throw CommandException.BadInput($"{path}: the file is empty; expected settings");
        ModelMap whole = new(file, file.Root, "");
        ModelMap map = whole.Part("contracts") ?? whole; // what this command prints can be read back
        ContractSettings standard = new();
        double? Value(string name, double? whenMissing) => map.Has(name) ? map.Amount(name) : whenMissing;
        ContractSettings settings = new()
        {
            Quorum = map.Has("quorum") ? map.Share("quorum") : standard.Quorum,
            SoloPauseHours = Value("soloPauseHours", standard.SoloPauseHours),
            SoloBudgetHours = Value("soloBudgetHours", standard.SoloBudgetHours),
            BondPerHour = Value("bondPerHour", null),
            QuorumPauseHours = Value("quorumPauseHours", standard.QuorumPauseHours),
            ChallengeHours = Value("challengeHours", standard.ChallengeHours),
            UnbondingDays = Value("unbondingDays", standard.UnbondingDays),
            SlashHoldDays = Value("slashHoldDays", standard.SlashHoldDays),
            NegligenceSlash = map.Has("negligenceSlash") ? map.Share("negligenceSlash") : standard.NegligenceSlash,
            MaliceSlash = map.Has("maliceSlash") ? map.Share("maliceSlash") : standard.MaliceSlash,
            ChallengeProbability = map.Has("challengeProbability") ? map.Share("challengeProbability") : null,
            ChallengePenalty = Value("challengePenalty", null),
            StreamPerSecond = Value("streamPerSecond", null),
            BountyCritical = Value("bountyCritical", null),
            BountyHigh = Value("bountyHigh", null),
            BountyMedium = Value("bountyMedium", null),
            BountyLow = Value("bountyLow", null),
        };
        map.End();
        return settings;
    }
}
