namespace Cordon.Engine.Reading;

/// <summary>Parity's <c>type</c>.</summary>
internal enum ParityKind : byte
{
    Call,
    Create,
    Suicide,
    Reward,
}
