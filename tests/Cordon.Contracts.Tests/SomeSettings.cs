using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Contracts.Tests;

/// <summary>Settings that every check accepts.</summary>
internal static class SomeSettings
{
    public static UInt256 Token => EngagementArithmetic.Wad;

    public static Address Account(byte number) => Address.FromWord((UInt256)number + 0x1000);

    public static DeploymentSettings For(ulong chainId, Address token) => new()
    {
        ChainId = chainId,
        Salt = "test",
        Token = token,
        Council = new CouncilSettings([Account(1), Account(2), Account(3)], 2),
        SelfStakeMin = Token * 1_000,
        Engagement = new Engagement.Settings(
            86_400, 3_600, 3_600, 3 * 86_400, 7 * 86_400, 32, 7_200, 3,
            250_000_000_000_000_000, 500_000_000_000_000_000, 50_000_000_000_000_000, Token * 10, Token),
        Review = new ReviewSettings(2, 3 * 86_400, Token * 5_000, Token / 2),
        Budget = new BudgetSettings([Account(4), Account(5)], 2, 30 * 86_400, Token * 10_000, Token),
        Bounty = new BountySettings
        {
            Bond = Token * 10,
            Agreement = new SafeHarbor.Agreement(
                "Example",
                [new SafeHarbor.Contact("desk", "security@example.org")],
                [new SafeHarbor.Chain("0x1006", "eip155:1")],
                [new SafeHarbor.Account(UInt256.Zero, "0x1007", 3)],
                new SafeHarbor.BountyTerms(10, 1_000_000, true, 0, "", UInt256.Zero),
                "ipfs://example"),
            Enforced = new SafeHarbor.Enforced([Token, Token, Token * 2, Token * 3], Account(6), 1_000),
        },
        Protocols =
        [
            new ProtocolSettings(
                "vault", Account(7), [Account(8)], [new AssetLimit(Account(9), Token * 1_000, 86_400, 3 * 86_400)]),
        ],
    };
}
