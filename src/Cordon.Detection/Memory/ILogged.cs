namespace Cordon.Detection.Memory;

/// <summary>An entry of a <see cref="HashedLog{T}"/>: entries that are looked for together have one hash.</summary>
internal interface ILogged
{
    uint LogHash { get; }
}
