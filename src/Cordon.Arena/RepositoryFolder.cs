namespace Cordon.Arena;

/// <summary>Finds the checkout, whose npm packages and contracts the arena uses.</summary>
public static class RepositoryFolder
{
    private const string Mark = "contracts/compile.mjs";

    /// <summary>
    /// The folder named by the environment variable CORDON_ROOT, else the nearest one above the program or the
    /// working folder that holds the contracts.
    /// </summary>
    /// <exception cref="ArenaException">There is none.</exception>
    public static string Find()
    {
        string?[] starts =
            [Environment.GetEnvironmentVariable("CORDON_ROOT"), AppContext.BaseDirectory, Environment.CurrentDirectory];
        foreach (string? start in starts)
        {
            for (string? folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, Mark))) return folder;
            }
        }

        throw new ArenaException(
            $"The arena runs from a checkout of Cordon and finds none ({Mark}): run it from there or set CORDON_ROOT.");
    }
}
