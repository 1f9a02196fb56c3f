using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>A protocol's switch: normal, throttled, paused; and the limiter of its outflow.</summary>
[ContractBinding("../Abi/CircuitBreaker.json")]
public static partial class CircuitBreaker;
