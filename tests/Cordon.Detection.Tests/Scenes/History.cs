using System.Buffers;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Tests.Scenes;

/// <summary>Runs a history detector over scenes, one block each.</summary>
internal static class History
{
    /// <summary>The signals of the last scene.</summary>
    public static IReadOnlyList<Signal> Last<T>(IHistoryDetector<T> detector, params IEnumerable<Scene> scenes)
        where T : class
    {
        T state = detector.Initial;
        SignalBuffer signals = new();
        foreach (Scene scene in scenes)
        {
            signals.Clear();
            state = detector.Advance(state, scene.Observed(), signals);
        }

        return signals.Signals;
    }

    public static T Advance<T>(IHistoryDetector<T> detector, T state, params IEnumerable<Scene> scenes) where T : class
    {
        foreach (Scene scene in scenes) state = detector.Advance(state, scene.Observed(), new SignalBuffer());
        return state;
    }

    /// <summary>The ids a scene raises from a state.</summary>
    public static string[] Ids<T>(IHistoryDetector<T> detector, T state, Scene scene) where T : class
    {
        SignalBuffer signals = new();
        detector.Advance(state, scene.Observed(), signals);
        return [.. signals.Signals.Select(signal => signal.Id)];
    }

    public static byte[] Save<T>(IHistoryDetector<T> detector, T state) where T : class
    {
        ArrayBufferWriter<byte> bytes = new();
        detector.Save(state, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The state read back from its own bytes.</summary>
    public static T Restored<T>(IHistoryDetector<T> detector, T state) where T : class =>
        detector.Load(Save(detector, state));
}
