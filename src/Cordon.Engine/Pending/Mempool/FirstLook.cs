using System.Buffers.Binary;
using System.Collections.Frozen;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>Decides from a transaction's own bytes how urgent its simulation is. Pure; nanoseconds, no node.</summary>
internal sealed class FirstLook(WatchList watched, ulong chainId)
{
    private const int WordsMax = 1_024; // 32 KiB of arguments; whoever hides behind more is simulated all the same

    private static readonly FrozenSet<uint> FlashLoans = Selectors(
        "flashLoan(address,address[],uint256[],uint256[],address,bytes,uint16)",
        "flashLoan(address,address,uint256,bytes)",
        "flashLoan(address,uint256,bytes)",
        "flashLoan(address,address[],uint256[],bytes)",
        "flashLoan(uint256,uint256,address,bytes)",
        "flashLoanSimple(address,address,uint256,bytes,uint16)",
        "flash(address,uint256,uint256,bytes)",
        "swap(uint256,uint256,address,bytes)",
        "operate((address,uint256)[],"
            + "(uint8,uint256,(bool,uint8,uint8,uint256),uint256,uint256,address,uint256,bytes)[])");

    private static readonly FrozenSet<uint> Wallets = Selectors(
        "transfer(address,uint256)", "transferFrom(address,address,uint256)", "approve(address,uint256)",
        "increaseAllowance(address,uint256)", "setApprovalForAll(address,bool)");

    /// <summary>The transaction with its rank and the protocols that it calls or names.</summary>
    public PendingTransaction Judge(PendingTransaction transaction)
    {
        List<string> protocols = [];
        if (transaction.To is { } to) Note(to, protocols);
        NoteArguments(transaction.Input.Span, protocols);
        return transaction with { Rank = RankOf(transaction, protocols), Protocols = [.. protocols] };
    }

    private static PendingRank RankOf(PendingTransaction transaction, List<string> protocols)
    {
        if (protocols.Count > 0) return PendingRank.Protected;
        if (transaction.To is null) return PendingRank.Suspicious;
        ReadOnlySpan<byte> input = transaction.Input.Span;
        if (input.Length == 0) return PendingRank.Plain;
        if (input.Length < AbiFunction.SelectorBytes) return PendingRank.Contract;
        uint selector = BinaryPrimitives.ReadUInt32BigEndian(input);
        if (FlashLoans.Contains(selector)) return PendingRank.Suspicious;
        return Wallets.Contains(selector) ? PendingRank.Routine : PendingRank.Contract;
    }

    private void NoteArguments(ReadOnlySpan<byte> input, List<string> protocols)
    {
        if (watched.IsEmpty) return;
        ReadOnlySpan<byte> noAddress = stackalloc byte[UInt256.SizeBytes - Address.SizeBytes];
        int at = AbiFunction.SelectorBytes;
        for (int word = 0; word < WordsMax && at + UInt256.SizeBytes <= input.Length; word++, at += UInt256.SizeBytes)
        {
            ReadOnlySpan<byte> bytes = input.Slice(at, UInt256.SizeBytes);
            if (bytes.StartsWith(noAddress)) Note(new Address(bytes[noAddress.Length..]), protocols);
        }
    }

    private void Note(Address account, List<string> protocols)
    {
        if (watched.Find(chainId, account) is { } protocol && !protocols.Contains(protocol.Name))
            protocols.Add(protocol.Name);
    }

    private static FrozenSet<uint> Selectors(params string[] signatures) =>
        signatures.Select(signature => AbiFunction.Parse(signature).Selector).ToFrozenSet();
}
