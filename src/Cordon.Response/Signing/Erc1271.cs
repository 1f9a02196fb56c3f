using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Response.Signing;

/// <summary>The question that contracts are asked whether they signed something (ERC-1271).</summary>
public static class Erc1271
{
    // The selector of isValidSignature(bytes32,bytes), in a word of its own.
    private static readonly Hash256 Yes = Hash256.Parse(
        "0x1626ba7e00000000000000000000000000000000000000000000000000000000");

    /// <summary>The call data of the question.</summary>
    public static byte[] Question(Hash256 digest, byte[] signature) =>
        new SafeFallbackHandler.IsValidSignatureCall(digest, signature).Encode();

    /// <summary>Whether what a call returned is a yes.</summary>
    public static bool IsYes(ReadOnlySpan<byte> answer) =>
        answer.Length >= Hash256.SizeBytes && new Hash256(answer[..Hash256.SizeBytes]) == Yes;
}
