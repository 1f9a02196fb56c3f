using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Report;

/// <summary>How the report names accounts: short where many stand together, whole where one copies them.</summary>
internal static class Accounts
{
    public static string Short(Address account) =>
        account == Address.Zero ? "nobody" : TerminalText.Shorten(account.ToString());
}
