using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Terminal;
using Cordon.Contracts.Interfaces;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Why a call reverts, in words.</summary>
internal static class RevertText
{
    private static readonly AbiFunction Message = AbiFunction.Parse("Error(string message)");
    private static readonly AbiFunction Panic = AbiFunction.Parse("Panic(uint256 code)");

    private static readonly Dictionary<string, string> SafeCodes = new()
    {
        ["GS001"] = "the Safe has no threshold: it was never set up",
        ["GS010"] = "not enough gas",
        ["GS011"] = "the Safe cannot pay the refund in native coins",
        ["GS012"] = "the Safe cannot pay the refund in the token",
        ["GS013"] = "the call inside fails, and the transaction with it",
        ["GS020"] = "signatures are missing",
        ["GS024"] = "a contract refuses its signature",
        ["GS025"] = "an owner has not approved the hash",
        ["GS026"] = "a signature is not an owner's, or they are not sorted",
        ["GS031"] = "only the Safe itself may call this",
    };

    /// <param name="call">A call that failed.</param>
    /// <param name="text">How values are shown.</param>
    public static string Of(SimulatedCall call, ValueText text)
    {
        byte[] data = call.Returned;
        try
        {
            if (Message.Matches(data)) return Explain(TerminalText.Clean(Message.DecodeCall(data)[0].Text));
            if (Panic.Matches(data))
                return $"panic {Panic.DecodeCall(data)[0].Word.ToQuantity()} (an arithmetic or index error)";
            AbiFunction? error = ContractInterface.All.SelectMany(item => item.Abi.Errors)
                .FirstOrDefault(known => known.Matches(data));
            if (error is not null) return Named(error, error.DecodeCall(data), text);
        }
        catch (Exception unreadable) when (unreadable is AbiException or System.Text.DecoderFallbackException)
        {
            // Shown as it is.
        }

        if (data.Length > 0) return $"reverts with {Hex.Format(data.AsSpan(0, Math.Min(data.Length, 100)))}";
        return call.Error.Length > 0 ? TerminalText.Clean(call.Error) : "reverts without a reason";
    }

    private static string Named(AbiFunction error, AbiValue values, ValueText text)
    {
        IEnumerable<string> arguments = error.Inputs.Select((input, i) =>
            $"{ValueText.Label(input, i)}: {text.Of(input.Type, values[i], default, input.Name)}");
        return $"{error.Name}({string.Join(", ", arguments)})";
    }

    private static string Explain(string message) =>
        SafeCodes.TryGetValue(message, out string? meaning) ? $"{message}: {meaning}" : message;
}
