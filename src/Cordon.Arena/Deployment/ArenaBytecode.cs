using System.Diagnostics;
using Cordon.Arena.Nodes;

namespace Cordon.Arena.Deployment;

/// <summary>
/// The creation codes that the arena deploys: Uniswap's as published on npm, ours as the compiler makes them.
/// </summary>
public sealed record ArenaBytecode(
    byte[] Weth,
    byte[] Factory,
    byte[] Router,
    byte[] Token,
    byte[] Lender,
    byte[] Attacker)
{
    /// <summary>The folder with what the compiler made of <c>contracts/arena</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>The creation code of one of our contracts, by its name.</summary>
    /// <exception cref="ArenaException">There is none of that name.</exception>
    public Task<byte[]> OursAsync(string name, CancellationToken cancellation = default) =>
        ContractArtifact.ReadBytecodeAsync(Path.Combine(Folder, $"{name}.json"), cancellation);

    /// <summary>Compiles our contracts if they changed since the last time, and reads everything.</summary>
    /// <exception cref="ArenaException">A package is missing, or a contract does not compile.</exception>
    public static async Task<ArenaBytecode> LoadAsync(CancellationToken cancellation = default)
    {
        string artifacts = await CompileAsync(cancellation);
        return new ArenaBytecode(
            await Npm("@uniswap/v2-periphery", "WETH9"),
            await Npm("@uniswap/v2-core", "UniswapV2Factory"),
            await Npm("@uniswap/v2-periphery", "UniswapV2Router02"),
            await Ours("TestToken"),
            await Ours("SpotPriceLender"),
            await Ours("FlashSwapAttacker"))
        {
            Folder = artifacts,
        };

        Task<byte[]> Npm(string package, string name) =>
            ContractArtifact.ReadBytecodeAsync(NpmPackages.File(package, $"build/{name}.json"), cancellation);

        Task<byte[]> Ours(string name) =>
            ContractArtifact.ReadBytecodeAsync(Path.Combine(artifacts, $"{name}.json"), cancellation);
    }

    private static async Task<string> CompileAsync(CancellationToken cancellation)
    {
        NpmPackages.File("solc", "package.json"); // says what to do when it is missing
        string root = RepositoryFolder.Find();
        var start = new ProcessStartInfo("node", ["contracts/compile.mjs"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = root,
        };
        try
        {
            using Process compiler = Process.Start(start)!;
            string errors = await compiler.StandardError.ReadToEndAsync(cancellation);
            await compiler.WaitForExitAsync(cancellation);
            return compiler.ExitCode == 0
                ? Path.Combine(root, "artifacts", "arena")
                : throw new ArenaException($"The arena's contracts do not compile:\n{errors}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ArenaException("Node.js is needed to compile the arena's contracts; 'node' was not found.", e);
        }
    }
}
