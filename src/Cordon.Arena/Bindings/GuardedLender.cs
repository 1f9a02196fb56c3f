using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Bindings;

/// <summary>The lender behind Cordon's breaker; its calls are those of <see cref="SpotPriceLender"/>.</summary>
[ContractBinding("../Abi/GuardedLender.json")]
public static partial class GuardedLender;
