namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>Is told what happens in the demo while it happens. Calls may come from several threads.</summary>
public interface IDemoStory
{
    /// <summary>A scenario, or the set-up, begins.</summary>
    void Begins(string scenario);

    /// <summary>The scanner told something.</summary>
    void Heard(TimedFinding finding);

    /// <summary>Everything is played; <paramref name="lastBlock"/> is the last block.</summary>
    void Ended(ulong lastBlock);
}
