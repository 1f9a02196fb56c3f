using System.Collections.Immutable;
using Cordon.Detection.Flows;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.Scenes;

/// <summary>Runs flow detectors on scenes and checks what must hold for every one of them.</summary>
internal static class FlowRun
{
    public static IReadOnlyList<Signal> Run(this Scene scene, params ITransactionDetector[] detectors) =>
        scene.Run(new TransactionScan([.. detectors]));

    /// <summary>Other names, unrelated transactions around it and other decimals change
    /// nothing but the names.</summary>
    public static void VerdictIsInvariant(
        ITransactionDetector detector, Func<Scene, UInt256, Scene> attack) =>
        Prop.ForAll(
            Gen.Choose(2, 10_000).ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), Gen.Choose(0, 24).ToArbitrary(),
            (salt, noise, decimals) =>
            {
                Scene scene = new(salt);
                for (int i = 0; i < noise; i++) scene.Noise(i);
                attack(scene, UInt256.Pow(10, (uint)decimals));
                for (int i = 0; i < noise; i++) scene.Noise(noise + i);
                Signal plain = Assert.Single(attack(new Scene(), 1).Run(detector));
                Signal moved = Assert.Single(scene.Run(detector));
                return IsHarm(moved) == IsHarm(plain) && moved.Index == noise
                    && moved.Subjects.Length == plain.Subjects.Length
                    && (string?)moved.Evidence["shape"] == (string?)plain.Evidence["shape"]
                    && (string?)moved.Evidence["kind"] == (string?)plain.Evidence["kind"]
                    && moved.Evidence["reasons"]?.ToJsonString() == plain.Evidence["reasons"]?.ToJsonString();
            }).QuickCheckThrowOnFailure();

    // The native coin has its decimals from the chain: scaled, it is another loss, which may be critical or not.
    private static bool IsHarm(Signal signal) => signal.Severity >= Severity.High;

    /// <summary>Bytes allocated for a block in which the detector finds nothing.</summary>
    public static long Allocated(ITransactionDetector detector, string honest) =>
        Allocations.Of(new TransactionScan([detector]), Honest.Of(honest, new Scene()));

    public static ImmutableArray<Address> Addresses(this Scene scene, params string[] names) =>
        [.. names.Select(scene.AddressOf)];
}
