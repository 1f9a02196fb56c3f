namespace Cordon.Engine.Reading;

/// <summary>How far the scanner is within one JSON object: which known names were seen, and which came last.</summary>
internal struct ObjectState
{
    public bool Started;
    public uint Seen;

    /// <summary>The last name's step in its <see cref="KeyTable"/>.</summary>
    public int Step;

    /// <summary>Notes a name; false where it was there before.</summary>
    public bool TryMark(int field)
    {
        uint bit = 1u << field;
        bool isNew = (Seen & bit) == 0;
        Seen |= bit;
        return isNew;
    }

    public readonly bool Has(int field) => (Seen & (1u << field)) != 0;
}
