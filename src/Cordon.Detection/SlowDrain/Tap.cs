namespace Cordon.Detection.SlowDrain;

/// <summary>What one account got from a contract in a window.</summary>
/// <param name="Window">Number of the window.</param>
/// <param name="Payments">How often it was paid since it was even.</param>
/// <param name="Sum">What it is ahead, in the asset's smallest unit; never negative, so that a deposit of long ago
/// hides nothing.</param>
/// <param name="Reported">At how many payments it was last spoken of; 0 for never.</param>
internal readonly record struct Tap(ulong Window, int Payments, double Sum, int Reported)
{
    public Tap Pay(ulong window, double amount) =>
        window == Window ? this with { Payments = Payments + 1, Sum = Sum + amount } : new Tap(window, 1, amount, 0);

    public Tap TakeBack(ulong window, double amount) =>
        window == Window && Sum > amount ? this with { Sum = Sum - amount } : new Tap(window, 0, 0, 0);
}
