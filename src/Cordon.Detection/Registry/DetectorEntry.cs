using System.Reflection;
using Cordon.Detection.Flows;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Registry;

/// <summary>One registered detector: its name, its options, its README, and how it is made.</summary>
public sealed class DetectorEntry
{
    private readonly Func<object, WatchList, object> _create; // an IDetector or a HistoryStage

    private DetectorEntry(string name, Type optionsType, Func<object, WatchList, object> create) =>
        (Name, OptionsType, _create) = (name, optionsType, create);

    public string Name { get; }

    /// <summary>The class whose properties are the options; a new instance holds the defaults.</summary>
    public Type OptionsType { get; }

    public IReadOnlyList<OptionDescriptor> Options => OptionReflection.Describe(OptionsType);

    /// <summary>The detector's README, whole, as Markdown.</summary>
    public string Readme => ReadReadme(OptionsType);

    /// <summary>The first paragraph of the README, on one line.</summary>
    public string Summary => FirstParagraph(Readme);

    /// <summary>Registers a detector that looks at one block by itself.</summary>
    public static DetectorEntry Of<TOptions>(string name, Func<TOptions, IDetector> create)
        where TOptions : class, new() => new(name, typeof(TOptions), (options, _) => create((TOptions)options));

    /// <summary>Registers a detector that looks at one block by itself and knows the protected contracts.</summary>
    public static DetectorEntry Of<TOptions>(string name, Func<TOptions, WatchList, IDetector> create)
        where TOptions : class, new() =>
        new(name, typeof(TOptions), (options, watched) => create((TOptions)options, watched));

    /// <summary>Registers a detector that looks at one transaction through its value flows.</summary>
    public static DetectorEntry OfFlows<TOptions>(string name, Func<TOptions, ITransactionDetector> create)
        where TOptions : class, new() =>
        new(name, typeof(TOptions), (options, _) => new TransactionScan([create((TOptions)options)]));

    /// <summary>Registers a detector with history.</summary>
    public static DetectorEntry OfHistory<TOptions, TState>(
        string name, Func<TOptions, IHistoryDetector<TState>> create)
        where TOptions : class, new()
        where TState : class =>
        new(name, typeof(TOptions), (options, _) => HistoryStage.Of(create((TOptions)options)));

    /// <summary>Registers a detector with history that knows the protected contracts.</summary>
    public static DetectorEntry OfHistory<TOptions, TState>(
        string name, Func<TOptions, WatchList, IHistoryDetector<TState>> create)
        where TOptions : class, new()
        where TState : class =>
        new(name, typeof(TOptions), (options, watched) => HistoryStage.Of(create((TOptions)options, watched)));

    /// <summary>Makes the detector: an <see cref="IDetector"/> or a <see cref="HistoryStage"/>.</summary>
    /// <param name="options">An instance of <see cref="OptionsType"/>, null for the defaults.</param>
    /// <param name="watched">The protected contracts.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">
    /// An option is out of range.</exception>
    public object Create(object? options, WatchList watched) =>
        _create(options ?? Activator.CreateInstance(OptionsType)!, watched);

    private static string ReadReadme(Type optionsType)
    {
        string folder = optionsType.Namespace![(optionsType.Namespace!.LastIndexOf('.') + 1)..];
        Assembly assembly = optionsType.Assembly;
        using Stream? stream = assembly.GetManifestResourceStream($"{folder}/README.md");
        if (stream is null) return "";
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static string FirstParagraph(string readme)
    {
        IEnumerable<string> lines = readme.Split('\n').Select(line => line.Trim())
            .SkipWhile(line => line.Length == 0 || line.StartsWith('#'))
            .TakeWhile(line => line.Length > 0);
        return string.Join(' ', lines);
    }
}
