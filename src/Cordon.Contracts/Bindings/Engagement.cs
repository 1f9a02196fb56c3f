using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Attention challenges: shows that guardians do the work they are paid for.</summary>
[ContractBinding("../Abi/Engagement.json")]
public static partial class Engagement;
