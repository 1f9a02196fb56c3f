namespace Cordon.Response.Sending;

/// <summary>Whether what a transaction was sent for still stands, as whoever asked for it sees it.</summary>
public readonly record struct Standing
{
    private Standing(bool isUnclear, string? fallen) => (IsUnclear, Fallen) = (isUnclear, fallen);

    /// <summary>It does; also where nobody knows otherwise.</summary>
    public static Standing Holds => default;

    /// <summary>Not known yet: the newest block has not been looked at. Nothing new is broadcast meanwhile for what a
    /// reorganisation took away.</summary>
    public static Standing Unclear { get; } = new(true, null);

    public bool IsUnclear { get; }

    /// <summary>Why it stands no longer, in words; null while it does.</summary>
    public string? Fallen { get; }

    /// <summary>It does not: what was not mined is taken back.</summary>
    public static Standing Fell(string reason) => new(false, reason);
}
