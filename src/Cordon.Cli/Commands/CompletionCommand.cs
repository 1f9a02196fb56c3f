using System.CommandLine;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon completion</c>: a script that completes commands, options and values in a shell.</summary>
/// <remarks>The scripts ask the program itself (its suggest directive), so they never go out of date.</remarks>
internal static class CompletionCommand
{
    private const string Bash = """
        # cordon completion for bash. Load it with: source <(./cordon completion bash)
        _cordon() {
            local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} candidate
            local line=${COMP_LINE:${#program}+1:COMP_POINT-${#program}-1}
            COMPREPLY=()
            while IFS= read -r candidate; do
                [[ $candidate == "$word"* ]] && COMPREPLY+=("$candidate")
            done < <("$program" "[suggest:${#line}]" "$line" 2>/dev/null)
        }
        complete -o default -F _cordon cordon ./cordon
        """;

    private const string Zsh = """
        #compdef cordon
        # cordon completion for zsh. Load it with: source <(./cordon completion zsh)
        _cordon() {
            local -a candidates
            local line=${LBUFFER#"$words[1] "}
            candidates=("${(@f)$("$words[1]" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            compadd -a candidates || _files
        }
        compdef _cordon cordon ./cordon
        """;

    private const string Fish = """
        # cordon completion for fish. Load it with: ./cordon completion fish | source
        function __cordon
            set -l words (commandline -opc)
            set -l line (string sub -s (math (string length -- $words[1]) + 2) -- (commandline -cp))
            $words[1] "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
        end
        complete -c cordon -a '(__cordon)'
        """;

    public static Command Create(Session session)
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        CordonCommand command = new("completion", "Print a script that completes cordon's commands in a shell",
            "source <(./cordon completion bash)", "./cordon completion fish | source") { shell };
        command.SetAction(result =>
        {
            session.WriteLine(result.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
            return ExitCode.Success;
        });
        return command;
    }
}
