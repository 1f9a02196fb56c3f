using Cordon.Ethereum;

namespace Cordon.Facts.Differential.Tests.Traffic;

/// <summary>Contracts small enough to be written by hand, as creation code.</summary>
internal static class Bytecode
{
    // Without calldata: accept and stop. Else call(address = word 0, value = word 1, data = the rest).
    private const string ForwardCall =
        "3660055700" + "5b" + "6040360380604060003760006000826000602035600035" + "5a" + "f1" + "50";

    private const string Stop = "00";
    private const string Revert = "60006000fd";
    private const string CopyRest = "80600b6000396000f3"; // returns what follows these bytes as the contract's code

    /// <summary>Passes a call on and stops, whether or not that call reverted.</summary>
    public static byte[] Relay => Creating(ForwardCall + Stop);

    /// <summary>Passes a call on and then reverts, so that nothing of it counts.</summary>
    public static byte[] Regret => Creating(ForwardCall + Revert);

    /// <summary>Leaves all it has to an heir whenever it is called.</summary>
    public static byte[] Testator(Address heir) => Creating(Bequest(heir));

    /// <summary>Leaves what it was given to an heir while it is being created.</summary>
    public static byte[] Stillborn(Address heir) => Convert.FromHexString(Bequest(heir));

    /// <summary>Has no code once it is created, and keeps what it was given.</summary>
    public static byte[] Empty => Convert.FromHexString(Stop);

    /// <summary>Cannot be created.</summary>
    public static byte[] Refusal => Convert.FromHexString(Revert);

    /// <summary>Calldata that makes a relay or a regret pass a call on.</summary>
    public static byte[] Through(Address to, UInt256 value, byte[] data)
    {
        byte[] calldata = new byte[64 + data.Length];
        to.ToUInt256().CopyTo(calldata.AsSpan(0, 32));
        value.CopyTo(calldata.AsSpan(32, 32));
        data.CopyTo(calldata, 64);
        return calldata;
    }

    private static string Bequest(Address heir) => "73" + heir.ToString()[2..] + "ff";

    private static byte[] Creating(string code) => Convert.FromHexString($"60{code.Length / 2:x2}{CopyRest}{code}");
}
