using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts;

/// <summary>Auditors approve the code of an upgrade with their stake behind it.</summary>
[ContractBinding("../Abi/UpgradeReview.json")]
public static partial class UpgradeReview;
