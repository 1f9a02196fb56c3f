using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using Cordon.Node.Settings;

namespace Cordon.Cli.Guardian;

/// <summary>The key that the configuration names: the node's.</summary>
internal static class NodeKey
{
    /// <exception cref="CommandException">None is configured, or it does not open.</exception>
    public static OpenedKey Open(NodeSettings settings) => OpenedKey.Open(
        settings.Guardian?.Key ?? throw CommandException.BadInput("guardian.key: expected the node's key, found none"),
        Environment.GetEnvironmentVariable);

    /// <summary>The key, to be made a guardian's.</summary>
    /// <exception cref="CommandException">None is configured, it does not open, or a Safe is to be the guardian's key,
    /// whose owners do that themselves.</exception>
    public static OpenedKey OpenToRegister(NodeSettings settings) => settings.Guardian?.Safe is { } safe
        ? throw CommandException.BadInput($"guardian.safe: {safe} becomes a guardian's key by its owners' signatures, "
            + "in the Safe's own wallet (docs/operating/guardian.md, 9); this command makes guardian.key one")
        : Open(settings);

    /// <summary>Whose node it is: the account that was given, or the guardian whose key it is.</summary>
    public static async Task<Address> GuardianAsync(
        GuardianChain chain, Address? given, CancellationToken cancellation)
    {
        if (given is { } account) return account;
        if (chain.Settings.Guardian?.Safe is { } safe) return await chain.GuardianOfAsync(safe, cancellation);
        using OpenedKey key = Open(chain.Settings);
        return await chain.GuardianOfAsync(key.Signer.Address, cancellation);
    }
}
