namespace Cordon.Node.Registry;

/// <summary>An exchange that runs until it is disposed of.</summary>
internal interface IRunningExchange : IAttestationExchange, IAsyncDisposable;
