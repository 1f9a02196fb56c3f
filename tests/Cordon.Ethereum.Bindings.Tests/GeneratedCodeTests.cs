using Microsoft.CodeAnalysis;

namespace Cordon.Ethereum.Bindings.Tests;

public class GeneratedCodeTests
{
    private const string AbiPath = "/project/Contracts/Abi/Token.json";

    private const string Source =
        """
        using Cordon.Ethereum.Bindings;
        namespace Sample.@event
        {
            partial struct Outer
            {
                public partial record Inner { [ContractBinding("Abi/Token.json")] partial class @class; }
            }
        }
        """;

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"abi":[{"type":"constructor","inputs":[]}],"bytecode":{"object":"0x6000"}}""")]
    [InlineData("""{"abi":[{"type":"constructor"}],"bytecode":"6000"}""")]
    [InlineData("""{"abi":[],"bytecode":"0x73__$1234$__6000"}""")] // not linked: no bytecode, but the calls
    [InlineData("""{"abi":[],"data":{"bytecode":{"object":"6000"}}}""")]
    [InlineData("""
        [{"name":"object","inputs":[{"name":"string","type":"string"}],"outputs":[{"type":"string"}]},
         {"name":"Object","inputs":[{"name":"String","type":"bytes"},{"name":"string","type":"bytes"}]},
         {"name":"_","inputs":[{"name":"_","type":"bool"},{"name":"$","type":"bool"}]},
         {"name":"toString","inputs":[]},{"name":"encode","inputs":[{"name":"encode","type":"uint8[][2][]"}]},
         {"type":"event","name":"class","inputs":[{"name":"topics","type":"bytes","indexed":true},
           {"name":"data","type":"bytes"},{"name":"value","type":"int8"},
           {"name":"words","type":"uint8","indexed":true}]},
         {"type":"error","name":"class",
           "inputs":[{"name":"selector","type":"bytes4"},{"name":"body","type":"bool"}]}]
        """)]
    [InlineData("""
        [{"name":"a","inputs":[{"name":"x","type":"tuple","internalType":"struct Address",
            "components":[{"name":"Address","type":"address"},{"name":"UInt256","type":"uint256"}]}]},
         {"name":"b","inputs":[{"name":"x","type":"tuple","internalType":"struct Lib.Address",
            "components":[{"name":"System","type":"tuple[2][]","internalType":"struct System[2][]",
              "components":[{"name":"Hash256","type":"bytes32[2]"}]}]}],
          "outputs":[{"type":"tuple","internalType":"struct bCall","components":[{"name":"bCall","type":"bool"}]},
                     {"type":"int8[]"}]}]
        """)]
    public void Whatever_the_abi_is_called_the_generated_code_compiles_without_a_warning(string abi)
    {
        var run = new GeneratorRun(Source, (AbiPath, abi));
        Diagnostic[] complaints = [.. run.Compile()];

        Assert.Empty(complaints);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Single(run.Result.GeneratedSources);
    }

    [Fact]
    public void Real_artifacts_of_uniswap_compile_and_carry_their_bytecode()
    {
        string? cast = CastVectors.Executable;
        Assert.SkipWhen(cast is null, "the npm packages are not installed: run npm ci");
        string modules = cast![..cast.IndexOf("@foundry-rs", StringComparison.Ordinal)];

        foreach (string path in (string[])["v2-core/build/UniswapV2Pair", "v2-periphery/build/UniswapV2Router02"])
        {
            string artifact = File.ReadAllText(Path.Combine(modules, "@uniswap", path + ".json"));
            var run = new GeneratorRun(Source, (AbiPath, artifact));

            Assert.Empty(run.Compile());
            Assert.Contains("ReadOnlySpan<byte> Bytecode", run.Result.GeneratedSources.Single().SourceText.ToString());
        }
    }

    [Fact]
    public void An_edit_elsewhere_reuses_the_binding_and_a_changed_abi_makes_a_new_one()
    {
        var run = new GeneratorRun(Source, (AbiPath, "[]"));
        run.Compile();
        Assert.Equal(IncrementalStepRunReason.New, LastReason(run));

        run.AddSource("class Unrelated;");
        run.Compile();
        Assert.Contains(LastReason(run), (IncrementalStepRunReason[])
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged]);

        run.ReplaceFile(AbiPath, """[{"name":"f","inputs":[]}]""");
        run.Compile();
        Assert.Equal(IncrementalStepRunReason.Modified, LastReason(run));
    }

    private static IncrementalStepRunReason LastReason(GeneratorRun run) =>
        run.Result.TrackedSteps[ContractBindingGenerator.BindingStep].Single().Outputs.Single().Reason;
}
