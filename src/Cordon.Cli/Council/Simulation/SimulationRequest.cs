using System.Text;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Writes the two blocks that are simulated: the transaction between two rounds of view calls, and then a look
/// at the storage that it left.</summary>
/// <remarks>For the second block the accounts' code is replaced by a reader of any slot. What a hostile transaction
/// made of the code of a Safe has then no say in what is seen.</remarks>
internal sealed class SimulationRequest(
    SimulationMoment moment, SafeState safe, SafeTransaction transaction, Hash256 hash)
{
    private const string SlotReader = "0x6000355460005260206000f3"; // returns sload(calldata[0..32])
    private const string BalanceReader = "0x6000353160005260206000f3"; // returns balance(calldata[0..32])
    private const ulong BlockSeconds = 12;

    private static readonly Address BalanceReaderAt =
        new(Keccak256.HashUtf8("cordon balance reader").ToArray().AsSpan(12));

    private readonly List<(Address To, byte[] Data)> _views = [];
    private readonly List<(Address Account, Hash256 Slot)> _slots = [];
    private readonly List<Address> _balances = [];

    /// <summary>View calls, made before and after.</summary>
    public IReadOnlyList<(Address To, byte[] Data)> Views => _views;

    public void AddView(Address to, byte[] data) => _views.Add((to, data));

    public void AddSlot(Address account, Hash256 slot) => _slots.Add((account, slot));

    public void AddBalance(Address account) => _balances.Add(account);

    /// <summary>How many calls each block has.</summary>
    public int[] Counts => [(2 * _views.Count) + 1, _slots.Count + _balances.Count];

    /// <summary>The call of <c>eth_simulateV1</c>.</summary>
    public RpcCall Call()
    {
        var json = new StringBuilder("{\"blockStateCalls\":[");
        AppendOverrides(json, 0).Append($",\"stateOverrides\":{Consent()},\"calls\":[");
        foreach ((Address to, byte[] data) in _views) AppendCall(json, to, data).Append(',');
        json.Append(Execution());
        foreach ((Address to, byte[] data) in _views) AppendCall(json.Append(','), to, data);
        json.Append("]},");
        AppendOverrides(json, 1)
            .Append($",\"stateOverrides\":{{\"{BalanceReaderAt}\":{{\"code\":\"{BalanceReader}\"}}");
        foreach (Address account in _slots.Select(slot => slot.Account).Distinct())
            json.Append($",\"{account}\":{{\"code\":\"{SlotReader}\"}}");
        json.Append("},\"calls\":[");
        string separator = "";
        foreach ((Address account, Hash256 slot) in _slots)
        {
            AppendCall(json.Append(separator), account, slot.ToArray());
            separator = ",";
        }

        foreach (Address account in _balances)
        {
            AppendCall(json.Append(separator), BalanceReaderAt, new Hash256(account.ToUInt256()).ToArray());
            separator = ",";
        }

        json.Append("]}],\"traceTransfers\":true,\"validation\":false}");
        return new RpcCall("eth_simulateV1", RpcParam.Json(json.ToString()), moment.Block);
    }

    /// <summary>The same execution alone, for nodes that simulate no blocks.</summary>
    public RpcCall PlainCall() =>
        new("eth_call", RpcParam.Json(Execution()), moment.Block, RpcParam.Json(Consent()));

    private StringBuilder AppendOverrides(StringBuilder json, ulong offset) => json.Append(
        $"{{\"blockOverrides\":{{\"number\":\"0x{moment.Number + offset:x}\","
        + $"\"time\":\"0x{moment.UnixSeconds + (offset * BlockSeconds):x}\"}}");

    private static StringBuilder AppendCall(StringBuilder json, Address to, byte[] data) =>
        json.Append($"{{\"to\":\"{to}\",\"data\":{RpcParam.Data(data)}}}");

    /// <summary>As if enough owners had approved on the chain, and the transaction were next. Nothing else of the Safe
    /// is touched, so what is read afterwards is what would be there.</summary>
    private string Consent()
    {
        var json = new StringBuilder($"{{\"{safe.Address}\":{{\"stateDiff\":{{");
        json.Append($"\"{SafeSlots.Nonce}\":\"{transaction.Nonce.ToHex()}\"");
        foreach (Address owner in Signers())
            json.Append($",\"{SafeSlots.Approval(owner, hash)}\":\"{UInt256.One.ToHex()}\"");
        return json.Append("}}}").ToString();
    }

    private Address[] Signers()
    {
        int count = safe.Threshold <= (ulong)safe.Owners.Count ? (int)(ulong)safe.Threshold : safe.Owners.Count;
        return [.. safe.Owners.Order().Take(count)];
    }

    private string Execution()
    {
        Address[] signers = Signers();
        byte[] signatures = [.. signers.SelectMany(ByApproval)];
        byte[] data = new Contracts.Safe.ExecTransactionCall(
            transaction.To, transaction.Value, transaction.Data, (byte)(transaction.IsDelegateCall ? 1 : 0),
            transaction.SafeTxGas, transaction.BaseGas, transaction.GasPrice, transaction.GasToken,
            transaction.RefundReceiver, signatures).Encode();
        Address sender = signers.Length > 0 ? signers[0] : Address.Zero;
        return $"{{\"from\":\"{sender}\",\"to\":\"{safe.Address}\",\"data\":{RpcParam.Data(data)}}}";
    }

    // Owner, nothing, 1: "see what this owner approved on the chain".
    private static byte[] ByApproval(Address owner) =>
        [.. new Hash256(owner.ToUInt256()).ToArray(), .. new byte[UInt256.SizeBytes], 1];
}
