using System.Net;
using Cordon.Ethereum;
using Cordon.Node.Settings;

namespace Cordon.Cli.Configuration;

/// <summary>Reads the <c>guardian</c>: whose node it is, where its key is and what it may spend.</summary>
internal static class GuardianSection
{
    private const int WeiDecimals = 18;
    private const int GweiDecimals = 9;

    /// <exception cref="Terminal.CommandException">Something is wrong; the message names file, line and field.
    /// </exception>
    public static GuardianSettings Read(ConfigSection section)
    {
        GuardianSettings guardian = new(ReadKey(section.Part("key")))
        {
            Safe = section.AddressOrNull("safe"),
            Listen = section.Has("listen") ? ReadListen(section) : null,
            AllowsPrivatePeers = section.Flag("privatePeers", whenMissing: false),
            Punishes = section.Flag("punish", whenMissing: false),
            WeiPerDayMax = Amount(section, "etherPerDay", WeiDecimals),
            FeePerGasMax = Amount(section, "gweiPerGas", GweiDecimals),
        };
        if (guardian.Safe is { IsZero: true }) throw section.Fault("safe", "a Safe's address", "zero");
        if (guardian.Safe is not null && guardian.Listen is not null)
            throw section.Fault("listen", "none beside safe: a Safe has no session with peers");
        section.End();
        return guardian;
    }

    private static KeySource ReadKey(ConfigSection section)
    {
        KeySource key;
        if (section.Has("variable")) key = new KeySource.Variable(section.Text("variable"));
        else if (section.Has("keystore"))
            key = new KeySource.KeystoreFile(section.Text("keystore"), section.Text("passwordVariable"));
        else if (section.Has("remote")) key = new KeySource.Remote(section.Url("remote"), section.Address("account"));
        else throw section.Fault("variable", "one of variable, keystore or remote");
        section.End();
        return key;
    }

    private static IPEndPoint ReadListen(ConfigSection section) =>
        IPEndPoint.TryParse(section.Text("listen"), out IPEndPoint? listen) && listen.Port > 0
            ? listen
            : throw section.Fault("listen", "an IP address and a port, such as 127.0.0.1:7946");

    private static UInt256? Amount(ConfigSection section, string name, int decimals) =>
        section.Has(name) ? section.Amount(name, decimals) : null;
}
