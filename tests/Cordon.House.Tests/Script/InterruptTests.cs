namespace Cordon.House.Tests.Script;

[Collection(FakeCheckout.Collection)]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class InterruptTests : IDisposable
{
    private readonly FakeCheckout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData("child=$!")]
    [InlineData("beside[$name]=$!")]
    public void An_interrupt_right_after_a_start_leaves_nothing_running(string command)
    {
        _checkout.WriteSuite("A.Tests", "report 1 1 0");
        Assert.Equal(0, _checkout.Run("test").ExitCode);
        _checkout.WriteTool("dotnet", "case $1 in build | format) sleep 300; true ;; esac");
        // Bash reads this first, and looks at it before every command of the script.
        _checkout.Write("interrupt.sh", $"""
            set -T
            trap '[[ $BASHPID != $$ || $BASH_COMMAND != "{command.Replace("$", "\\$", StringComparison.Ordinal)}" ]] ||
                kill -INT $$' DEBUG
            """);

        (int exitCode, _, string error) = _checkout.Run(
            "test", environment: ("BASH_ENV", Path.Combine(_checkout.Root, "interrupt.sh")));

        Assert.Equal(130, exitCode);
        Assert.Contains("interrupted", error);
        SpinWait.SpinUntil(() => Running().Length == 0, TimeSpan.FromSeconds(10));
        Assert.Empty(Running());
    }

    // Commands that name the checkout's folder: its tools that have not ended.
    private string[] Running() =>
        [.. Directory.GetDirectories("/proc").Select(CommandOf).Where(command => command.Contains(_checkout.Root))];

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline").Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // no process, or it has ended meanwhile
        }
    }
}
