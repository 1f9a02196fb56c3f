using Cordon.Contracts.Deployment;
using Cordon.Contracts.Interfaces;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Council.Decoding;

/// <summary>Says which contract an address is, by comparing its code with what the compiler made of ours and Safe's.
/// Each address is asked for once.</summary>
/// <param name="node">The chain.</param>
/// <param name="block">The state that counts.</param>
/// <param name="labels">Names by address, which say nothing about the code.</param>
internal sealed class CodeBook(IRpcCaller node, RpcParam block, IReadOnlyDictionary<Address, string> labels)
{
    private static readonly Lazy<ContractCode[]> Codes = new(() =>
        [.. ContractInterface.All.Where(item => item.Name != "Erc20").Select(item => ContractCode.Of(item.Name))]);

    private readonly Dictionary<Address, ContractIdentity> _known = [];

    /// <summary>Everything that was asked for.</summary>
    public IReadOnlyCollection<ContractIdentity> Known => _known.Values;

    /// <summary>The name of an address that was asked for or has a label; null for others.</summary>
    public string? NameOf(Address address) =>
        labels.GetValueOrDefault(address) ?? _known.GetValueOrDefault(address)?.Contract;

    /// <exception cref="RpcException">The node cannot be asked.</exception>
    public async Task<ContractIdentity> IdentifyAsync(Address address, CancellationToken cancellation)
    {
        if (_known.TryGetValue(address, out ContractIdentity? known)) return known;
        string? label = labels.GetValueOrDefault(address);
        byte[] code = await node.GetCodeAsync(address, block, cancellation);
        ContractIdentity identity = code.Length == 0
            ? new ContractIdentity(address, label, null, false)
            : await OfCodeAsync(address, label, code, cancellation);
        return _known[address] = identity;
    }

    /// <summary>A word of an account's storage.</summary>
    public async Task<UInt256> StorageAsync(Address account, Hash256 slot, CancellationToken cancellation)
    {
        using RpcPayload answer = await node.CallRawAsync(
            new RpcCall("eth_getStorageAt", account, slot, block)
            {
                Check = json => json.Length == 68 ? null : "no word of 32 bytes",
            },
            cancellation);
        return new UInt256(RpcValue.Data(answer.Json.Span, "result"));
    }

    private async Task<ContractIdentity> OfCodeAsync(
        Address address, string? label, byte[] code, CancellationToken cancellation)
    {
        (string? contract, bool isOlder) = NameIn(address, code);
        if (contract == "SafeProxy") return await BehindAsync(address, label, SafeSlots.Singleton, cancellation);
        if (contract is not null) return new ContractIdentity(address, label, contract, true, IsOlder: isOlder);
        return await BehindAsync(address, label, SafeSlots.Implementation, cancellation);
    }

    private async Task<ContractIdentity> BehindAsync(
        Address address, string? label, Hash256 slot, CancellationToken cancellation)
    {
        UInt256 word = await StorageAsync(address, slot, cancellation);
        if (word.IsZero || word.BitLength > 160) return new ContractIdentity(address, label, null, true);
        var implementation = Address.FromWord(word);
        byte[] code = await node.GetCodeAsync(implementation, block, cancellation);
        (string? contract, bool isOlder) = code.Length == 0 ? (null, false) : NameIn(implementation, code);
        return new ContractIdentity(address, label, contract, true, implementation, isOlder);
    }

    private static (string? Contract, bool IsOlder) NameIn(Address address, byte[] code) =>
        Compare(code) is { } newest ? (newest, false) : (OlderSafes.Find(address, code), true);

    private static string? Compare(byte[] code) => Codes.Value.FirstOrDefault(known => known.IsCodeOf(code))?.Name;
}
