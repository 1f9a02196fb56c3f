using System.Text;
using System.Text.Json;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Signing;

/// <summary>Signs through a service that keeps the key (<c>eth_signTransaction</c>, <c>eth_signTypedData_v4</c>:
/// web3signer, clef, nodes).</summary>
/// <remarks>The service is not trusted: what it returns must be the transaction asked for, signed by the account.
/// </remarks>
public sealed class RemoteSigner(IRpcCaller service, Address address) : ITransactionSigner, ITypedDataSigner
{
    private const string Method = "eth_signTransaction";
    private const string TypedMethod = "eth_signTypedData_v4";

    public Address Address => address;

    /// <inheritdoc/>
    public async Task<SignedTransaction> SignAsync(Transaction transaction, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        try
        {
            using RpcPayload answer = await service.CallRawAsync(
                new RpcCall(Method, RpcParam.Json(Write(transaction))), cancellation);
            return Check(SignedTransaction.Decode(ReadRaw(answer)), transaction);
        }
        catch (RpcException e)
        {
            throw new SigningException($"The remote signer of {address} does not sign: {e.Message}", e);
        }
        catch (Exception e) when (e is FormatException or RlpException or JsonException or ArgumentException)
        {
            throw new SigningException(
                $"The remote signer of {address} returned what is no signed transaction: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async Task<Signature> SignTypedDataAsync(string typedData, CancellationToken cancellation = default)
    {
        Hash256 digest = TypedData.Parse(typedData).Digest();
        try
        {
            using RpcPayload answer = await service.CallRawAsync(
                new RpcCall(TypedMethod, address, RpcParam.Json(typedData)), cancellation);
            Signature signature = Signature.Parse(RpcValue.Data(answer.Json.Span, "result"));
            return signature.TryRecover(digest, out PublicKey? key) && key!.Address == address
                ? signature
                : throw new SigningException($"The remote signer of {address} signed with another key.");
        }
        catch (RpcException e)
        {
            throw new SigningException($"The remote signer of {address} does not sign: {e.Message}", e);
        }
        catch (FormatException e)
        {
            throw new SigningException($"The remote signer of {address} returned no signature: {e.Message}", e);
        }
    }

    // A string of bytes (web3signer), or an object whose member raw is one (clef and nodes).
    private static byte[] ReadRaw(RpcPayload answer)
    {
        using JsonDocument json = JsonDocument.Parse(answer.Json);
        JsonElement raw = json.RootElement;
        if (raw.ValueKind == JsonValueKind.Object && !raw.TryGetProperty("raw", out raw))
            throw new FormatException("member 'raw' is missing");
        return raw.ValueKind == JsonValueKind.String
            ? RpcValue.Data(Encoding.UTF8.GetBytes(raw.GetRawText()), "raw")
            : throw new FormatException($"expected bytes, found {raw.ValueKind}");
    }

    private SignedTransaction Check(SignedTransaction signed, Transaction asked)
    {
        if (!signed.Transaction.EncodeForSigning().AsSpan().SequenceEqual(asked.EncodeForSigning()))
            throw new SigningException($"The remote signer of {address} signed another transaction than it was given.");
        if (!signed.TryRecoverSender(out Address sender) || sender != address)
            throw new SigningException($"The remote signer of {address} signed with the key of {sender}.");
        return signed;
    }

    private string Write(Transaction transaction)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("from", address.ToString());
            if (transaction.To is { } to) json.WriteString("to", to.ToString());
            json.WriteString("nonce", $"0x{transaction.Nonce:x}");
            json.WriteString("gas", $"0x{transaction.GasLimit:x}");
            json.WriteString("value", transaction.Value.ToQuantity());
            json.WriteString("data", "0x" + Convert.ToHexStringLower(transaction.Data.Span));
            json.WriteString("chainId", $"0x{transaction.ChainId:x}");
            if (transaction.Type == TransactionType.Legacy)
            {
                json.WriteString("gasPrice", transaction.GasPrice.ToQuantity());
            }
            else
            {
                json.WriteString("type", "0x2");
                json.WriteString("maxFeePerGas", transaction.MaxFeePerGas.ToQuantity());
                json.WriteString("maxPriorityFeePerGas", transaction.MaxPriorityFeePerGas.ToQuantity());
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
