using System.Diagnostics;

namespace Cordon.House.Tests.Script;

[Collection(FakeCheckout.Collection)]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SetupTests : IDisposable
{
    private readonly FakeCheckout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void The_first_call_builds_and_the_second_only_runs()
    {
        Assert.Equal((0, "ran:scan --file x"), Result(_checkout.Run("scan --file x")));
        Assert.Equal((0, "ran:facts"), Result(_checkout.Run("facts")));

        Assert.Equal(1, _checkout.Calls("dotnet publish"));
    }

    [Fact]
    public void Progress_goes_to_the_error_stream_so_that_signals_stay_alone_on_the_output()
    {
        (_, string output, string error) = _checkout.Run("scan");

        Assert.Equal("ran:scan", output);
        Assert.Contains("building", error);
    }

    [Fact]
    public void The_exit_code_of_the_program_is_the_exit_code_of_the_script() =>
        Assert.Equal(1, _checkout.Run("scan --fail-on high", environment: ("FAKE_EXIT", "1")).ExitCode);

    [Fact]
    public void A_call_without_arguments_shows_the_help() => Assert.Equal("ran:--help", _checkout.Run("").Out);

    [Theory]
    [InlineData("src/Cordon.Domain/Facts.cs")]
    [InlineData("src/Cordon.Domain/New.cs")]
    [InlineData("Directory.Build.props")]
    [InlineData("spec/signal.schema.json")]
    public void A_changed_or_new_file_makes_the_next_call_build(string path)
    {
        _checkout.Run("version");
        _checkout.Write(path, "changed");
        _checkout.Run("version");
        _checkout.Run("version");

        Assert.Equal(2, _checkout.Calls("dotnet publish"));
    }

    [Fact]
    public void A_deleted_file_makes_the_next_call_build()
    {
        _checkout.Run("version");
        File.Delete(Path.Combine(_checkout.Root, "src/Cordon.Domain/Facts.cs"));
        _checkout.Run("version");

        Assert.Equal(2, _checkout.Calls("dotnet publish"));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("tests/Cordon.Domain.Tests/FactsTests.cs")]
    [InlineData("src/Cordon.Domain/obj/project.assets.json")]
    public void A_change_that_the_program_does_not_contain_builds_nothing(string path)
    {
        _checkout.Run("version");
        _checkout.Write(path, "changed");
        _checkout.Run("version");

        Assert.Equal(1, _checkout.Calls("dotnet publish"));
    }

    [Fact]
    public void A_failed_build_says_why_exits_with_3_and_is_tried_again()
    {
        _checkout.WriteTool("dotnet", """
            [ "$1" != publish ] || { echo "Facts.cs(1,1): error CS1002: ; expected"; exit 1; }
            """);

        (int exitCode, string output, string error) = _checkout.Run("scan");
        _checkout.Run("scan");

        Assert.Equal(3, exitCode);
        Assert.Empty(output);
        Assert.Contains("error CS1002: ; expected", error);
        Assert.Equal(2, _checkout.Calls("dotnet publish"));
    }

    [Fact]
    public void Runs_from_any_folder_and_through_a_symbolic_link()
    {
        string elsewhere = Path.Combine(_checkout.Root, "else where");
        Directory.CreateDirectory(elsewhere);
        File.CreateSymbolicLink(Path.Combine(elsewhere, "link"), Path.Combine(_checkout.Root, "cordon"));

        Assert.Equal((0, "ran:scan"), Result(_checkout.Run("scan", workingFolder: elsewhere)));
        Assert.Equal((0, "ran:scan"), Result(_checkout.Run("scan", workingFolder: elsewhere, script: "./link")));
        Assert.Equal(1, _checkout.Calls("dotnet publish"));
    }

    [Fact]
    public void Two_calls_at_once_build_once()
    {
        Process first = _checkout.Start("scan 1", environment: ("FAKE_SLOW", "1"));
        WaitFor(() => File.Exists(Path.Combine(_checkout.Root, "building")));
        Process second = _checkout.Start("scan 2", environment: ("FAKE_SLOW", "1"));
        string waiting = second.StandardError.ReadLine() ?? "";
        _checkout.Write("go-on", "");

        Assert.Contains("another call is setting up", waiting);
        Assert.Equal((0, "ran:scan 1"), Result(FakeCheckout.Finish(first)));
        Assert.Equal((0, "ran:scan 2"), Result(FakeCheckout.Finish(second)));
        Assert.Equal(1, _checkout.Calls("dotnet publish"));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void An_interrupted_build_ends_whole_and_the_next_call_builds(string signal, int exitCode)
    {
        Process call = _checkout.Start("scan", environment: ("FAKE_SLOW", "1"));
        WaitFor(() => File.Exists(Path.Combine(_checkout.Root, "building")));
        Process.Start("/bin/sh", ["-c", $"kill -{signal} {call.Id}"]).WaitForExit();
        (int Code, string Out, string Error) ended = FakeCheckout.Finish(call);

        Assert.Equal(exitCode, ended.Code);
        Assert.Contains("interrupted", ended.Error);
        Assert.Equal((0, "ran:scan"), Result(_checkout.Run("scan")));
        Assert.Equal(2, _checkout.Calls("dotnet publish"));
    }

    [Fact]
    public void Only_the_commands_that_need_node_packages_install_them_and_only_once()
    {
        _checkout.Run("scan --file x");
        Assert.Equal(0, _checkout.Calls("npm"));

        _checkout.Run("demo --help");
        Assert.Equal(0, _checkout.Calls("npm"));

        _checkout.Run("demo");
        _checkout.Run("demo");
        Assert.Equal(1, _checkout.Calls("npm ci"));

        _checkout.Write("package-lock.json", "{\"changed\":true}");
        _checkout.Run("demo");
        Assert.Equal(2, _checkout.Calls("npm ci"));
    }

    [Fact]
    public void A_failed_installation_is_tried_again()
    {
        _checkout.WriteTool("npm", "mkdir -p \"$CORDON_ROOT/node_modules\"; echo no network; exit 1");
        (int exitCode, string output, string error) = _checkout.Run("demo");
        _checkout.Run("demo");

        Assert.Equal((3, ""), (exitCode, output));
        Assert.Contains("no network", error);
        Assert.Equal(2, _checkout.Calls("npm ci"));
    }

    private static (int ExitCode, string Out) Result((int ExitCode, string Out, string Error) run) =>
        (run.ExitCode, run.Out);

    private static void WaitFor(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)), "waited half a minute in vain");
}
