using static Cordon.Engine.Facts.Tests.Abi;
using static Cordon.Engine.Facts.Tests.Scene;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Governance, by the interfaces of Governor Alpha, Bravo and OpenZeppelin and both timelocks.</summary>
internal static class GovernanceScenes
{
    public static Scene[] All { get; } =
    [
        Event("proposed", "account=U", 7, 0,
            "ProposalCreated(uint256,address,address[],uint256[],string[],bytes[],uint256,uint256,string)", [],
            7, User, 288, 288, 288, 288, 1, 2, 288, 0),
        Event("vote_cast", "account=U", 7, 50, "VoteCast(address,uint256,bool,uint256)", [], User, 7, true, 50),
        Event("vote_cast", "account=U", 7, 50, "VoteCast(address,uint256,uint8,uint256,string)", [User],
            7, 1, 50, 128, 0),
        Event("vote_cast", "account=U", 7, 50, "VoteCastWithParams(address,uint256,uint8,uint256,string,bytes)",
            [User], 7, 1, 50, 160, 160, 0),
        Event("queued", "account=U", 7, 0, "ProposalQueued(uint256,uint256)", [], 7, 99),
        Event("executed", "account=U", 7, 0, "ProposalExecuted(uint256)", [], 7),
        Event("canceled", "account=U", 7, 0, "ProposalCanceled(uint256)", [], 7),
        Event("queued", "account=U target=B", 7, 50,
            "CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,uint256)", [7, 0], B, 50, 160, 0, 9, 0),
        Event("executed", "account=U target=B", 7, 50, "CallExecuted(bytes32,uint256,address,uint256,bytes)",
            [7, 0], B, 50, 96, 0),
        Event("queued", "account=U target=B", 7, 50,
            "QueueTransaction(bytes32,address,uint256,string,bytes,uint256)", [7, B], 50, 128, 128, 9, 0),
        Event("canceled", "account=U", 7, 0, "Cancelled(bytes32)", [7]),

        ByCall("vote_cast", "account=U", 7, 0, Call("castVote(uint256,uint8)", 7, 1)),
        ByCall("queued", "account=U", 7, 0, Call("queue(uint256)", 7)),
        ByCall("executed", "account=U target=B", 0, 50,
            Call("executeTransaction(address,uint256,string,bytes,uint256)", B, 50, 160, 160, 9, 0)),
        ByCall("executed", "account=U target=B", 0, 50,
            Call("executeBatch(address[],uint256[],bytes[],bytes32,bytes32)", 160, 224, 288, 0, 0, 1, B, 1, 50, 0)),
        ByCall("proposed", "account=U", 7, 0, Call(
            "propose(address[],uint256[],bytes[],string)", 128, 128, 128, 128, 0)),
    ];

    private static Scene Event(
        string type, string who, int id, int weight, string signature, object[] indexed, params object[] words) =>
        new(signature, new Frame(User, Pool, "0x12345678").Log(Pool, signature, indexed, words),
            Line(type, who, id, weight))
        { ByCalls = false, ByReceipts = true };

    private static Scene ByCall(string type, string who, int id, int weight, string input) =>
        new($"{type} by {input[..10]}", new Frame(User, Pool, input) { Output = Words(id) },
            Line(type, who, id, weight))
        { ByLogs = false };

    private static string Line(string type, string who, int id, int weight)
    {
        string target = who.Contains("target", StringComparison.Ordinal) ? "" : " \"target\":null";
        return $"governance: type={type} governor=P {who}{target} proposalId=0x{id:x64} weight={weight}";
    }
}
