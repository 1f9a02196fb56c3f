namespace Cordon.Domain.Blocks;

/// <summary>How a frame was entered.</summary>
public enum CallKind : byte
{
    Call,
    StaticCall,
    DelegateCall,
    CallCode,
    Create,
    Create2,

    /// <summary>From: the contract destroyed; To: the beneficiary; Value: what it held.</summary>
    SelfDestruct,
}
