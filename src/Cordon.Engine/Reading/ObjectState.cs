namespace Cordon.Engine.Reading;

/// <summary>How far the scanner is within one JSON object: whether a comma is due, and which known keys were seen.</summary>
internal struct ObjectState
{
    public bool Started;
    public uint Seen;

    public readonly bool Has(int field) => (Seen & (1u << field)) != 0;
}
