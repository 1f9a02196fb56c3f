namespace Cordon.Response.Sending;

/// <summary>A request was not sent, and nothing was kept of it. The message says which bound it would break.</summary>
public sealed class SendRefusedException(string message) : Exception(message);
