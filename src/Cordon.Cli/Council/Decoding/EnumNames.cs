using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>The words behind the numbers of our contracts' enums and of well-known roles.</summary>
internal static class EnumNames
{
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["enum Outcome"] = ["Open", "Confirmed", "FalseAlarm", "Malicious", "Lapsed"],
        ["enum Mode"] = ["Normal", "Throttled", "Paused"],
        ["enum Verdict"] = ["None", "Attack", "NoAttack"],
        ["enum IBountyVault.Severity"] = ["Low", "Medium", "High", "Critical"],
        ["enum TimelockController.OperationState"] = ["Unset", "Waiting", "Ready", "Done"],
        ["enum Enum.Operation"] = ["Call", "DelegateCall"],
    };

    private static readonly Dictionary<Hash256, string> Roles = new[]
    {
        "PROPOSER_ROLE", "CANCELLER_ROLE", "EXECUTOR_ROLE", "TIMELOCK_ADMIN_ROLE", "MINTER_ROLE", "PAUSER_ROLE",
        "UPGRADER_ROLE", "BURNER_ROLE", "OPERATOR_ROLE",
    }.ToDictionary(Keccak256.HashUtf8);

    /// <summary>The word of an enum's number; null where it has none.</summary>
    public static string? Find(string solidityType, UInt256 number) =>
        Names.TryGetValue(solidityType, out string[]? names) && number < (ulong)names.Length
            ? names[(int)(ulong)number]
            : null;

    /// <summary>The name of a role of OpenZeppelin's AccessControl; null for others.</summary>
    public static string? FindRole(Hash256 role) =>
        role == Hash256.Zero ? "DEFAULT_ADMIN_ROLE" : Roles.GetValueOrDefault(role);
}
