using Cordon.Domain.Blocks;
using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>Reads the fields of one Parity trace entry, in whatever order its keys come.</summary>
internal sealed class ParityEntryReader(ReadingState state)
{
    private readonly KeyTable _entryKeys = new(
        "action",
        "result",
        "error",
        "type",
        "traceAddress",
        "subtraces",
        "transactionHash",
        "transactionPosition",
        "blockNumber");

    private readonly KeyTable _partKeys = new(
        "from",
        "to",
        "value",
        "input",
        "init",
        "callType",
        "creationMethod",
        "address",
        "refundAddress",
        "balance",
        "output",
        "code");

    private enum EntryField
    {
        Action,
        Result,
        Error,
        Type,
        TraceAddress,
        Subtraces,
        TransactionHash,
        TransactionPosition,
        BlockNumber,
    }

    private enum PartField
    {
        From,
        To,
        Value,
        Input,
        Init,
        CallType,
        CreationMethod,
        Address,
        RefundAddress,
        Balance,
        Output,
        Code,
    }

    private readonly Column<int> _traceAddress = new();

    /// <summary>The last entry's trace address.</summary>
    public ReadOnlySpan<int> TraceAddress => _traceAddress.Span;

    public ParityEntry Read(ref JsonScanner scanner)
    {
        int at = scanner.Position;
        ParityEntry entry = new()
        {
            Position = -1,
            Subtraces = -1,
            From = AccountId.None,
            To = AccountId.None,
        };
        _traceAddress.Clear();
        scanner.BeginObject("a trace");
        ObjectState keys = default;
        while (scanner.NextKey(ref keys, _entryKeys, out int field))
        {
            switch ((EntryField)field)
            {
                case EntryField.Action: ReadPart(ref scanner, ref entry, isAction: true); break;
                case EntryField.Result:
                    if (!scanner.TryNull()) ReadPart(ref scanner, ref entry, isAction: false);
                    break;
                case EntryField.Error:
                    entry.HasFailed = scanner.TryText("an error text", out ReadOnlySpan<byte> error) && !error.IsEmpty;
                    break;
                case EntryField.Type: entry.Kind = ReadKind(ref scanner); break;
                case EntryField.TraceAddress: ReadTraceAddress(ref scanner); break;
                case EntryField.Subtraces:
                    if (scanner.TryIndex(out int subtraces)) entry.Subtraces = subtraces;
                    break;
                case EntryField.TransactionHash: scanner.TryHash(out entry.TransactionHash); break;
                case EntryField.TransactionPosition:
                    if (scanner.TryIndex(out int position)) entry.Position = position;
                    break;
                case EntryField.BlockNumber: scanner.ExpectNumber(state.Block.Number, "trace"); break;
            }
        }

        if (!keys.Has((int)EntryField.Type)) throw scanner.Missing(at, "type", "call, create, suicide or reward");
        if (!keys.Has((int)EntryField.Action)) throw scanner.Missing(at, "action", "what the frame did");
        if (!keys.Has((int)EntryField.TraceAddress) && !entry.IsReward)
            throw scanner.Missing(at, "traceAddress", "an array of positions");
        return entry;
    }

    private void ReadPart(ref JsonScanner scanner, ref ParityEntry entry, bool isAction)
    {
        scanner.BeginObject(isAction ? "what the frame did" : "the frame's result");
        ObjectState keys = default;
        while (scanner.NextKey(ref keys, _partKeys, out int field))
        {
            switch ((PartField)field)
            {
                case PartField.From: entry.From = ReadAccount(ref scanner); break;
                case PartField.Address when isAction: entry.From = ReadAccount(ref scanner); break; // of a suicide
                case PartField.To or PartField.RefundAddress or PartField.Address:
                    entry.To = ReadAccount(ref scanner);
                    break;
                case PartField.Value or PartField.Balance:
                    entry.Value = scanner.TryQuantity(out UInt256 value) ? value : null;
                    break;
                case PartField.Input or PartField.Init: scanner.TryHexData(out entry.Input); break;
                case PartField.Output or PartField.Code: entry.HasOutput = scanner.TryHexData(out entry.Output); break;
                case PartField.CallType: entry.CallType = CallNames.ReadCallType(ref scanner); break;
                case PartField.CreationMethod:
                    scanner.TryText("create or create2", out ReadOnlySpan<byte> method);
                    if (method.SequenceEqual("create2"u8)) entry.CallType = CallKind.Create2;
                    break;
            }
        }
    }

    private AccountId ReadAccount(ref JsonScanner scanner)
    {
        state.TryAccount(ref scanner, out AccountId account);
        return account;
    }

    private static ParityKind ReadKind(ref JsonScanner scanner)
    {
        const string Expected = "call, create, suicide or reward";
        int at = scanner.Position;
        scanner.TryText(Expected, out ReadOnlySpan<byte> name);
        if (name.SequenceEqual("call"u8)) return ParityKind.Call;
        if (name.SequenceEqual("create"u8)) return ParityKind.Create;
        if (name.SequenceEqual("suicide"u8) || name.SequenceEqual("selfdestruct"u8)) return ParityKind.Suicide;
        if (name.SequenceEqual("reward"u8)) return ParityKind.Reward;
        throw scanner.Error(at, $"found {scanner.Found(at)}, expected {Expected}");
    }

    private void ReadTraceAddress(ref JsonScanner scanner)
    {
        scanner.BeginArray("an array of positions");
        for (bool started = false; scanner.NextElement(ref started);)
        {
            int at = scanner.Position;
            if (!scanner.TryIndex(out int index)) throw scanner.Error(at, "found null, expected a position");
            _traceAddress.Add(index);
        }
    }
}
