using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Signing;

namespace Cordon.Response.Confirming;

/// <summary>Asks a Safe on the chain whether its owners signed an answer (ERC-1271).</summary>
public static class SafeCheck
{
    // The Safe's own error codes (docs/error_codes.md of safe-smart-account) that a signature can cause.
    private static readonly (string Code, string Words)[] Codes =
    [
        ("GS020", "fewer signatures than its threshold"),
        ("GS021", "a contract's signature points to the wrong place"),
        ("GS022", "a contract's signature is cut off"),
        ("GS023", "a contract's signature is cut off"),
        ("GS024", "an owner that is a contract refuses its signature"),
        ("GS025", "an owner has not approved the hash"),
        ("GS026", "a signature is of nobody who owns it for this very answer, or they are not in ascending order"),
        ("Hash not approved", "the Safe itself has not signed it on the chain"),
    ];

    /// <summary>What speaks against an answer; null for one that counts.</summary>
    /// <param name="now">The moment at which it must not have run out.</param>
    /// <exception cref="RpcException">The chain cannot be asked: nothing is known.</exception>
    public static async Task<string?> ObjectionAsync(
        IRpcCaller node, SafeQuestion question, SignedAnswer answer, DateTimeOffset now,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.AskedAt.ToUnixTimeMilliseconds() != question.AskedAt.ToUnixTimeMilliseconds())
            return "it answers a question that was asked at another time";
        if (now >= question.Expires) return $"it ran out at {question.Expires:u}";
        byte[] asks = Erc1271.Question(question.Digest(answer.IsYes), Hex.Parse(answer.Signature));
        try
        {
            byte[] says = await node.CallAsync(question.By.Account, asks, "latest", cancellation);
            if (Erc1271.IsYes(says)) return null;
            return says.Length == 0
                ? $"{question.By.Account} is no Safe that checks signatures: it has no code or no fallback handler"
                : $"{question.By.Account} does not say that it is valid";
        }
        catch (RpcErrorException refused) when (refused.IsDeterministic)
        {
            string why = Codes.FirstOrDefault(each => refused.Message.Contains(each.Code, StringComparison.Ordinal))
                .Words ?? refused.NodeMessage;
            return $"the Safe {question.By.Account} refuses it: {why}";
        }
    }
}
