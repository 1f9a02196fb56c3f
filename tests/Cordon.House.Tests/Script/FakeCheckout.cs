using System.Diagnostics;

namespace Cordon.House.Tests.Script;

/// <summary>A temporary checkout with the real script, and tools that only write down how they were called.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class FakeCheckout : IDisposable
{
    /// <summary>Its tests run one after the other: a process that is started while a program is written holds that open
    /// for writing too, for a moment in which nobody can run it.</summary>
    public const string Collection = "script";

    private readonly string _tools;

    public FakeCheckout()
    {
        Root = Directory.CreateTempSubdirectory("cordon-script-").FullName;
        _tools = Path.Combine(Root, "fake-tools");
        _ = Rules.Repository.Files; // the one process that other tests start has ended then
        File.Copy(Rules.Repository.Absolute("cordon"), Path.Combine(Root, "cordon"));
        Write("src/Cordon.Domain/Facts.cs", "// facts");
        Write("spec/signal.schema.json", "{}");
        Write("package-lock.json", "{}");
        Write("Directory.Build.props", "<Project />");
        Write("global.json", "{}");
        Write("Cordon.slnx", "<Solution />");
        WriteContracts("echo '0 passed, 0 failed, 0 skipped'");
        WriteTool("npm", "mkdir -p \"$CORDON_ROOT/node_modules\"");

        // `publish … -o DIR` makes a program that prints its arguments and exits with the code in FAKE_EXIT.
        WriteTool("dotnet", """
            if [ "$1" = publish ]; then
              while [ "$1" != -o ]; do shift; done
              if [ -n "$FAKE_SLOW" ]; then
                touch "$CORDON_ROOT/building"
                while [ ! -e "$CORDON_ROOT/go-on" ]; do sleep 0.05; done
              fi
              mkdir -p "$2"
              printf '#!/bin/sh\necho "ran:$*"\nexit ${FAKE_EXIT:-0}\n' > "$2/cordon"
              chmod +x "$2/cordon"
            fi
            """);
    }

    public string Root { get; }

    /// <summary>How often a tool was called with these first words.</summary>
    public int Calls(string words)
    {
        string log = Path.Combine(Root, "calls.log");
        return File.Exists(log) ? File.ReadLines(log).Count(l => l.StartsWith(words, StringComparison.Ordinal)) : 0;
    }

    public void Write(string path, string text)
    {
        string full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>A test project whose host runs the given shell lines; TRX is set to where its report belongs.</summary>
    public void WriteSuite(string name, string body)
    {
        Write($"tests/{name}/{name}.csproj", "<Project />");
        WriteProgram($"tests/{name}/bin/Release/net10.0/{name}",
            "while [ $# -gt 0 ]; do\n" +
            "  [ \"$1\" != --results-directory ] || DIR=$2\n" +
            "  [ \"$1\" != --report-xunit-trx-filename ] || TRX=$DIR/$2\n  shift\ndone\n" +
            "report() { printf '<Counters total=\"%s\" passed=\"%s\" notExecuted=\"%s\" />' $1 $2 $3 > $TRX; }\n" +
            body);
    }

    /// <summary>The contracts' own script, which writes itself down, then runs the given shell lines.</summary>
    public void WriteContracts(string body) =>
        WriteProgram("contracts/suite", $"echo \"contracts $*\" >> \"$CORDON_ROOT/calls.log\"\n{body}");

    /// <summary>A tool that writes itself down, then runs the given shell lines.</summary>
    public void WriteTool(string name, string body) =>
        WriteProgram($"fake-tools/{name}", $"echo \"{name} $*\" >> \"$CORDON_ROOT/calls.log\"\n{body}");

    public Process Start(string arguments, string? workingFolder = null, string? script = null,
        params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new("/bin/bash", ["-c", $"exec \"{script ?? Root + "/cordon"}\" {arguments}"])
        {
            WorkingDirectory = workingFolder ?? Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = $"{_tools}:/usr/bin:/bin";
        start.Environment.Remove("CORDON_LONG");
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public (int ExitCode, string Out, string Error) Run(
        string arguments, string? workingFolder = null, string? script = null,
        params (string Name, string Value)[] environment) =>
        Finish(Start(arguments, workingFolder, script, environment));

    public static (int ExitCode, string Out, string Error) Finish(Process process)
    {
        using (process)
        {
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "the script did not end within a minute");
            return (process.ExitCode, output.TrimEnd('\n'), error.GetAwaiter().GetResult());
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void WriteProgram(string path, string body)
    {
        Write(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(Path.Combine(Root, path),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
