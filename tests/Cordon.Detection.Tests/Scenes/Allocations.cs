using Cordon.Domain.Signals;

namespace Cordon.Detection.Tests.Scenes;

/// <summary>Measures what a detector allocates on a block once its pools are warm.</summary>
internal static class Allocations
{
    public static long Of(IDetector detector, Scene scene)
    {
        SignalBuffer signals = new();
        for (int i = 0; i < 3; i++) detector.Inspect(scene.Facts, signals);
        Assert.Equal(0, signals.Count);

        long before = GC.GetAllocatedBytesForCurrentThread();
        detector.Inspect(scene.Facts, signals);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
