namespace Cordon.Detection.AttackerProfit;

/// <summary>What sets a gain apart from honest use.</summary>
[Flags]
public enum ProfitShape
{
    None = 0,

    /// <summary>A contract gave back more than it had been given, and kept nothing else.</summary>
    Drained = 1,

    /// <summary>A gain for nothing, made with borrowed money, while a contract lost.</summary>
    Borrowed = 2,

    /// <summary>The contract that gained was created by this very transaction.</summary>
    FreshContract = 4,

    /// <summary>One account paid out the same amount three times or more.</summary>
    RepeatedPayout = 8,

    /// <summary>Several assets gained for nothing, and several lost for nothing.</summary>
    ManyVictims = 16,

    /// <summary>What an account lost was sold to a pool at once.</summary>
    LootSold = 32,

    /// <summary>The whole transaction is one chain of calls that takes value from a contract for a contract.</summary>
    Taken = 64,

    /// <summary>A pool was sold into until it was nearly empty.</summary>
    PoolEmptied = 128,

    /// <summary>A contract ran code of the sender's side in its own name.</summary>
    ForeignCode = 256,

    /// <summary>A contract was paid in a token that the sender's side created in the same transaction.</summary>
    OwnCoin = 512,

    /// <summary>A pool of two assets gave up far more than the product of its reserves allows.</summary>
    ProductBroken = 1024,
}
