namespace Cordon.Storage.Ahead;

/// <summary>What a row written ahead is. The numbers are on the disk.</summary>
internal enum AheadKind : byte
{
    Decision = 1,
    Incident = 2,
    Sending = 3,
}
