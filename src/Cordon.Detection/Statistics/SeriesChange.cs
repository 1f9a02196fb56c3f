namespace Cordon.Detection.Statistics;

/// <summary>A change of a <see cref="SeriesStore"/>, with what it takes to undo it.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Place">The series' place in the store.</param>
/// <param name="Window">The window before, where it was set.</param>
/// <param name="Value">The total before, where it was set; the total forgotten, where one was.</param>
internal readonly record struct SeriesChange(SeriesChangeKind Kind, int Place, ulong Window, double Value);
