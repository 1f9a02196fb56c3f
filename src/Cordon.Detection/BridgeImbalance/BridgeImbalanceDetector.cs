using System.Buffers;
using Cordon.Detection.AbnormalOutflow;
using Cordon.Detection.Flows;
using Cordon.Detection.Statistics;
using Cordon.Detection.Trading;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.BridgeImbalance;

/// <summary>Finds bridges that credit what did not arrive or release what they should not.</summary>
/// <remarks>The other chain is not seen: what can be shown on this one is a deposit without its tokens, a message
/// released twice, and releases out of proportion to the bridge's own past or holdings.</remarks>
public sealed class BridgeImbalanceDetector(BridgeImbalanceOptions options) : IHistoryDetector<BridgeState>
{
    // The precompiled contract that recovers a signature's signer.
    private static readonly Address Recovery = Address.Parse("0x0000000000000000000000000000000000000001");

    private readonly BridgeImbalanceOptions _options = OptionsCheck.Valid(options);

    public BridgeImbalanceDetector() : this(new BridgeImbalanceOptions()) { }

    public string Name => "bridge-imbalance";

    public BridgeState Initial => BridgeState.Empty;

    public BridgeState Advance(BridgeState state, BlockFacts block, SignalBuffer signals)
    {
        if (block.Bridges.Count == 0) return state;

        BridgeEdit edit = state.Edit();
        for (int row = 0; row < block.Bridges.Count; row++)
        {
            BridgeMessage message = block.Bridges[row];
            if (message.Bridge.IsNone) continue;
            if (message.IsRelease) JudgeRelease(ref edit, block, row, signals);
            else JudgeDeposit(block, message, signals);
        }

        return edit.Done();
    }

    public void Settle(BridgeState oldest) => oldest.Settle();

    public void Save(BridgeState state, IBufferWriter<byte> destination) => state.Save(destination);

    public BridgeState Load(ReadOnlySpan<byte> saved) => BridgeState.Load(saved);

    private void JudgeDeposit(BlockFacts block, BridgeMessage deposit, SignalBuffer signals)
    {
        if (deposit.Asset.IsNone || deposit.Amount.IsZero) return;

        double arrived = 0;
        foreach (ref readonly Transfer transfer in block.Transfers.OfTransaction(deposit.Tx))
        {
            // A bridge may hold through an escrow, or wrap first: any movement of the amount will do.
            bool isAsset = transfer.Asset == deposit.Asset
                || deposit.Asset == AccountId.Ether || transfer.Asset == AccountId.Ether;
            if (isAsset) arrived += (double)transfer.Amount;
        }

        double stated = (double)deposit.Amount;
        if (arrived >= stated * (1 - (_options.MissingBpsMin / 10_000.0))) return;

        BridgeImbalanceReport.Add(block, signals, Name, _options, deposit, Severity.High, 0.7,
            $"credited a deposit of which only {arrived / stated:P0} arrived");
    }

    private void JudgeRelease(ref BridgeEdit edit, BlockFacts block, int row, SignalBuffer signals)
    {
        BridgeMessage release = block.Bridges[row];
        Address bridge = block.Data.Accounts[release.Bridge];
        if (!release.MessageId.IsZero && !IsRepeatedEvent(block, row))
        {
            // Some ids count per origin: with the amount in it, only the same release again is the same message.
            ReleasedMessage message = new(bridge, release.MessageId + release.Amount);
            if (edit.HasSeen(message))
            {
                BridgeImbalanceReport.Add(block, signals, Name, _options, release, Severity.High, 0.8,
                    "released a second time for one message");
            }

            edit.Remember(message, _options.MessagesCountMax);
        }

        if (release.Asset.IsNone || release.Amount.IsZero) return;

        SeriesKey key = new(block.Data.ChainId, bridge, block.Data.Accounts[release.Asset]);
        SeriesKey signedKey = key with { Asset = Recovery };
        Series past = edit.Releases[key];
        Series signed = edit.Releases[signedKey];
        int signatures = SignaturesOf(block.Data, release.Tx);
        JudgeSize(block, release, past, IsOnTooFewSignatures(block, release, signed, signatures), signals);
        ulong signedWindow = signed.Window + 1;
        edit.Releases.Add(key, past.Window + 1, (double)release.Amount, _options.HistoryCountMax);
        if (signatures > 0) edit.Releases.Add(signedKey, signedWindow, signatures, _options.HistoryCountMax);
    }

    // One release may be told by several events of its transaction.
    private static bool IsRepeatedEvent(BlockFacts block, int row)
    {
        ref readonly BridgeMessage message = ref block.Bridges[row];
        for (int before = block.Bridges.RangeOf(message.Tx).Start; before < row; before++)
        {
            ref readonly BridgeMessage other = ref block.Bridges[before];
            if (other.IsRelease && other.Bridge == message.Bridge && other.MessageId == message.MessageId) return true;
        }

        return false;
    }

    private void JudgeSize(
        BlockFacts block, BridgeMessage release, Series past, bool isUnsigned, SignalBuffer signals)
    {
        double score = past.Past.Length < _options.HistoryCountMin
            ? 0 : RobustScore.Of((double)release.Amount, past.Past);
        double share = Holdings.TryFind(block, release.Tx, release.Bridge, release.Asset, out UInt256 held)
            && !held.IsZero ? Math.Min(1, (double)release.Amount / (double)held) : 0;
        bool isLarge = share * 10_000 >= _options.ShareBpsMin;
        bool isOdd = score >= _options.SigmaMin;
        if (IsSoldAtOnce(block, release))
        {
            BridgeImbalanceReport.Add(
                block, signals, Name, _options, release, Severity.High, isLarge || isOdd ? 0.85 : 0.6,
                "released to the contract that submitted the message, which sold it in the same transaction");
        }
        else if (isUnsigned)
        {
            BridgeImbalanceReport.Add(
                block, signals, Name, _options, release, Severity.High, isLarge || isOdd ? 0.85 : 0.6,
                "released on fewer signatures than a bridge should need");
        }
        else if (isOdd)
        {
            BridgeImbalanceReport.Add(block, signals, Name, _options, release,
                isLarge ? Severity.High : Severity.Medium, isLarge ? 0.8 : 0.6,
                $"released {score:0.#} robust deviations more than in {past.Past.Length} earlier releases");
        }
    }

    // People wait for their bridge and then do as they like; whoever fears a reversal sells in the same breath.
    private static bool IsSoldAtOnce(BlockFacts block, BridgeMessage release)
    {
        if (block.Swaps.RangeOf(release.Tx).Count == 0) return false;
        if (LoadedFlows.Of(block, release.Tx) is not { } flows) return false;

        AccountId callee = block.Data.Calls.Self[flows.Calls.Start];
        if (callee == release.Bridge || release.Account != callee || !flows.IsFreeGain) return false;
        foreach (ref readonly Swap swap in block.Swaps.OfTransaction(release.Tx))
        {
            if (swap.TokenIn == release.Asset && flows.IsInitiator(SwapParties.Payer(block, swap))) return true;
        }

        return false;
    }

    // Keepers sign for a bridge. Where fewer did than used to, or one alone for the very account that submits it and
    // gains a fortune, whoever holds that key holds the bridge.
    private bool IsOnTooFewSignatures(BlockFacts block, BridgeMessage release, Series past, int signatures)
    {
        if (signatures == 0) return false;
        if (past.Past.Length >= _options.HistoryCountMin)
            return 2 * signatures <= RobustScore.Median(past.Past);
        return signatures == 1 && release.Account == block.Data.Transactions.From[release.Tx]
            && block.Prices.TryValueInEther(release.Tx, AssetOf(release), release.Amount, out double eth)
            && eth >= _options.CriticalLossEthMin;
    }

    // Some bridges name the native coin by the zero address.
    private static AccountId AssetOf(BridgeMessage release) =>
        release.Asset == AccountId.Zero ? AccountId.Ether : release.Asset;

    private static int SignaturesOf(BlockData data, int tx)
    {
        int recoveries = 0;
        RowRange rows = data.Transactions.Calls[tx];
        for (int call = rows.Start; call < rows.End; call++)
        {
            if (!data.Calls.To[call].IsNone && data.Accounts[data.Calls.To[call]] == Recovery) recoveries++;
        }

        return recoveries;
    }
}
