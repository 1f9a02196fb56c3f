using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Cordon.Engine.Reading.Tests;

/// <summary>A second, slow and plain reading of the recorded format, to compare the reader with.</summary>
/// <remarks>
/// Written from the format's description with JsonDocument and recursion; shares no code with the reader.
/// </remarks>
internal sealed class SlowBlock
{
    private readonly Dictionary<string, Tx> _byHash = [];

    public List<Tx> Transactions { get; } = [];

    public static SlowBlock Parse(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 5_000 });
        SlowBlock block = new();
        block.AddTransactions(document.RootElement);
        block.AddReceipts(document.RootElement.GetProperty("receipts"));
        JsonElement traces = document.RootElement.GetProperty("traces");
        if (traces.GetArrayLength() > 0 && traces[0].TryGetProperty("action", out _)) block.AddParity(traces);
        else block.AddCallTracer(traces);
        foreach (Tx tx in block.Transactions) Complete(tx);
        return block;
    }

    private void AddTransactions(JsonElement root)
    {
        if (!root.GetProperty("block").TryGetProperty("transactions", out JsonElement listed)) return;
        foreach (JsonElement tx in listed.EnumerateArray())
        {
            Add(new Tx
            {
                Hash = Text(tx, "hash")!,
                From = Text(tx, "from"),
                To = Text(tx, "to"),
                Value = Quantity(tx, "value"),
                Input = Text(tx, "input"),
            });
        }
    }

    private void Add(Tx tx)
    {
        Transactions.Add(tx);
        _byHash.Add(tx.Hash, tx);
    }

    private void AddReceipts(JsonElement receipts)
    {
        bool listed = Transactions.Count > 0;
        foreach (JsonElement receipt in receipts.EnumerateArray())
        {
            if (!listed) Add(new Tx { Hash = Text(receipt, "transactionHash")!, To = Text(receipt, "to") });
            Tx tx = _byHash[Text(receipt, "transactionHash")!];
            tx.To ??= Text(receipt, "contractAddress");
            tx.Status = Text(receipt, "status");
            if (receipt.TryGetProperty("logs", out JsonElement logs)) tx.ReceiptLogs =
                [.. logs.EnumerateArray().Select(Log.Of)];
        }
    }

    private void AddCallTracer(JsonElement traces)
    {
        foreach (JsonElement trace in traces.EnumerateArray())
        {
            Tx tx = _byHash[Text(trace, "txHash")!];
            AddFrame(tx, trace.GetProperty("result"), null, 0);
        }
    }

    private static void AddFrame(Tx tx, JsonElement json, Call? parent, int childIndex)
    {
        string type = Text(json, "type")!;
        Call call = new(tx.Calls.Count, parent, childIndex)
        {
            Type = type,
            From = Text(json, "from"),
            To = Text(json, "to"),
            Value = type is "DELEGATECALL" or "STATICCALL" ? null : Quantity(json, "value"),
            Input = Text(json, "input") ?? "0x",
            Output = Text(json, "output"),
            HasFailed = Text(json, "error") is not null,
        };
        tx.Calls.Add(call);
        Log[] logs = json.TryGetProperty("logs", out JsonElement own)
            ? [.. own.EnumerateArray().Select(l => Log.Of(l) with { Call = call.Index, IsUndone = call.IsUndone })]
            : [];
        int[] positions = logs.Length == 0
            ? []
            : [.. own.EnumerateArray().Select(l => Convert.ToInt32(Text(l, "position"), 16))];
        int next = 0;
        int child = 0;
        IEnumerable<JsonElement> children =
            json.TryGetProperty("calls", out JsonElement nested) ? nested.EnumerateArray() : [];
        foreach (JsonElement frame in children)
        {
            for (; next < logs.Length && positions[next] <= child; next++)
                tx.TraceLogs.Add(logs[next] with { AfterCall = tx.Calls.Count - 1 });
            AddFrame(tx, frame, call, child++);
        }

        for (; next < logs.Length; next++) tx.TraceLogs.Add(logs[next] with { AfterCall = tx.Calls.Count - 1 });
        call.End = tx.Calls.Count;
    }

    private void AddParity(JsonElement traces)
    {
        Dictionary<string, Call> calls = [];
        foreach (JsonElement trace in traces.EnumerateArray())
        {
            string type = Text(trace, "type")!;
            if (type == "reward") continue;
            string hash = Text(trace, "transactionHash")!;
            Tx tx = _byHash[hash];
            int[] address = [.. trace.GetProperty("traceAddress").EnumerateArray().Select(a => a.GetInt32())];
            Call? parent = address.Length == 0 ? null : calls[hash + string.Join('.', address[..^1])];
            Call call = ParityCall(trace, type, new Call(tx.Calls.Count, parent, address.LastOrDefault()));
            calls[hash + string.Join('.', address)] = call;
            tx.Calls.Add(call);
            for (Call? open = call; open is not null; open = open.Parent) open.End = tx.Calls.Count;
        }
    }

    private static Call ParityCall(JsonElement trace, string type, Call call)
    {
        JsonElement action = trace.GetProperty("action");
        JsonElement result = trace.TryGetProperty("result", out JsonElement r) && r.ValueKind == JsonValueKind.Object
            ? r : default;
        call.HasFailed = Text(trace, "error") is not null;
        call.Type = type switch
        {
            "call" => Text(action, "callType")!.ToUpperInvariant(),
            "create" => "CREATE",
            _ => "SELFDESTRUCT",
        };
        call.From = Text(action, type == "suicide" ? "address" : "from");
        call.To = type switch
        {
            "call" => Text(action, "to"),
            "create" => Text(result, "address"),
            _ => Text(action, "refundAddress"),
        };
        BigInteger? value = Quantity(action, type == "suicide" ? "balance" : "value");
        call.Value = call.Type is "DELEGATECALL" or "STATICCALL" ? null : value;
        call.Input = Text(action, type == "create" ? "init" : "input") ?? "0x";
        call.Output = Text(result, type == "create" ? "code" : "output");
        return call;
    }

    private static void Complete(Tx tx)
    {
        if (tx.Calls.Count == 0) return;
        Call root = tx.Calls[0];
        tx.Status ??= root.HasFailed ? "0x0" : "0x1";
        tx.From ??= root.From;
        tx.To ??= root.To;
        tx.Value ??= root.Value;
        tx.Input ??= root.Input;
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) ? value.GetString()
            : null;

    private static BigInteger? Quantity(JsonElement json, string name) => Text(json, name) is { } text
        ? BigInteger.Parse("0" + text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : null;

    internal sealed class Tx
    {
        public required string Hash { get; init; }

        public string? From { get; set; }

        public string? To { get; set; }

        public BigInteger? Value { get; set; }

        public string? Input { get; set; }

        public string? Status { get; set; }

        public List<Call> Calls { get; } = [];

        public List<Log> TraceLogs { get; } = [];

        public Log[]? ReceiptLogs { get; set; }
    }

    internal sealed class Call(int index, Call? parent, int childIndex)
    {
        public int Index => index;

        public Call? Parent => parent;

        public int ChildIndex => childIndex;

        public int End { get; set; }

        public string Type { get; set; } = "";

        public string? From { get; set; }

        public string? To { get; set; }

        public BigInteger? Value { get; set; }

        public string Input { get; set; } = "0x";

        public string? Output { get; set; }

        public bool HasFailed { get; set; }

        public bool IsUndone => HasFailed || parent is { IsUndone: true };

        public string? Self => Type switch
        {
            "DELEGATECALL" or "CALLCODE" => parent!.Self,
            "SELFDESTRUCT" => From,
            _ => To,
        };
    }

    internal sealed record Log(string Address, string Topics, string Data)
    {
        public int Call { get; init; } = -1;

        public int AfterCall { get; init; } = -1;

        public bool IsUndone { get; init; }

        public static Log Of(JsonElement json) => new(
            Text(json, "address")!,
            string.Join(',', json.GetProperty("topics").EnumerateArray().Select(t => t.GetString())),
            Text(json, "data")!);
    }
}
