using System.Diagnostics;
using System.Text.Json;

namespace Cordon.Ethereum.Bindings.Tests;

/// <summary>What Foundry's cast 1.7.1 prints for given arguments: recorded, and asked again if installed.</summary>
internal static class CastVectors
{
    public sealed record Vector(string[] Cast, string Output);

    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<Vector> All { get; } = Load();

    /// <summary>The recorded bytes, by the subcommand (calldata, abi-encode, sig) and the signature.</summary>
    public static byte[] Bytes(string subcommand, string signature)
    {
        Vector found = All.Single(v => v.Cast[0] == subcommand && v.Cast[1] == signature);
        return Convert.FromHexString(found.Output[2..]);
    }

    /// <summary>The executable, or null where the npm packages are not installed.</summary>
    public static string? Executable
    {
        get
        {
            for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                string path = Path.Combine(folder, "node_modules/@foundry-rs/cast-linux-amd64/bin/cast");
                if (File.Exists(path)) return path;
            }

            return null;
        }
    }

    public static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable!, arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process cast = Process.Start(start)!;
        string output = cast.StandardOutput.ReadToEnd();
        cast.WaitForExit();
        Assert.Equal(0, cast.ExitCode);
        return output.Trim();
    }

    private static Vector[] Load()
    {
        using Stream stream = typeof(CastVectors).Assembly.GetManifestResourceStream("cast.json")!;
        return JsonSerializer.Deserialize<Vector[]>(stream, CamelCase)!;
    }
}
