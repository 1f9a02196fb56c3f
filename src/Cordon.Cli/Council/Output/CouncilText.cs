using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Council.Signing;
using Cordon.Cli.Council.Simulation;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Output;

/// <summary>The report for a person who is about to sign: dangers first, then what it does, then what proves it.
/// </summary>
internal sealed class CouncilText(Session session)
{
    private const int WordBytes = 32;
    private const int WordsShown = 64;

    public void Write(CouncilReport report)
    {
        WriteHead(report);
        WriteRemarks(report);
        Section("What it calls");
        WriteCall(report.Call, 0);
        WriteChanges(report.Simulation);
        WriteSignatures(report);
        session.WriteLine();
        Line(0, report.IsClean
            ? "Nothing speaks against it. Compare the hash with what your wallet shows before you sign."
            : "DO NOT SIGN before every danger above is explained.");
    }

    private void WriteHead(CouncilReport report)
    {
        SafeTransaction transaction = report.Transaction;
        string safe = report.Safe.Address.ToChecksumString();
        Line(0, $"Safe      {safe}, version {report.Safe.Version}, chain {report.Chain}");
        Line(0, $"hash      {report.Hash}");
        string when = report.ExecutedIn is { } tx
            ? $"executed in {tx}"
            : report.Ahead is { } ahead ? ahead.IsZero ? "the next" : $"{ahead} others come first" : "used already";
        Line(0, $"nonce     {transaction.Nonce} ({when})");
        Line(0, $"signed    {report.Signed} of {report.Safe.Threshold} needed"
            + (report.ReachesThreshold ? ", enough" : ", not enough yet"));
    }

    private void WriteRemarks(CouncilReport report)
    {
        if (report.Remarks.Count == 0) return;
        Section("Beware");
        foreach (Remark remark in report.Remarks)
            Line(2, $"{Mark(remark.Gravity),-8}{remark.Where}: {remark.Text}");
    }

    private void WriteCall(DecodedCall call, int depth)
    {
        int indent = 2 + (2 * depth);
        Line(indent, $"{call.Path}  {call.Meaning}");
        string kind = call.IsDelegateCall ? "delegatecall" : call.IsLater ? "call, later" : "call";
        Line(indent + 4, $"{kind} to {call.Target.Text}"
            + (call.Value.IsZero ? "" : $", with {EtherText.Of(call.Value)}"));
        if (call.Function is { } match)
        {
            string basis = match.IsProven ? "" : "  (by its selector alone)";
            Line(indent + 4, $"{match.Function.Abi.Signature}{basis}");
            foreach (DecodedArgument argument in call.Arguments)
                Line(indent + 6, $"{argument.Name} = {argument.Text}");
        }
        else if (call.Data.Length > 0)
        {
            WriteWords(call.Data, indent + 4);
        }

        foreach (DecodedCall inner in call.Inner) WriteCall(inner, depth + 1);
    }

    private void WriteWords(byte[] data, int indent)
    {
        int head = Math.Min(AbiFunction.SelectorBytes, data.Length);
        Line(indent, $"unknown: {Hex.Format(data.AsSpan(0, head))}, {data.Length} bytes");
        foreach (byte[] word in data[head..].Chunk(WordBytes).Take(WordsShown)) Line(indent + 2, Hex.Format(word));
        int more = ((data.Length - head + WordBytes - 1) / WordBytes) - WordsShown;
        if (more > 0) Line(indent + 2, $"and {more} words more");
    }

    private void WriteChanges(SimulationOutcome simulation)
    {
        Section("What will change (simulated)");
        if (simulation.Unseen.Length > 0) Line(2, simulation.Unseen);
        if (simulation.Succeeds == false) Line(2, $"It would fail: {simulation.Failure}.");
        if (simulation is { Succeeds: true, Changes.Count: 0, Unseen.Length: 0 })
            Line(2, "Nothing that could be asked for changes.");
        foreach (StateChange change in simulation.Changes) Line(2, change.Words);
        if (simulation.Events.Count == 0) return;
        Section("Events");
        foreach (string text in simulation.Events) Line(2, text);
    }

    private void WriteSignatures(CouncilReport report)
    {
        Section("Signatures");
        if (report.Signatures.Count == 0) Line(2, "none");
        foreach (SignatureFinding found in report.Signatures)
        {
            string verdict = found.Counts ? "valid" : found.IsValid ? "NOT AN OWNER" : $"INVALID: {found.Why}";
            Line(2, $"{found.Owner.ToChecksumString()}  {Kind(found.Kind),-10} {verdict}");
        }
    }

    private void Section(string title)
    {
        session.WriteLine();
        Line(0, title);
    }

    private void Line(int indent, string text) => session.WriteLine(
        new string(' ', indent) + TerminalText.Wrap(Clean(text), indent + 4, session.Width));

    private static string Clean(string text) => TerminalText.Clean(text);

    private static string Mark(Gravity gravity) => gravity switch
    {
        Gravity.Danger => "DANGER",
        Gravity.Caution => "caution",
        _ => "note",
    };

    private static string Kind(SignatureKind kind) => kind switch
    {
        SignatureKind.Contract => "contract",
        SignatureKind.OnChain => "on chain",
        SignatureKind.Message => "message",
        _ => "hash",
    };
}
