using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Economics.Governance;
using Cordon.Economics.Models;
using Cordon.Economics.Verifiers;

namespace Cordon.Cli.Risk.Model;

/// <summary>Reads a risk model: every fault is bad input with file, line, field and what was expected.</summary>
internal static class RiskModelReader
{
    /// <exception cref="CommandException">The file is missing, too large, or something in it is wrong.</exception>
    public static RiskModel Read(string path) => Read(path, YamlFile.Open("--model", path));

    /// <summary>Reads text; the path is for messages, and its folder is where further files lie.</summary>
    public static RiskModel Read(string path, YamlFile file)
    {
        if (file.Root is null) throw CommandException.BadInput($"{path}: the file is empty; expected a model");
        ModelMap map = new(file, file.Root, "");
        RiskModel model = new()
        {
            Name = map.Text("name"),
            Currency = map.Text("currency", "USD"),
            Protocols = [.. map.Parts("protocols").Select(ProtocolReader.Read)],
            Exposures = [.. map.Parts("exposures").Select(ReadExposure)],
            Contagion = map.Part("contagion") is { } contagion ? ReadContagion(contagion) : new ContagionModel(),
            Restaking = map.Part("restaking") is { } restaking ? RestakingReader.Read(restaking) : null,
            Detection = map.Part("detection") is { } detection ? DetectionReader.Read(detection) : new DetectionModel(),
            Guardians = map.Part("guardians") is { } guardians ? ReadGuardians(guardians) : null,
            Bounty = map.Part("bounty") is { } bounty ? ReadBounty(bounty) : null,
            Votes = map.Part("votes") is { } votes ? ReadVotes(votes) : null,
            VoteHoldings = map.Amounts("voteHoldings"),
            Council = map.Part("council") is { } council ? ReadCouncil(council) : null,
        };
        _ = map.Has("simulation"); // cordon risk simulate reads it
        map.End();
        CheckNames(map, model);
        return model;
    }

    private static void CheckNames(ModelMap map, RiskModel model)
    {
        HashSet<string> names = [];
        foreach (ProtocolModel protocol in model.Protocols)
        {
            if (!names.Add(protocol.Name))
                throw map.Fault("protocols", $"each name once; '{protocol.Name}' is there twice");
        }

        foreach (Exposure exposure in model.Exposures)
        {
            string? unknown = new[] { exposure.Holder, exposure.Issuer }.FirstOrDefault(name => !names.Contains(name));
            if (unknown is not null)
                throw map.Fault("exposures", $"names of protocols ({string.Join(", ", names)}); '{unknown}' is none");
            if (exposure.Holder == exposure.Issuer)
                throw map.Fault("exposures", $"two different protocols; '{exposure.Holder}' holds itself");
        }

        if (model.Contagion.Seed.Length > 0 && !names.Contains(model.Contagion.Seed))
            throw map.Fault("contagion", $"a seed among {string.Join(", ", names)}");
    }

    private static Exposure ReadExposure(ModelMap map)
    {
        Exposure exposure = new(map.Text("holder"), map.Text("issuer"), map.Amount("amount"));
        map.End();
        return exposure;
    }

    private static ContagionModel ReadContagion(ModelMap map)
    {
        ContagionModel contagion = new()
        {
            Seed = map.Text("seed", ""),
            ExternalRecovery = map.Share("externalRecovery", 1),
            ClaimRecovery = map.Share("claimRecovery", 1),
        };
        map.End();
        return contagion;
    }

    private static GuardianModel ReadGuardians(ModelMap map)
    {
        GuardianModel guardians = new()
        {
            Count = map.Whole("count", 1, 1_000_000),
            SelfStake = map.Amount("selfStake"),
            EpochHours = map.Positive("epochHours", 24),
            OfflineShare = map.Share("offlineShare", 0.1),
            StakeYield = map.Amount("stakeYield", 0.05),
            GuessProbability = map.ShareBelowOne("guessProbability", 0),
            Incentives = new IncentiveMatrix
            {
                AttackProbability = map.Share("attackProbability"),
                TruePositiveRate = map.Share("truePositiveRate", 0.95),
                FalsePositiveRate = map.Share("falsePositiveRate", 0.001),
                BaseReward = map.Amount("reward"),
                WorkCost = map.Amount("workCost"),
                TrueAlertReward = map.Amount("trueAlertReward", 0),
                FalseAlertPenalty = map.Amount("falseAlertPenalty", 0),
                MissPenalty = map.Amount("missPenalty", 0),
                ChallengeProbability = map.Share("challengeProbability", 0),
                ChallengePenalty = map.Amount("challengePenalty", 0),
                Bribe = map.Amount("bribe", 0),
                CollusionDetection = map.Share("collusionDetection", 0.9),
                Slash = map.Amount("slash", 0),
            },
        };
        map.End();
        return guardians;
    }

    private static BountyModel ReadBounty(ModelMap map)
    {
        BountyModel standard = new();
        BountyModel bounty = new()
        {
            Offered = map.Amount("offered", 0),
            PSuccess = map.Share("pSuccess", standard.PSuccess),
            FractionKept = map.Share("fractionKept", standard.FractionKept),
            PCaught = map.Share("pCaught", standard.PCaught),
            Penalty = map.Amount("penalty", standard.Penalty),
            EthicsCost = map.Amount("ethicsCost", 0),
            GrayMarketPrice = map.Amount("grayMarketPrice", 0),
            PayoutReliability = map.Share("payoutReliability", standard.PayoutReliability),
        };
        if (bounty.PayoutReliability == 0) throw map.Fault("payoutReliability", "a share above 0");
        map.End();
        return bounty;
    }

    private static VoteMarket ReadVotes(ModelMap map)
    {
        VoteMarket votes = new()
        {
            Circulating = map.Amount("circulating"),
            TokenPrice = map.Amount("tokenPrice"),
            HonestTurnout = map.Share("honestTurnout"),
            Quorum = map.Share("quorum", 0),
            PassThreshold = map.ShareBelowOne("passThreshold", 0.5),
            LendableTokens = map.Amount("lendableTokens", 0),
            BorrowApr = map.Amount("borrowApr", 0),
            VoteDays = map.Amount("voteDays", 0),
            FlashAvailable = map.Amount("flashAvailable", 0),
            FlashFee = map.Share("flashFee", 0),
            SnapshotBeforeProposal = map.Flag("snapshotBeforeProposal", true),
            AmmTokenReserve = map.Amount("ammTokenReserve", 0),
            AmmQuoteReserve = map.Amount("ammQuoteReserve", 0),
            AmmFee = map.ShareBelowOne("ammFee", 0.003),
            Treasury = map.Amount("treasury"),
            Extractable = map.Share("extractable", 1),
        };
        map.End();
        return votes;
    }

    private static CouncilModel ReadCouncil(ModelMap map)
    {
        int members = map.Whole("members", 1, 1000);
        CouncilModel council = new(members, map.Whole("threshold", 1, members), map.Share("pReachable"));
        map.End();
        return council;
    }
}
