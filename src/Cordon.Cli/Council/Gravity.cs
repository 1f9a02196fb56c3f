namespace Cordon.Cli.Council;

/// <summary>How much a remark should weigh with whoever is about to sign.</summary>
internal enum Gravity
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>Look twice.</summary>
    Caution,

    /// <summary>Do not sign before this is explained.</summary>
    Danger,
}
