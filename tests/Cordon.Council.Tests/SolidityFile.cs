using System.Diagnostics;
using Cordon.Arena;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;

namespace Cordon.Council.Tests;

/// <summary>A contract of contracts/ that is compiled for a test alone.</summary>
internal static class SolidityFile
{
    private const string Script = """
        const fs = require('fs'), path = require('path'), solc = require('solc');
        const [file, name] = process.argv.slice(1);
        const read = p => fs.readFileSync(fs.existsSync(p) ? p : require.resolve(p), 'utf8');
        const find = p => { try { return { contents: read(p.startsWith('@') ? p : path.join('contracts', p)) }; }
          catch (e) { return { error: e.message }; } };
        const out = JSON.parse(solc.compile(JSON.stringify({ language: 'Solidity',
          sources: { [file]: { content: read(path.join('contracts', file)) } },
          settings: { evmVersion: 'cancun', optimizer: { enabled: true, runs: 200 },
            outputSelection: { [file]: { [name]: ['evm.bytecode.object'] } } } }), { import: find }));
        const bad = (out.errors ?? []).filter(e => e.severity === 'error');
        if (bad.length) { console.error(bad[0].formattedMessage); process.exit(1); }
        console.log(out.contracts[file][name].evm.bytecode.object);
        """;

    /// <summary>The creation code of a contract.</summary>
    public static async Task<byte[]> CreationAsync(string file, string name)
    {
        ProcessStartInfo start = new("node", ["-e", Script, file, name])
        {
            UseShellExecute = false,
            WorkingDirectory = RepositoryFolder.Find(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process node = Process.Start(start)!;
        Task<string> error = node.StandardError.ReadToEndAsync(DeployChain.Stop);
        string code = await node.StandardOutput.ReadToEndAsync(DeployChain.Stop);
        await node.WaitForExitAsync(DeployChain.Stop);
        Assert.True(node.ExitCode == 0, await error);
        return Hex.Parse("0x" + code.Trim());
    }
}
