using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Council.Signing;

/// <summary>Checks each confirmation as the Safe itself would.</summary>
/// <param name="hash">What the owners sign, worked out here.</param>
/// <param name="preimage">What the hash is of.</param>
/// <param name="sender">Who sent the transaction, for one that was executed; null for others.</param>
internal sealed class SignatureJudge(
    IRpcCaller node, RpcParam block, SafeState safe, Hash256 hash, byte[] preimage, Address? sender)
{
    private static readonly AbiFunction AskByHash = AbiFunction.Parse("isValidSignature(bytes32 hash,bytes signature)");
    private static readonly AbiFunction AskByData = AbiFunction.Parse("isValidSignature(bytes data,bytes signature)");

    /// <exception cref="RpcException">The node cannot be asked.</exception>
    public async Task<IReadOnlyList<SignatureFinding>> JudgeAsync(
        IReadOnlyList<SafeConfirmation> confirmations, CancellationToken cancellation)
    {
        List<SignatureFinding> findings = [];
        foreach (SafeConfirmation confirmation in confirmations)
            findings.Add(await JudgeAsync(confirmation, cancellation));
        return findings;
    }

    private async Task<SignatureFinding> JudgeAsync(SafeConfirmation confirmation, CancellationToken cancellation)
    {
        byte[] signature = confirmation.Signature;
        if (signature.Length == 0 && confirmation.Owner is { } silent)
            return await OnChainAsync(silent, confirmation, cancellation);
        if (signature.Length < Signature.SizeBytes)
        {
            return Wrong(confirmation.Owner ?? Address.Zero, SignatureKind.Ecdsa, confirmation,
                $"has {signature.Length} bytes, a signature has {Signature.SizeBytes}");
        }

        byte v = signature[Signature.SizeBytes - 1];
        var named = new UInt256(signature.AsSpan(0, UInt256.SizeBytes));
        Address inside = named.BitLength <= 160 ? Address.FromWord(named) : Address.Zero;
        if (v <= 1 && confirmation.Owner is { } said && inside != said)
        {
            return Wrong(said, v == 0 ? SignatureKind.Contract : SignatureKind.OnChain, confirmation,
                $"names {inside.ToChecksumString()} instead");
        }

        return v switch
        {
            0 => await ContractAsync(inside, confirmation, cancellation),
            1 => await OnChainAsync(inside, confirmation, cancellation),
            > 30 => Recovered(confirmation, SignatureKind.Message, MessageHash(), (byte)(v - 4)),
            _ => Recovered(confirmation, SignatureKind.Ecdsa, hash, v),
        };
    }

    private SignatureFinding Recovered(SafeConfirmation confirmation, SignatureKind kind, Hash256 signed, byte v)
    {
        Address said = confirmation.Owner ?? Address.Zero;
        byte[] bytes = confirmation.Signature[..Signature.SizeBytes];
        bytes[^1] = v;
        if (v is not (27 or 28)) return Wrong(said, kind, confirmation, $"ends with {v}, which stands for nothing");
        if (!Signature.Parse(bytes).TryRecover(signed, out PublicKey? key))
            return Wrong(said, kind, confirmation, "is no signature of anybody");
        Address signer = key!.Address;
        if (confirmation.Owner is { } owner && owner != signer)
        {
            return Wrong(owner, kind, confirmation,
                $"is not this owner's for this transaction (it would be {signer.ToChecksumString()}'s)");
        }

        return Finding(signer, kind, confirmation, true, "");
    }

    private async Task<SignatureFinding> OnChainAsync(
        Address owner, SafeConfirmation confirmation, CancellationToken cancellation)
    {
        if (owner == sender) return Finding(owner, SignatureKind.OnChain, confirmation, true, "");
        var call = new Safe.ApprovedHashesCall(owner, hash);
        byte[] answer = await node.CallAsync(safe.Address, call.Encode(), block, cancellation);
        bool isApproved = Safe.ApprovedHashesCall.TryDecodeReturn(answer, out UInt256 word) && !word.IsZero;
        return Finding(owner, SignatureKind.OnChain, confirmation, isApproved,
            isApproved ? "" : "has not approved this hash on the chain");
    }

    private async Task<SignatureFinding> ContractAsync(
        Address owner, SafeConfirmation confirmation, CancellationToken cancellation)
    {
        if (SignatureBlob.ContractPart(confirmation.Signature) is not { } own)
            return Wrong(owner, SignatureKind.Contract, confirmation, "holds no signature for the contract to judge");
        (AbiFunction ask, AbiValue shown) = safe.ShowsPreimage ? (AskByData, (AbiValue)preimage) : (AskByHash, hash);
        try
        {
            byte[] answer = await node.CallAsync(owner, ask.EncodeCall(shown, own), block, cancellation);
            // The magic value of each form is its own selector.
            bool isValid = answer.Length >= UInt256.SizeBytes
                && new UInt256(answer.AsSpan(0, UInt256.SizeBytes)) >> 224 == (UInt256)ask.Selector;
            return Finding(owner, SignatureKind.Contract, confirmation, isValid,
                isValid ? "" : "is refused by the contract");
        }
        catch (RpcErrorException refused) when (refused.IsDeterministic || refused.IsHalt)
        {
            return Wrong(owner, SignatureKind.Contract, confirmation, "is refused by the contract");
        }
    }

    private Hash256 MessageHash() =>
        Keccak256.Hash([.. "\u0019Ethereum Signed Message:\n32"u8, .. hash.ToArray()]);

    private SignatureFinding Wrong(Address owner, SignatureKind kind, SafeConfirmation confirmation, string why) =>
        Finding(owner, kind, confirmation, false, why);

    private SignatureFinding Finding(
        Address owner, SignatureKind kind, SafeConfirmation confirmation, bool isValid, string why) =>
        new(owner, kind, safe.Owners.Contains(owner), isValid, why, confirmation.Place);
}
