namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>Contracts that answer whether they signed something, each in its own way.</summary>
internal static class SomeCode
{
    private const string Magic = "1626ba7e";

    /// <summary>Yes to everything.</summary>
    public const string Yes = "0x63" + Magic + "60e01b60005260206000f3";

    /// <summary>By what a reader calls it.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["says yes"] = Yes,
        ["says another word"] = "0x63ffffffff60e01b60005260206000f3",
        ["says yes at the wrong end of the word"] = "0x63" + Magic + "60005260206000f3",
        ["says yes and something behind it"] = "0x63" + Magic + "60e01b60011760005260206000f3",
        ["says yes in four bytes"] = "0x63" + Magic + "60e01b60005260046000f3",
        ["says yes in 31 bytes"] = "0x63" + Magic + "60e01b600052601f6000f3",
        ["says nothing"] = "0x00",
        ["reverts"] = "0x60006000fd",
        ["reverts with yes"] = "0x63" + Magic + "60e01b60005260206000fd",
        ["burns all gas"] = "0x5b600056",
        ["runs into an invalid opcode"] = "0xfe",
        ["says yes in 100,000 bytes"] = "0x63" + Magic + "60e01b600052620186a06000f3",
        ["says yes in 4,000,000 bytes"] = "0x63" + Magic + "60e01b600052623d09006000f3",
        ["says yes with 140,000 gas left"] = "0x620222e05a11" + "600e57" + "60006000fd" + "5b" + "63" + Magic
            + "60e01b60005260206000f3",
        ["says yes with 150,001 gas left"] = "0x620249f15a11" + "600e57" + "60006000fd" + "5b" + "63" + Magic
            + "60e01b60005260206000f3",
        ["has no code"] = "0x",
    };
}
