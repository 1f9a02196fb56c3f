using System.Diagnostics;

namespace Cordon.House.Tests.Script;

[Collection(FakeCheckout.Collection)]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TestCommandTests : IDisposable
{
    private readonly FakeCheckout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void Adds_up_what_every_suite_reports()
    {
        _checkout.WriteSuite("A.Tests", "report 5 5 0");
        _checkout.WriteSuite("B.Tests", "report 7 6 1");

        Assert.Equal((0, "11 passed, 0 failed, 1 skipped"), Run("test"));
    }

    [Fact]
    public void Leaves_the_skipped_out_where_there_are_none()
    {
        _checkout.WriteSuite("A.Tests", "report 5 5 0");

        Assert.Equal((0, "5 passed, 0 failed"), Run("test"));
    }

    [Fact]
    public void A_failed_test_fails_the_run_and_shows_the_log()
    {
        _checkout.WriteSuite("A.Tests", "report 5 3 0; echo expected 1 but was 2; exit 2");
        _checkout.WriteSuite("B.Tests", "report 1 1 0");

        (int exitCode, string output, _) = _checkout.Run("test");

        Assert.Equal(1, exitCode);
        Assert.EndsWith("4 passed, 2 failed", output);
        Assert.Contains("expected 1 but was 2", output);
    }

    [Theory]
    [InlineData("exit 134")] // died before it wrote anything
    [InlineData("exit 0")] // claims success without a report
    [InlineData("kill -9 $$")]
    public void A_host_that_dies_counts_as_a_failure(string body)
    {
        _checkout.WriteSuite("A.Tests", body);
        _checkout.WriteSuite("B.Tests", "report 1 1 0");

        Assert.Equal((1, "1 passed, 1 failed"), Run("test"));
    }

    [Fact]
    public void A_host_that_reports_green_and_then_fails_counts_as_a_failure()
    {
        _checkout.WriteSuite("A.Tests", "report 3 3 0; exit 139");

        Assert.Equal((1, "3 passed, 1 failed"), Run("test"));
    }

    [Fact]
    public void A_report_of_an_earlier_run_is_not_taken_for_this_one()
    {
        _checkout.WriteSuite("A.Tests", "report 3 3 0");
        Run("test");
        _checkout.WriteSuite("A.Tests", "exit 134");

        Assert.Equal((1, "0 passed, 1 failed"), Run("test"));
    }

    [Fact]
    public void A_host_that_hangs_is_ended_and_counts_as_a_failure()
    {
        _checkout.WriteSuite("A.Tests", "sleep 60");

        // By its name, without the contracts: the limit would end those too where the machine stands still.
        Assert.Equal((1, "0 passed, 1 failed"), Run("test A.Tests", ("CORDON_SUITE_TIMEOUT_S", "0.5")));
    }

    [Fact]
    public void A_project_that_was_not_built_counts_as_a_failure()
    {
        _checkout.WriteSuite("A.Tests", "report 3 3 0");
        _checkout.Write("tests/B.Tests/B.Tests.csproj", "<Project />");

        Assert.Equal((1, "3 passed, 1 failed"), Run("test"));
    }

    [Theory]
    [InlineData("build", "error CS1002", "0 passed, 1 failed")] // the suites on disk are old: they are not run
    [InlineData("format", "error WHITESPACE", "3 passed, 1 failed")]
    public void A_failed_build_or_format_check_counts_as_a_failure_and_nothing_old_is_run(
        string command, string message, string last)
    {
        _checkout.WriteSuite("A.Tests", "report 3 3 0");
        _checkout.Run("version");
        _checkout.WriteTool("dotnet", $"[ \"$1\" != {command} ] || {{ echo \"x.cs: {message} found\"; exit 1; }}");

        (int exitCode, string output, string error) = _checkout.Run("test");

        Assert.Equal((1, last), (exitCode, output.Split('\n')[^1]));
        Assert.Contains(message, error);
    }

    [Fact]
    public void Suites_that_run_alone_have_the_machine_to_themselves_and_count_as_the_others_do()
    {
        _checkout.WriteContracts("sleep 0.5; touch \"$CORDON_ROOT/done\"; echo '2 passed, 0 failed, 0 skipped'");
        _checkout.WriteSuite("A.Tests", "report 3 3 0; [ -e \"$CORDON_ROOT/done\" ] || exit 1");
        _checkout.WriteSuite("B.Tests", "report 4 4 0");
        _checkout.Write("tests/A.Tests/A.Tests.csproj", "<RunsAlone>true</RunsAlone>");

        Assert.Equal((0, "9 passed, 0 failed"), Run("test"));
    }

    [Fact]
    public void Two_suites_run_at_a_time_never_three_and_each_once()
    {
        // A and B meet, which they could not one after the other; C must find a place free.
        const string Enter =
            "cd \"$CORDON_ROOT\"; mkdir one 2>/dev/null && P=one || { mkdir two && P=two; } || exit 1\n";
        const string Leave = "rmdir $P; echo . >> runs; report 1 1 0";
        string Meet(string own, string other) =>
            $"{Enter}touch {own}; N=0\nwhile [ ! -e {other} ] && [ $N -lt 300 ]; do sleep 0.1; N=$((N + 1)); done\n" +
            $"[ -e {other} ] || exit 1\n{Leave}";
        _checkout.WriteSuite("A.Tests", Meet("a", "b"));
        _checkout.WriteSuite("B.Tests", Meet("b", "a"));
        _checkout.WriteSuite("C.Tests", $"{Enter}sleep 0.2; {Leave}");

        Assert.Equal((0, "3 passed, 0 failed"), Run("test"));
        Assert.Equal(3, File.ReadAllLines(Path.Combine(_checkout.Root, "runs")).Length);
    }

    [Fact]
    public void An_interrupt_has_its_meaning_in_every_suite_for_some_send_one_to_the_program()
    {
        const string Body = "sh -c 'kill -INT $$; exit 7'; [ $? -ne 7 ] || exit 1; report 1 1 0";
        _checkout.WriteSuite("A.Tests", Body);
        _checkout.WriteSuite("B.Tests", Body);

        Assert.Equal((0, "2 passed, 0 failed"), Run("test"));
    }

    [Theory]
    [InlineData(0, "3 passed, 0 failed")]
    [InlineData(1, "0 passed, 1 failed")]
    public void The_compiler_that_a_build_keeps_for_its_projects_ends_with_the_build(int exitCode, string last)
    {
        _checkout.WriteSuite("A.Tests", "report 3 3 0; ! kill -0 $(cat \"$CORDON_ROOT/compiler\") || exit 1");
        _checkout.Run("version");
        _checkout.WriteTool("dotnet", $$"""
            [ "$1" = build ] || exit 0
            sleep 300 &
            echo $! > "$CORDON_ROOT/compiler"
            exit {{exitCode}}
            """);

        Assert.Equal((exitCode, last), Run("test"));
        Assert.False(IsRunning(File.ReadAllText(Path.Combine(_checkout.Root, "compiler"))));
    }

    [Fact]
    public void An_interrupted_build_takes_its_compiler_and_what_runs_beside_along()
    {
        _checkout.WriteSuite("A.Tests", "report 3 3 0");
        _checkout.WriteContracts("echo $$ > \"$CORDON_ROOT/forge\"; exec sleep 300");
        _checkout.Run("version");
        _checkout.WriteTool("dotnet", """
            [ "$1" = build ] || exit 0
            sleep 300 &
            echo $! > "$CORDON_ROOT/compiler"
            wait
            """);
        string[] files = [Path.Combine(_checkout.Root, "compiler"), Path.Combine(_checkout.Root, "forge")];

        Process call = _checkout.Start("test");
        Assert.True(SpinWait.SpinUntil(
            () => files.All(file => File.Exists(file) && File.ReadAllText(file).EndsWith('\n')),
            TimeSpan.FromSeconds(30)), "waited half a minute in vain");
        Process.Start("/bin/sh", ["-c", $"kill -INT {call.Id}"]).WaitForExit();

        Assert.Equal(130, FakeCheckout.Finish(call).ExitCode);
        Assert.All(files, file => Assert.True(SpinWait.SpinUntil(
            () => !IsRunning(File.ReadAllText(file)), TimeSpan.FromSeconds(10)), $"{file} is left"));
    }

    [Fact]
    public void A_build_asks_for_a_compiler_of_its_own_so_that_it_ends_nobody_elses()
    {
        _checkout.WriteSuite("A.Tests", "report 3 3 0");
        Run("test");
        Run("test");

        string[] names = [.. File.ReadLines(Path.Combine(_checkout.Root, "calls.log"))
            .Where(call => call.StartsWith("dotnet build", StringComparison.Ordinal))
            .Select(call => call[(call.IndexOf("SharedCompilationId=", StringComparison.Ordinal) + 20)..])];
        Assert.Equal(2, names.Length);
        Assert.All(names, name => Assert.StartsWith("cordon-", name));
        Assert.Distinct(names);
    }

    [Fact]
    public void Node_packages_are_there_before_the_build_which_puts_one_into_the_program()
    {
        _checkout.WriteSuite("A.Tests", "report 3 3 0");
        Run("test");

        List<string> calls = [.. File.ReadLines(Path.Combine(_checkout.Root, "calls.log"))];
        Assert.InRange(calls.FindIndex(call => call.StartsWith("npm ci", StringComparison.Ordinal)), 0,
            calls.FindIndex(call => call.StartsWith("dotnet publish", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_runs_beside_and_dies_counts_as_a_failure()
    {
        _checkout.WriteContracts("kill -9 -- -$(ps -o pgid= $$ | tr -d ' ')");
        _checkout.WriteSuite("B.Tests", "report 4 4 0");

        Assert.Equal((1, "4 passed, 1 failed"), Run("test"));
    }

    [Fact]
    public void A_filter_that_names_a_project_runs_that_project()
    {
        _checkout.WriteSuite("Cordon.Ethereum.Tests", "report 3 3 0");
        _checkout.WriteSuite("Cordon.Domain.Tests", "report 5 5 0");

        Assert.Equal((0, "3 passed, 0 failed"), Run("test Ethereum"));
    }

    [Fact]
    public void A_filter_that_names_no_project_is_passed_to_every_suite()
    {
        _checkout.WriteSuite("A.Tests", "report 0 0 0");
        _checkout.WriteSuite("B.Tests", "report 2 2 0");
        Assert.Equal((0, "2 passed, 0 failed"), Run("test Retracts_every"));

        _checkout.WriteSuite("B.Tests", "report 0 0 0");
        Assert.Equal((1, "0 passed, 1 failed"), Run("test Retracts_every"));
    }

    [Theory]
    [InlineData("test", "unset")]
    [InlineData("test --long", "1")]
    public void Long_campaigns_run_only_when_asked_for(string arguments, string expected)
    {
        _checkout.WriteSuite("A.Tests", "echo ${CORDON_LONG:-unset} > \"$CORDON_ROOT/long\"; report 1 1 0");

        Run(arguments);

        Assert.Equal(expected, File.ReadAllText(Path.Combine(_checkout.Root, "long")).Trim());
    }

    [Fact]
    public void The_contracts_count_like_any_other_suite()
    {
        _checkout.WriteSuite("A.Tests", "report 5 5 0");
        _checkout.WriteContracts("echo '20 passed, 0 failed, 2 skipped'");

        Assert.Equal((0, "25 passed, 0 failed, 2 skipped"), Run("test"));
        Assert.Equal((0, "20 passed, 0 failed, 2 skipped"), Run("test contracts"));
    }

    [Theory]
    [InlineData("echo expected 1; echo '3 passed, 2 failed, 0 skipped'; exit 1", "3 passed, 2 failed")]
    [InlineData("echo '3 passed, 0 failed, 0 skipped'; exit 1", "3 passed, 1 failed")]
    [InlineData("echo forge is missing; exit 3", "0 passed, 1 failed")]
    [InlineData("exit 0", "0 passed, 1 failed")]
    public void Contracts_that_fail_or_cannot_run_fail_the_run(string body, string expected)
    {
        _checkout.WriteContracts(body);

        Assert.Equal((1, expected), Run("test contracts"));
    }

    [Fact]
    public void A_filter_that_names_no_project_reaches_the_contracts_and_one_that_does_leaves_them_alone()
    {
        _checkout.WriteSuite("Cordon.Ethereum.Tests", "report 3 3 0");

        Run("test Ethereum");
        Assert.Equal(0, _checkout.Calls("contracts"));

        Run("test NeverExceeds");
        Assert.Equal(1, _checkout.Calls("contracts test NeverExceeds"));
    }

    [Theory]
    [InlineData("test --nonsense")]
    [InlineData("test one two")]
    public void Arguments_that_mean_nothing_are_bad_input(string arguments) =>
        Assert.Equal(2, _checkout.Run(arguments).ExitCode);

    // One that has ended and was not yet asked for its exit code (a zombie) runs no more.
    private static bool IsRunning(string id)
    {
        string status = $"/proc/{id.Trim()}/status";
        return File.Exists(status) && !File.ReadAllText(status).Contains("State:\tZ", StringComparison.Ordinal);
    }

    private (int ExitCode, string LastLine) Run(string arguments, params (string Name, string Value)[] environment)
    {
        (int exitCode, string output, _) = _checkout.Run(arguments, environment: environment);
        return (exitCode, output.Split('\n')[^1]);
    }
}
