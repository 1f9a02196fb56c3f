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

    /// <summary>Whose node it is: the account that was given, or the guardian whose key it is.</summary>
    public static async Task<Address> GuardianAsync(
        GuardianChain chain, Address? given, CancellationToken cancellation)
    {
        if (given is { } account) return account;
        using OpenedKey key = Open(chain.Settings);
        return await chain.GuardianOfAsync(key.Signer.Address, cancellation);
    }
}
