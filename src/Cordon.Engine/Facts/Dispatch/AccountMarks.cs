namespace Cordon.Engine.Facts;

/// <summary>What the calls of a block show an account to be; needed where no logs say what a call meant.</summary>
[Flags]
internal enum AccountMarks : byte
{
    None = 0,

    /// <summary>It answered a balance, an allowance or a transfer with a word.</summary>
    Token = 1,

    /// <summary>It was asked something only a fungible token answers.</summary>
    Fungible = 2,

    /// <summary>It was asked something only a collection answers.</summary>
    Collection = 4,

    /// <summary>It mints itself for native coin one to one.</summary>
    Wrapper = 8,
}
