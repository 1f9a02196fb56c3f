using Cordon.Arena.Bindings;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios.BorrowedVotes;

/// <summary>A proposal that the treasury pay somebody, and the calls that carry it.</summary>
internal sealed class Motion
{
    private readonly Address[] _targets;
    private readonly UInt256[] _values = [UInt256.Zero];
    private readonly byte[][] _calls;
    private readonly string _text;

    public Motion(TreasurySite site, Address to, ulong ether, string text)
    {
        Amount = Deployer.Ether(ether);
        (_targets, _text) = ([site.Treasury], text);
        _calls = [new Treasury.GrantCall(site.Stage.World.Weth, to, Amount).Encode()];
    }

    public UInt256 Amount { get; }

    public ICalldata Propose() => new CordonGovernor.ProposeCall(_targets, _values, _calls, _text);

    public ICalldata Queue() => new CordonGovernor.QueueCall(_targets, _values, _calls, TextHash);

    public ICalldata Execute() => new CordonGovernor.ExecuteCall(_targets, _values, _calls, TextHash);

    public IContractCall<UInt256> Id() => new CordonGovernor.GetProposalIdCall(_targets, _values, _calls, TextHash);

    /// <summary>The operation as the timelock knows it once the governor has queued it.</summary>
    public IContractCall<Hash256> Operation(Address governor)
    {
        // OpenZeppelin's salt: the governor's address in the upper 20 bytes, xor the text's hash.
        byte[] salt = TextHash.ToArray();
        byte[] owner = new Hash256(governor.ToUInt256() << 96).ToArray();
        for (int i = 0; i < salt.Length; i++) salt[i] ^= owner[i];
        return new TimelockController.HashOperationBatchCall(
            _targets, _values, _calls, Hash256.Zero, new Hash256(salt));
    }

    private Hash256 TextHash => Keccak256.HashUtf8(_text);
}
