using System.Text.Json;

namespace Cordon.Arena.Deployment;

/// <summary>Creation code from a compiler's or npm package's artifact file.</summary>
public static class ContractArtifact
{
    /// <summary>Reads the member <c>bytecode</c>, hex digits with or without 0x.</summary>
    /// <exception cref="ArenaException">The file is missing, or is no such artifact.</exception>
    public static async Task<byte[]> ReadBytecodeAsync(string path, CancellationToken cancellation = default)
    {
        try
        {
            await using FileStream file = File.OpenRead(path);
            using JsonDocument json = await JsonDocument.ParseAsync(file, cancellationToken: cancellation);
            string hex = json.RootElement.GetProperty("bytecode").GetString() ?? "";
            return Convert.FromHexString(hex.StartsWith("0x", StringComparison.Ordinal) ? hex.AsSpan(2) : hex);
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException)
        {
            throw new ArenaException($"{path} is not a contract artifact with bytecode: {e.Message}", e);
        }
    }
}
