namespace Cordon.Ethereum;

/// <summary>An event of a contract: indexed arguments in the topics of a log, the others in its data.</summary>
public sealed class AbiEvent
{
    private readonly List<AbiParameter> _dataParameters;

    /// <exception cref="FormatException">More arguments are indexed than a log has topics for.</exception>
    public AbiEvent(string name, IReadOnlyList<AbiParameter> inputs, bool isAnonymous = false)
    {
        Name = name;
        Inputs = inputs;
        IsAnonymous = isAnonymous;
        Signature = name + AbiType.Tuple(inputs).Name;
        Topic = Keccak256.HashUtf8(Signature);
        _dataParameters = [.. inputs.Where(input => !input.IsIndexed)];
        int most = isAnonymous ? 4 : 3;
        int indexed = inputs.Count - _dataParameters.Count;
        if (indexed > most)
            throw new FormatException($"Event {Signature}: {indexed} indexed arguments, at most {most} have topics.");
    }

    public string Name { get; }

    public IReadOnlyList<AbiParameter> Inputs { get; }

    /// <summary>Whether logs do not say which event they are.</summary>
    public bool IsAnonymous { get; }

    /// <summary>The text that is hashed: <c>Transfer(address,address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>The hash of the signature, which is topic 0 of the event's logs unless it is anonymous.</summary>
    public Hash256 Topic { get; }

    /// <summary>Parses <c>Transfer(address indexed from, address indexed to, uint256 value)</c>.</summary>
    /// <exception cref="FormatException">The text is not a signature.</exception>
    public static AbiEvent Parse(string signature)
    {
        (string name, IReadOnlyList<AbiParameter> inputs) = new AbiTypeParser(signature).ParseSignature();
        return new AbiEvent(name, inputs);
    }

    /// <summary>Whether a log with these topics can be this event: topic 0 and the number of topics fit.</summary>
    public bool Matches(ReadOnlySpan<Hash256> topics)
    {
        int indexed = Inputs.Count - _dataParameters.Count;
        return IsAnonymous
            ? topics.Length == indexed
            : topics.Length == indexed + 1 && topics[0] == Topic;
    }

    /// <summary>
    /// The arguments in the order of <see cref="Inputs"/>. An indexed argument whose type does not fit a word
    /// (strings, bytes, arrays, tuples) is only known as the 32 bytes of its hash.
    /// </summary>
    /// <exception cref="AbiException">The log is another event's, or is not encoded properly.</exception>
    public AbiValue Decode(ReadOnlySpan<Hash256> topics, ReadOnlySpan<byte> data, AbiLimits? limits = null)
    {
        if (!Matches(topics)) throw new AbiException($"the log's topics are not those of {Signature}.");

        AbiValue fromData = AbiCodec.Decode(_dataParameters, data, limits);
        var values = new AbiValue[Inputs.Count];
        int topic = IsAnonymous ? 0 : 1;
        int next = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Inputs[i].IsIndexed
                ? DecodeTopic(Inputs[i], i, topics[topic++], limits)
                : fromData[next++];
        }

        return new AbiValue(values);
    }

    public override string ToString() => Signature;

    /// <summary>Whether a topic holds the value itself, not its hash.</summary>
    internal static bool FitsTopic(AbiType type) => type.Kind < AbiKind.Bytes;

    private static AbiValue DecodeTopic(AbiParameter input, int index, Hash256 topic, AbiLimits? limits)
    {
        if (!FitsTopic(input.Type)) return topic;
        try
        {
            Span<byte> word = stackalloc byte[AbiWord.SizeBytes];
            topic.CopyTo(word);
            return AbiCodec.Decode([input with { Name = "" }], word, limits)[0];
        }
        catch (AbiException error)
        {
            throw new AbiException($"topic of {input.Label(index)}: {error.Message}");
        }
    }
}
