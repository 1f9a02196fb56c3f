namespace Cordon.Economics.Restaking;

/// <summary>Neighbour lists in two flat arrays: those of row i lie from start[i] to start[i + 1].</summary>
internal static class Adjacency
{
    /// <summary>The same edges seen from the columns, each list ascending.</summary>
    public static (int[] Start, int[] Of) Transpose(int[] start, int[] of, int columns)
    {
        int[] columnStart = new int[columns + 1];
        foreach (int column in of) columnStart[column + 1]++;
        for (int c = 0; c < columns; c++) columnStart[c + 1] += columnStart[c];
        int[] next = columnStart[..columns];
        int[] rows = new int[of.Length];
        for (int row = 0; row < start.Length - 1; row++)
        {
            for (int i = start[row]; i < start[row + 1]; i++) rows[next[of[i]]++] = row;
        }

        return (columnStart, rows);
    }
}
