using System.Collections.Immutable;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Sending;

/// <summary>What the chain says about the account's open records at one moment.</summary>
/// <param name="NextNonce">Transactions of the account in the chain: the nonce it takes next.</param>
/// <param name="Head">Number of the newest block.</param>
/// <param name="HeadHash">Its hash.</param>
/// <param name="Receipts">Of those attempts that are in a block.</param>
/// <param name="Known">Attempts the node holds and has not mined.</param>
public sealed record ChainSight(
    ulong NextNonce,
    ulong Head,
    Hash256 HeadHash,
    FeeQuote Quote,
    ImmutableDictionary<Hash256, TransactionReceipt> Receipts,
    ImmutableHashSet<Hash256> Known);
