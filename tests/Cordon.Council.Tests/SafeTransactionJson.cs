using System.Text.Json.Nodes;
using Cordon.Cli.Council;
using Cordon.Ethereum;

namespace Cordon.Council.Tests;

/// <summary>Transactions as the Safe transaction service writes them.</summary>
internal static class SafeTransactionJson
{
    public static JsonObject Of(SafeTransaction transaction, ulong chain, params PrivateKey[] signers)
    {
        Hash256 hash = transaction.Hash(chain);
        return new JsonObject
        {
            ["safe"] = transaction.Safe.ToChecksumString(),
            ["to"] = transaction.To.ToChecksumString(),
            ["value"] = transaction.Value.ToString(),
            ["data"] = transaction.Data.Length == 0 ? null : Hex.Format(transaction.Data),
            ["operation"] = transaction.IsDelegateCall ? 1 : 0,
            ["gasToken"] = transaction.GasToken.ToChecksumString(),
            ["safeTxGas"] = (long)(ulong)transaction.SafeTxGas,
            ["baseGas"] = transaction.BaseGas.ToString(),
            ["gasPrice"] = transaction.GasPrice.ToString(),
            ["refundReceiver"] = transaction.RefundReceiver.ToChecksumString(),
            ["nonce"] = (long)(ulong)transaction.Nonce,
            ["safeTxHash"] = hash.ToString(),
            ["isExecuted"] = false,
            ["confirmations"] = new JsonArray([.. signers.Select(signer => (JsonNode)new JsonObject
            {
                ["owner"] = signer.Address.ToChecksumString(),
                ["submissionDate"] = "2026-01-01T00:00:00Z",
                ["signature"] = Hex.Format(signer.Sign(hash).ToArray()),
                ["signatureType"] = "EOA",
            })]),
        };
    }
}
