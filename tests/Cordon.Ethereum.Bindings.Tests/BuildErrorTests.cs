using Microsoft.CodeAnalysis;

namespace Cordon.Ethereum.Bindings.Tests;

public class BuildErrorTests
{
    private const string AbiPath = "/project/Contracts/Token.json";

    private const string Source =
        """
        using Cordon.Ethereum.Bindings;
        namespace Sample;
        [ContractBinding("Token.json")]
        internal static partial class Token;
        """;

    [Theory]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"x","type":"uint257"}]}]""",
        "abi[0].inputs[0].type: 'uint257' is not an ABI type")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"x","type":"uint7"}]}]""",
        "abi[0].inputs[0].type: 'uint7' is not an ABI type")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"x","type":"bytes33"}]}]""",
        "abi[0].inputs[0].type: 'bytes33' is not an ABI type")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"x","type":"uint256["}]}]""",
        "abi[0].inputs[0].type: 'uint256[' is not an ABI type")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"x","type":"uint256[0]"}]}]""",
        "abi[0].inputs[0].type: array length '0' is not in 1..1024")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"x","type":"uint256[1024][1024]"}]}]""",
        "abi[0].inputs[0].type: 'uint256[1024][1024]' takes over 1024 words")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"x","type":"fixed128x18"}]}]""",
        "abi[0].inputs[0].type: 'fixed128x18' is not an ABI type")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"x"}]}]""",
        "abi[0].inputs[0]: expected a member 'type' with a text")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"x","type":"tuple"}]}]""",
        "abi[0].inputs[0]: a tuple needs a non-empty list 'components'")]
    [InlineData("""[{"name":"f","inputs":[{"name":"x","type":"tuple","components":[{"type":"z"}]}]}]""",
        "abi[0].inputs[0].components[0].type: 'z' is not an ABI type")]
    [InlineData("""[{"type":"fallback"},{"type":"function","inputs":[]}]""",
        "abi[1].name: expected a Solidity identifier")]
    [InlineData("""[{"type":"function","name":"a\"; evil","inputs":[]}]""",
        "abi[0].name: expected a Solidity identifier")]
    [InlineData("""[{"type":"function","name":"f"}]""", "abi[0].inputs: expected a list")]
    [InlineData("""[{"type":"function","name":"f","inputs":[7]}]""", "abi[0].inputs[0]: expected an object")]
    [InlineData("""[{"type":"method","name":"f","inputs":[]}]""", "abi[0].type: 'method' is not one of")]
    [InlineData("""["transfer"]""", "abi[0]: expected an object")]
    [InlineData("""{"contractName":"Token"}""", "abi: expected a list of entries")]
    [InlineData("""{"abi":[],"bytecode":"0x6g"}""", "bytecode: expected an even number of hex digits")]
    [InlineData("""[{"name":"f","inputs":[]},{"type":"function","name":"f","inputs":[],"outputs":[]}]""",
        "abi[1]: repeats abi[0]: f()")]
    [InlineData("""
        [{"type":"event","name":"E","inputs":[{"type":"bool","indexed":true},{"type":"bool","indexed":true},
          {"type":"bool","indexed":true},{"type":"bool","indexed":true}]}]
        """, "abi[0].inputs: 4 indexed inputs; an event has at most 3")]
    public void A_wrong_entry_is_a_build_error_that_names_file_and_entry(string abi, string message)
    {
        Diagnostic fault = FaultOf(abi);

        Assert.Equal(("CORDON005", DiagnosticSeverity.Error), (fault.Id, fault.Severity));
        Assert.StartsWith($"'Token.json': {message}", fault.GetMessage());
        Assert.Equal(AbiPath, fault.Location.GetLineSpan().Path);
    }

    [Theory]
    [InlineData("", "expected a JSON value, found the end of the file", 0, 0)]
    [InlineData("[\n  {\"type\": \"event\",\n", "expected a member name in quotes, found the end of the file", 2, 0)]
    [InlineData("[\n]]", "expected end of file, found ']'", 1, 1)]
    [InlineData("[\n  tru]", "expected a JSON value, found 't'", 1, 2)]
    [InlineData("{\"abi\": [],\n \"abi\": []}", "member 'abi' is given twice", 1, 1)]
    [InlineData("[\"\\x\"]", "expected an escape", 0, 3)]
    [InlineData("[\"\\u12G4\"]", "expected an escape", 0, 3)]
    [InlineData("[\"a", "expected the closing quote of a text, found the end of the file", 0, 3)]
    [InlineData("[1-2]", "expected a JSON value", 0, 1)]
    public void A_file_that_is_not_json_is_a_build_error_at_that_line(string text, string message, int line, int column)
    {
        Diagnostic fault = FaultOf(text);

        Assert.Equal("CORDON004", fault.Id);
        Assert.StartsWith($"'Token.json' is not JSON: {message}", fault.GetMessage());
        var position = fault.Location.GetLineSpan().StartLinePosition;
        Assert.Equal((line, column), (position.Line, position.Character));
    }

    [Fact]
    public void The_error_stands_at_the_line_of_the_wrong_value()
    {
        Diagnostic fault = FaultOf(
            """
            [
              { "type": "function", "name": "ok", "inputs": [] },
              { "type": "event", "name": "Bad",
                "inputs": [
                  { "name": "x", "type": "adress" }
                ] }
            ]
            """);

        Assert.Equal(4, fault.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Contains("abi[1].inputs[0].type: 'adress' is not an ABI type", fault.GetMessage());
    }

    [Fact]
    public void Json_nested_beyond_reason_is_refused_not_recursed_into()
    {
        Diagnostic fault = FaultOf(new string('[', 100_000));

        Assert.Contains("more than 64 levels deep", fault.GetMessage());
    }

    [Fact]
    public void A_file_that_is_not_listed_in_the_project_is_an_error_that_says_how_to_list_it()
    {
        var run = new GeneratorRun(Source, ("/project/Contracts/Other.json", "[]"));
        run.Compile();

        Assert.Equal("CORDON001", run.Fault.Id);
        Assert.Contains("<AdditionalFiles Include=\"Token.json\" />", run.Fault.GetMessage());
        Assert.Equal(3, run.Fault.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Two_files_of_that_name_elsewhere_are_ambiguous_and_one_beside_the_source_wins()
    {
        var elsewhere = new GeneratorRun(Source, ("/a/Token.json", "[]"), ("/b/Token.json", "[]"));
        elsewhere.Compile();
        Assert.Equal("CORDON002", elsewhere.Fault.Id);
        Assert.Contains("/a/Token.json, /b/Token.json", elsewhere.Fault.GetMessage());

        var beside = new GeneratorRun(Source, ("/a/Token.json", "["), (AbiPath, "[]"));
        beside.Compile();
        Assert.Empty(beside.Result.Diagnostics);
    }

    [Theory]
    [InlineData("[ContractBinding(\"Token.json\")] class Token;")]
    [InlineData("class Outer { [ContractBinding(\"Token.json\")] partial class Token; }")]
    [InlineData("[ContractBinding(\"Token.json\")] partial class Token<T>;")]
    public void A_class_that_cannot_be_extended_is_an_error_at_its_name(string declaration)
    {
        var run = new GeneratorRun("using Cordon.Ethereum.Bindings;\n" + declaration, (AbiPath, "[]"));
        run.Compile();

        Assert.Equal("CORDON003", run.Fault.Id);
        Assert.Contains("'Token'", run.Fault.GetMessage());
    }

    private static Diagnostic FaultOf(string abi)
    {
        var run = new GeneratorRun(Source, (AbiPath, abi));
        run.Compile();
        Assert.Empty(run.Result.GeneratedSources);
        return run.Fault;
    }
}
