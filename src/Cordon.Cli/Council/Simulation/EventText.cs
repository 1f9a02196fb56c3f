using Cordon.Cli.Council.Decoding;
using Cordon.Contracts.Interfaces;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Logs in words, and the values in them.</summary>
internal static class EventText
{
    private static readonly Lazy<ILookup<Hash256, AbiEvent>> ByTopic = new(() =>
        ContractInterface.All.SelectMany(item => item.Abi.Events).Concat(StandardEvents.All)
            .ToLookup(item => item.Topic));

    /// <summary>The event and its arguments; null where it is not known.</summary>
    public static (AbiEvent Event, AbiValue Values)? Decode(SimulatedLog log)
    {
        if (log.Topics.Count == 0) return null;
        Hash256[] topics = [.. log.Topics];
        foreach (AbiEvent item in ByTopic.Value[topics[0]])
        {
            // Tokens and their like share a signature and differ in what is indexed.
            if (!item.Matches(topics)) continue;
            try
            {
                return (item, item.Decode(topics, log.Data));
            }
            catch (AbiException)
            {
                // Another contract's event of the same name.
            }
        }

        return null;
    }

    public static string Of(SimulatedLog log, ValueText text)
    {
        if (log.Emitter == SimulatedLog.NativeCoin && Decode(log) is { Values: var moved })
            return $"{text.Of(moved[0].Address)} pays {EtherText.Of(moved[2].Word)} to {text.Of(moved[1].Address)}";
        string emitter = text.Of(log.Emitter);
        if (Decode(log) is not { } known)
            return $"{emitter}: unknown event {(log.Topics.Count > 0 ? log.Topics[0] : "without topics")}";
        IEnumerable<string> arguments = known.Event.Inputs.Select((input, i) =>
            $"{ValueText.Label(input, i)}: {text.Of(input.Type, known.Values[i], default, input.Name)}");
        return $"{emitter}: {known.Event.Name}({string.Join(", ", arguments)})";
    }
}
