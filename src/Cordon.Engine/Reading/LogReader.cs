using Cordon.Domain.Blocks;
using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>Reads an array of logs, of a receipt or of a callTracer frame, into staged rows.</summary>
internal sealed class LogReader(ReadingState state)
{
    private const int AddressField = 0;
    private const int TopicsField = 1;
    private const int DataField = 2;
    private const int PositionField = 3;
    private readonly KeyTable _keys = new("address", "topics", "data", "position");

    /// <summary>Appends the logs of one array; the rows hold them in the array's order.</summary>
    /// <param name="scanner">At the array.</param>
    /// <param name="logs">Where the rows go.</param>
    /// <param name="call">The frame that holds the array, -1 for a receipt.</param>
    public void ReadArray(ref JsonScanner scanner, Column<StagedLog> logs, int call)
    {
        scanner.BeginArray("an array of logs");
        int before = 0;
        for (bool started = false; scanner.NextElement(ref started);)
        {
            int at = scanner.Position;
            ref StagedLog log = ref logs.Add();
            log = default;
            log.Call = call;
            ReadLog(ref scanner, ref log);
            if (call < 0) continue;
            if (log.Position < before)
                throw scanner.Error(at, $"position {log.Position} after {before}: logs of a frame are in order");
            before = log.Position;
        }
    }

    private void ReadLog(ref JsonScanner scanner, ref StagedLog log)
    {
        int at = scanner.Position;
        scanner.BeginObject("a log");
        bool hasEmitter = false;
        ObjectState keys = default;
        while (scanner.NextKey(ref keys, _keys, out int field))
        {
            switch (field)
            {
                case AddressField:
                    hasEmitter = state.TryAccount(ref scanner, out log.Address);
                    break;
                case TopicsField: ReadTopics(ref scanner, ref log); break;
                case DataField: scanner.TryHexData(out log.Data); break;
                case PositionField:
                    if (log.Call >= 0) scanner.TryIndex(out log.Position);
                    else scanner.SkipValue();
                    break;
            }
        }

        // Without its emitter or topics a log can't be told from another: dropping it would be a silent loss.
        if (!hasEmitter) throw scanner.Missing(at, "address", "the emitting contract");
        if (!keys.Has(TopicsField)) throw scanner.Missing(at, "topics", "an array of 0 to 4 topics");
        if (!keys.Has(DataField)) throw scanner.Missing(at, "data", "0x and hex digits");
    }

    private static void ReadTopics(ref JsonScanner scanner, ref StagedLog log)
    {
        scanner.BeginArray("an array of 0 to 4 topics");
        for (bool started = false; scanner.NextElement(ref started);)
        {
            int at = scanner.Position;
            if (log.TopicCount == LogTable.TopicsMax)
                throw scanner.Error(at,
                    $"topic number {LogTable.TopicsMax + 1}, expected at most {LogTable.TopicsMax}");
            if (!scanner.TryWordDigits(out int start)) throw scanner.Error(at, "found null, expected a topic");
            log.Topics[log.TopicCount++] = start;
        }
    }
}
