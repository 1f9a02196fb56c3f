using Cordon.Cli.Council.Decoding;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Watches the words of storage that decide what code runs: of the Safe, and of proxies it touches.</summary>
internal sealed class SlotLooks(SafeState safe, UInt256 nonce, RemarkList remarks, ValueText text)
{
    private const string Where = "simulation";

    private static readonly (Hash256 Slot, string Name)[] OfSafe =
    [
        (SafeSlots.Singleton, "singleton"), (SafeSlots.OwnerCount, "owner count"), (SafeSlots.Threshold, "threshold"),
        (SafeSlots.Nonce, "nonce"), (SafeSlots.Guard, "guard"), (SafeSlots.ModuleGuard, "module guard"),
        (SafeSlots.FallbackHandler, "fallback handler"),
    ];

    private readonly List<SlotLook> _looks = [];

    public IReadOnlyList<SlotLook> All => _looks;

    /// <summary>Reads them as they are.</summary>
    public async Task ReadAsync(
        CodeBook codes, IEnumerable<ContractIdentity> others, CancellationToken cancellation)
    {
        foreach ((Hash256 slot, string name) in OfSafe) await AddAsync(safe.Address, slot, name);
        foreach (ContractIdentity other in others.Where(other => other.HasCode))
        {
            await AddAsync(other.Address, SafeSlots.Implementation, "implementation");
            await AddAsync(other.Address, SafeSlots.Admin, "admin");
            if (other.Contract == "Safe") await AddAsync(other.Address, SafeSlots.Singleton, "singleton");
        }

        async Task AddAsync(Address account, Hash256 slot, string name) => _looks.Add(
            new SlotLook(account, slot, name, await codes.StorageAsync(account, slot, cancellation)));
    }

    /// <summary>The changes, and remarks about those that hand the Safe over.</summary>
    public IEnumerable<StateChange> Compare(IReadOnlyList<SimulatedCall> after)
    {
        for (int i = 0; i < _looks.Count; i++)
        {
            SlotLook look = _looks[i];
            if (!after[i].Succeeded || after[i].Returned.Length != UInt256.SizeBytes) continue;
            var fresh = new UInt256(after[i].Returned);
            UInt256 expected = IsNonce(look) ? nonce + UInt256.One : look.Before;
            if (fresh == expected) continue;
            if (look.Account == safe.Address) Warn(look, fresh);
            else remarks.Caution(Where, $"The {look.Name} of {text.Of(look.Account)} changes.");
            // The Safe's own answers say this in better words.
            if (look.Account == safe.Address && look.Name is "owner count" or "threshold") continue;
            string was = Show(look, expected), becomes = Show(look, fresh);
            string whose = look.Account == safe.Address ? "the Safe" : text.Of(look.Account);
            yield return new StateChange(look.Account, $"storage: {look.Name}", "", was, becomes,
                $"The {look.Name} of {whose} becomes {becomes}, was {was}.");
        }
    }

    private bool IsNonce(SlotLook look) => look.Account == safe.Address && look.Slot == SafeSlots.Nonce;

    private string Show(SlotLook look, UInt256 word) => look.Name is "nonce" or "owner count" or "threshold"
        ? word.ToString()
        : word.BitLength <= 160 ? text.Of(Address.FromWord(word)) : word.ToHex();

    private void Warn(SlotLook look, UInt256 fresh)
    {
        if (look.Name == "singleton")
        {
            remarks.Danger(Where, "THE SAFE'S OWN CODE IS REPLACED: afterwards it does whatever "
                + $"{Show(look, fresh)} says, with everything it holds and every role it has.");
        }
        else if (look.Name == "nonce")
        {
            remarks.Danger(Where, "The Safe's nonce is not the next one afterwards: transactions signed before could "
                + "be executed once more, or none any more.");
        }
        else if (look.Name is "guard" or "module guard" or "fallback handler" && !fresh.IsZero)
        {
            remarks.Danger(Where, $"The Safe's {look.Name} becomes {Show(look, fresh)}: foreign code gets a say.");
        }
    }
}
