using System.CommandLine;
using Cordon.Cli.Commands;
using Cordon.Cli.Terminal;
using Cordon.Economics.Verification;

namespace Cordon.Cli.Risk;

/// <summary><c>cordon risk verify</c>: reference cases through the engine, compared with the stated
/// tolerance.</summary>
internal static class RiskVerifyCommand
{
    private const long BytesMax = 256L << 20;

    public static Command Create(Session session)
    {
        Option<string[]> cases = new("--cases")
        {
            Description = "Folders of reference cases (*.json), or single files",
            HelpName = "DIR",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> json = Arguments.Json("every case");
        CordonCommand command = new("verify",
            "Run reference cases through the engine and compare with the stated tolerance",
            "cordon risk verify --cases data/economics",
            "cordon risk verify --cases data/economics --json > verify.json") { cases, json };
        command.SetAction(result => Run(session, result.GetValue(cases)!, result.GetValue(json)));
        return command;
    }

    private static int Run(Session session, string[] places, bool asJson)
    {
        List<CaseResult> results = [];
        string[] files = [.. places.SelectMany(Files)];
        StepLine progress = new(session);
        for (int i = 0; i < files.Length; i++)
        {
            string name = Path.GetFileName(files[i]);
            if (new FileInfo(files[i]).Length > BytesMax)
                throw CommandException.BadInput($"--cases: {files[i]}: larger than {BytesMax >> 20} MiB");
            foreach (CaseResult result in CaseRunner.Run(name, File.ReadAllBytes(files[i])))
            {
                results.Add(result);
                progress.Show($"{name}, case {result.Index + 1}", (double)i / files.Length);
            }
        }

        progress.Clear();
        if (asJson) VerifyJson.Write(session.Out, results);
        else VerifyTable.Write(session, results);
        if (results.Any(result => result.Outcome == CaseOutcome.Malformed)) return ExitCode.BadInput;
        return results.All(result => result.Outcome == CaseOutcome.Passed) ? ExitCode.Success : ExitCode.AnswerIsNo;
    }

    private static IEnumerable<string> Files(string place)
    {
        if (File.Exists(place)) return [place];
        if (!Directory.Exists(place)) throw CommandException.BadInput($"--cases: {place}: no such folder");

        string[] files = [.. Directory.EnumerateFiles(place, "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? files
            : throw CommandException.BadInput($"--cases: {place}: expected files of cases (*.json), found none");
    }
}
