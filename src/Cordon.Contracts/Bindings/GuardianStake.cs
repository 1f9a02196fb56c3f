using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Guardians, the stake behind them, and what it weighs.</summary>
[ContractBinding("../Abi/GuardianStake.json")]
public static partial class GuardianStake;
