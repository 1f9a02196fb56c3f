using Cordon.Domain.Sending;
using Cordon.Ethereum;

namespace Cordon.Storage.Tests;

/// <summary>What is sent for decisions, and a database that refuses them.</summary>
internal static class NodeSample
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly Address Account = Address.Parse("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");

    public static SendRecord Record(string key) => new()
    {
        Request = new SendRequest
        {
            Key = key,
            Chain = 1,
            To = Account,
            Data = new byte[] { 1, 2 },
            GasLimit = 50_000,
            ExpiresAt = Start.AddHours(1),
        },
        From = Account,
        CreatedAt = Start,
        Attempts = [new SendAttempt(Keccak256.Hash([1]), 1, new byte[] { 1 }, 10, 3, 1_000, Start, false)],
    };

    /// <summary>What makes a database refuse rows of a table until the trigger <c>refuse</c> is dropped.</summary>
    public static string Refusal(string table) =>
        $"CREATE TRIGGER refuse BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END";
}
