using System.Globalization;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Pricing;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.Flows;

/// <summary>What the facts of a transaction show its victims to have lost.</summary>
/// <remarks>Two sums must agree: what the victims gave up on balance, and what the initiator's side has more than
/// before; the lesser counts. What has no price counts for nothing, except where the initiator paid with it: then
/// nobody can say that anything was lost.</remarks>
internal static class ShownLoss
{
    /// <summary>In native coin, zero where the facts show none.</summary>
    public static double InEther(TransactionFlows flows, ReadOnlySpan<AccountId> victims)
    {
        double gained = Gained(flows);
        return gained > 0 ? Math.Min(gained, Lost(flows, victims)) : 0;
    }

    /// <summary>The same for a detector that does not look at flows otherwise: what the account and everybody harmed
    /// along with it lost.</summary>
    public static double InEther(BlockFacts block, int tx, AccountId victim) =>
        LoadedFlows.Of(block, tx) is { } flows ? InEther(flows, [.. Victims.Of(flows, victim)]) : 0;

    /// <summary>High, or critical where the loss is as large as the option says.</summary>
    public static Severity SeverityOf(double lossEth, LossOptions options) =>
        lossEth >= options.CriticalLossEthMin ? Severity.Critical : Severity.High;

    /// <summary>A clause for the sentence, empty where no loss is shown.</summary>
    public static string Words(BlockFacts block, double lossEth) => lossEth > 0
        ? string.Create(CultureInfo.InvariantCulture,
            $"; the facts show a loss of {lossEth:#,0.####} {NativeCoin.SymbolOf(block.Data.ChainId)}")
        : "";

    /// <summary>True where everything that the initiator's side gained has a price, and is worth less.</summary>
    public static bool IsGainBelow(TransactionFlows flows, double eth)
    {
        double sum = 0;
        foreach (ref readonly AssetGain gain in flows.Gains)
        {
            if (!gain.IsGain) continue;
            if (!TryValue(flows, gain.Asset, gain.Net, out double value)) return false;
            sum += value;
        }

        return sum < eth;
    }

    private static double Gained(TransactionFlows flows)
    {
        double sum = 0;
        foreach (ref readonly AssetGain gain in flows.Gains)
        {
            bool isPriced = TryValue(flows, gain.Asset, gain.Net, out double value);
            if (gain.IsLoss && !isPriced) return 0;
            sum += gain.IsLoss ? -value : value;
        }

        return sum;
    }

    private static double Lost(TransactionFlows flows, ReadOnlySpan<AccountId> victims)
    {
        double sum = 0;
        for (int i = 0; i < victims.Length; i++)
        {
            if (victims[..i].Contains(victims[i]) || !flows.TryParty(victims[i], out int row)) continue;
            ref readonly Party party = ref flows.Parties[row];
            if (party.IsInitiator || party.Account == AccountId.Zero) continue;
            for (int flow = party.FirstFlow; flow >= 0; flow = flows.Flows[flow].Next)
            {
                ref readonly Flow lost = ref flows.Flows[flow];
                if (lost.IsLoss && lost.Asset != party.Account
                    && TryValue(flows, lost.Asset, lost.Net, out double value)) sum += value;
            }
        }

        return sum;
    }

    private static bool TryValue(TransactionFlows flows, AccountId asset, in UInt256 amount, out double ether) =>
        flows.Block.Prices.TryValueInEther(flows.Tx, asset, amount, out ether);
}
