using System.Text;
using System.Text.Json;
using Cordon.Arena.Bindings;
using Cordon.Cli;
using Cordon.Cli.Terminal;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Tests;
using Cordon.Council.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Guides.Tests;

/// <summary>Somebody with two keystores, a configuration and a deployment file in a folder of their own, who types
/// commands.</summary>
internal sealed class NewGuardian : IDisposable
{
    private readonly GuideChain _chain;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cordon-guardian-");

    private NewGuardian(GuideChain chain) => _chain = chain;

    internal sealed record Outcome(int ExitCode, string Out, string Error);

    public PrivateKey Owner { get; private init; } = PrivateKey.Generate();

    public PrivateKey Node { get; private init; } = PrivateKey.Generate();

    /// <summary>The node's next key, in <c>next-key.json</c>, which <c>next.yaml</c> names.</summary>
    public PrivateKey Next { get; } = PrivateKey.Generate();

    /// <summary>With tokens and ether, and a configuration that guards the vault.</summary>
    public static async Task<NewGuardian> CreateAsync(GuideChain chain, ulong tokens, PrivateKey? node = null)
    {
        var guardian = new NewGuardian(chain) { Node = node ?? PrivateKey.Generate() };
        KeystoreOptions cheap = new() { ScryptN = 4_096 };
        await guardian.WriteAsync("guardian.json", Keystore.Encrypt(guardian.Owner, GuideShell.Password, cheap));
        await guardian.WriteAsync("node-key.json", Keystore.Encrypt(guardian.Node, GuideShell.Password, cheap));
        await guardian.WriteAsync("next-key.json", Keystore.Encrypt(guardian.Next, GuideShell.Password, cheap));
        await guardian.WriteAsync(
            "deployment.json", Deployment(chain.Council.Plan, DeployChain.ChainId, chain.DeploymentBlock));
        await guardian.ConfigureAsync();
        await guardian.WriteAsync("next.yaml", (await System.IO.File.ReadAllTextAsync(
            guardian.File("cordon.yaml"), DeployChain.Stop)).Replace("node-key.json", "next-key.json"));
        await chain.Council.Chain.GiveAsync(guardian.Owner.Address, Ether(10));
        await chain.Council.Chain.GiveAsync(guardian.Node.Address, Ether(10));
        if (tokens > 0)
        {
            await chain.Council.ActAsync(
                chain.Council.Chain.Key.Address, chain.Council.Chain.Token,
                new TestToken.MintCall(guardian.Owner.Address, SomeSettings.Token * tokens).Encode());
        }

        Environment.SetEnvironmentVariable("CORDON_PASSWORD", GuideShell.Password);
        Environment.SetEnvironmentVariable("CORDON_OWNER_PASSWORD", GuideShell.Password);
        return guardian;
    }

    /// <summary>The deployment of a plan as a file has it, as far as guardians read it.</summary>
    public static string Deployment(MechanismPlan plan, ulong chain, ulong block = 1_000_000) =>
        JsonSerializer.Serialize(new
        {
            chain,
            block,
            contracts = new[]
            {
                new { name = "stake", address = $"{plan.Stake}" },
                new { name = "registry", address = $"{plan.Registry}" },
                new { name = "engagement", address = $"{plan.Engagement}" },
                new { name = "stream", address = $"{plan.AddressOf("stream")}" },
            },
        });

    /// <summary>Writes the configuration, with a change.</summary>
    public Task ConfigureAsync(string was = "", string becomes = "")
    {
        MechanismPlan plan = _chain.Council.Plan;
        string text = $$"""
            chains:
              - id: {{DeployChain.ChainId}}
                endpoints: [ "{{_chain.Council.Url}}" ]
                mempool: false
                registry: "{{plan.Registry}}"
                stake: "{{plan.Stake}}"
                engagement: "{{plan.Engagement}}"
                deploymentBlock: {{_chain.DeploymentBlock}}
            protocols:
              - name: vault
                chain: {{DeployChain.ChainId}}
                contracts: [ "{{_chain.Words["VAULT"]}}" ]
                enrolled: "{{CouncilChain.Protocol}}"
                policy:
                  notify: { belief: 0.5 }
                  pause: { belief: 0.95, severity: high, duration: 1h, perDay: 1 }
            guardian:
              key: { keystore: "{{File("node-key.json")}}", passwordVariable: CORDON_PASSWORD }
              etherPerDay: 5
            data: "{{File("data")}}"
            """;
        if (was.Length > 0) Assert.Contains(was, text);
        return WriteAsync("cordon.yaml", was.Length > 0 ? text.Replace(was, becomes, StringComparison.Ordinal) : text);
    }

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public Task WriteAsync(string name, string text) =>
        System.IO.File.WriteAllTextAsync(File(name), text, DeployChain.Stop);

    /// <summary>Runs <c>cordon guardian …</c> with the configuration and, where it is asked for, the owner's keystore.
    /// </summary>
    public Task<Outcome> RunAsync(string command, params string[] more)
    {
        string[] owner = command == "status" ? [] : ["--owner", File("guardian.json")];
        return TypeAsync(["guardian", .. command.Split(' '), "--config", File("cordon.yaml"), .. owner, .. more]);
    }

    /// <summary>Runs a command as a guide has it: files are those of the folder.</summary>
    public Task<Outcome> TypeAsync(string line) => TypeAsync(
        [.. line.Split(' ').Skip(1).Select(word => System.IO.File.Exists(File(word)) ? File(word) : word)]);

    public async Task<T> AskAsync<T>(Address to, IContractCall<T> call) => await _chain.Council.ReadAsync(to, call);

    public void Dispose()
    {
        Owner.Dispose();
        Node.Dispose();
        Next.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<Outcome> TypeAsync(string[] arguments)
    {
        using MemoryStream output = new();
        using StringWriter error = new();
        using Session session = new() { In = Stream.Null, Out = output, Error = error, Width = 400 };
        int exitCode = await CordonProgram.RunAsync(arguments, session, DeployChain.Stop);
        return new Outcome(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    private static UInt256 Ether(ulong count) => (UInt256)count * 1_000_000_000 * 1_000_000_000;
}
