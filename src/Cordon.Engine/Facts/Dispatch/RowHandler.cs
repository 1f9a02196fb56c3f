namespace Cordon.Engine.Facts;

/// <summary>Reads one call or log of the transaction at hand and adds the facts it states.</summary>
/// <param name="x">The transaction at hand.</param>
/// <param name="row">Row in the block's call or log table.</param>
internal delegate void RowHandler(Extraction x, int row);
