namespace Cordon.Engine.Tests.Kit;

/// <summary>Finds the recorded packs, or skips the test with a clear word.</summary>
internal static class Packs
{
    public static string Folder(string pack)
    {
        string? data = Environment.GetEnvironmentVariable("CORDON_DATA");
        for (string? at = AppContext.BaseDirectory; data is null && at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "Cordon.slnx"))) data = Path.Combine(at, "..", "shared", "data");
        }

        string folder = Path.GetFullPath(Path.Combine(data ?? ".", pack));
        Assert.SkipUnless(Directory.Exists(folder),
            $"the pack '{pack}' is not here: set CORDON_DATA to the data folder");
        return folder;
    }
}
