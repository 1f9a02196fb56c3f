using System.CommandLine;
using System.Globalization;
using Cordon.Cli.Commands;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary>The options that the guardian's commands share.</summary>
internal sealed class GuardianOptions
{
    public Option<string> Config { get; } = Arguments.NodeConfig();

    public Option<string> Owner { get; } = new("--owner")
    {
        Description = "Keystore of the guardian's account, its password in "
            + $"{OwnerKey.PasswordVariable} or in --password-file",
        HelpName = "FILE",
        Required = true,
    };

    public Option<string?> PasswordFile { get; } = new("--password-file")
    {
        Description = "A file whose first line is the owner's password",
        HelpName = "FILE",
    };

    public Option<ulong?> Chain { get; } = new("--chain")
    {
        Description = "The chain, where the configuration names several with a stake",
        HelpName = "ID",
    };

    public Option<string?> Deployment { get; } = new("--deployment")
    {
        Description = "What 'cordon deploy' wrote: names the stream, and the configuration is held against it",
        HelpName = "FILE",
    };

    public Option<bool> DryRun { get; } = new("--dry-run")
    {
        Description = "Check everything and print the calls; send nothing",
    };

    public Option<ulong?> From { get; } = new("--from")
    {
        Description = "The block from which on events are looked for (default: deploymentBlock of the configuration, "
            + "or block of --deployment)",
        HelpName = "BLOCK",
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong block)) return block;
            result.AddError($"--from: expected the number of a block, such as 21500000, found '{text}'");
            return null;
        },
    };

    /// <summary>Opens the chain that a command line means.</summary>
    public Task<GuardianChain> OpenAsync(ParseResult result, TimeProvider time, CancellationToken cancellation) =>
        GuardianChain.OpenAsync(
            result.GetValue(Config)!, result.GetValue(Chain), result.GetValue(Deployment), time, cancellation);

    /// <summary>The search for events that a command line means.</summary>
    /// <exception cref="CommandException">Nobody says from which block on.</exception>
    public LogSearch Search(ParseResult result, GuardianChain chain, Session session) => new(
        chain.Node, chain.SearchFrom(result.GetValue(From)), new SearchProgress(session), session.Time);

    /// <summary>Opens the owner's key.</summary>
    public PrivateKey OpenOwner(ParseResult result) => OwnerKey.Open(
        result.GetValue(Owner)!, result.GetValue(PasswordFile), Environment.GetEnvironmentVariable);
}
