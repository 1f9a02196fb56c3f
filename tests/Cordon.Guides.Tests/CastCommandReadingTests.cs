namespace Cordon.Guides.Tests;

/// <summary>How commands are found in a page, and what an answer has to look like.</summary>
public class CastCommandReadingTests
{
    private const string Page = """
        # page

        Words | of the page; `cast` is a program. Ask `cast call $A "f()(uint8)"
        --rpc-url $RPC` first.

        | word | what |
        | --- | --- |
        | `$A`, `$RPC` | this and that |
        | `traces` | `$NOT` explained here |

            LIST="($A,1)"
            DIGEST=$(cast keccak $A)
            cast send $A "g(bytes32,(uint8,bool))" $DIGEST \
              --rpc-url $RPC         # why
            cast nonce $A --rpc-url $RPC; cast balance $A --rpc-url $RPC
            ./cordon scan cast
        """;

    private static IReadOnlyList<CastCommand> Commands => CastCommand.Of("page.md", Page);

    [Fact]
    public void Finds_lines_of_code_and_words_in_quotes_with_their_lines() => Assert.Equal(
    [
        (3, "cast call $A \"f()(uint8)\" --rpc-url $RPC"),
        (11, "LIST=\"($A,1)\""),
        (12, "DIGEST=$(cast keccak $A)"),
        (13, "cast send $A \"g(bytes32,(uint8,bool))\" $DIGEST --rpc-url $RPC"),
        (15, "cast nonce $A --rpc-url $RPC"),
        (15, "cast balance $A --rpc-url $RPC"),
    ], Commands.Select(command => (command.Line, command.Text)));

    [Fact]
    public void Knows_what_a_command_asks_uses_and_sets()
    {
        Assert.Equal(["call", "", "keccak", "send", "nonce", "balance"], Commands.Select(command => command.Verb));
        Assert.Equal(["", "LIST", "DIGEST", "", "", ""], Commands.Select(command => command.Assigns));
        Assert.Equal(["A", "DIGEST", "RPC"], Commands[3].Variables);
        Assert.Equal(["uint8"], Commands[0].Outputs);
        Assert.Empty(Commands[3].Outputs);
    }

    [Fact]
    public void A_word_is_explained_only_where_a_row_begins_with_it() =>
        Assert.Equal(["A", "RPC"], CastCommand.Explained(Page));

    [Theory]
    [InlineData("uint40", "1793333000 [1.793e9]", true)]
    [InlineData("uint40", "0x01", false)]
    [InlineData("uint256", "", false)]
    [InlineData("int256", "-5", true)]
    [InlineData("address", "0x40faC0F80f2d2B1e3E7cB3dE9C0BE80eDE36DC6B", true)]
    [InlineData("address", "0x40fa", false)]
    [InlineData("bytes26", "0x0000000000000000000000000000000000000000000000000000", true)]
    [InlineData("bytes26", "0x00", false)]
    [InlineData("bool", "true", true)]
    [InlineData("bool", "1", false)]
    [InlineData("(uint8,bool)", "(1, true)", true)]
    [InlineData("(uint8,bool)", "(1)", false)]
    public void A_value_is_of_its_type_or_not(string type, string value, bool isOne) =>
        Assert.Equal(isOne, StatedShape.IsOf(type, value));

    [Fact]
    public void An_answer_with_a_line_too_many_or_of_another_kind_is_not_what_was_said()
    {
        CastCommand two = new("page.md", 1, "cast call $A \"f()(uint8,bool)\" --rpc-url $RPC");

        Assert.Null(StatedShape.Fault(two, "1\ntrue"));
        Assert.Equal("(uint8,bool)", StatedShape.Fault(two, "1\ntrue\n2"));
        Assert.NotNull(StatedShape.Fault(new CastCommand("page.md", 1, "cast nonce $A"), "Error"));
        Assert.Throws<InvalidOperationException>(
            () => StatedShape.Fault(new CastCommand("page.md", 1, "cast run $TX"), ""));
    }
}
