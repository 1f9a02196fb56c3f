using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>Finds the calls that a call's arguments spell out.</summary>
internal static class InnerCalls
{
    /// <exception cref="FormatException">The arguments should spell out calls, but do not.</exception>
    public static IReadOnlyList<InnerCall> Of(AbiFunction function, AbiValue values)
    {
        switch (function.Signature)
        {
            case "multiSend(bytes)":
                return MultiSendBatch.Read(values[0].Bytes);
            case "execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)":
            case "execTransactionFromModule(address,uint256,bytes,uint8)":
            case "execTransactionFromModuleReturnData(address,uint256,bytes,uint8)":
                return [Single(values, 0, 1, 2, values[3].Flag)];
            case "schedule(address,uint256,bytes,bytes32,bytes32,uint256)":
                return [Single(values, 0, 1, 2) with { IsLater = true }];
            case "execute(address,uint256,bytes,bytes32,bytes32)":
            case "relay(address,uint256,bytes)":
                return [Single(values, 0, 1, 2)];
            case "scheduleBatch(address[],uint256[],bytes[],bytes32,bytes32,uint256)":
            case "propose(address[],uint256[],bytes[],string)":
            case "queue(address[],uint256[],bytes[],bytes32)":
                return Batch(values, isLater: true);
            case "executeBatch(address[],uint256[],bytes[],bytes32,bytes32)":
            case "execute(address[],uint256[],bytes[],bytes32)":
                return Batch(values, isLater: false);
            case "execute(address,bytes)":
                return [new InnerCall(values[0].Address, UInt256.Zero, values[1].Bytes.ToArray())];
            case "schedule(address,bytes,uint48)":
                return [new InnerCall(values[0].Address, UInt256.Zero, values[1].Bytes.ToArray(), IsLater: true)];
            case "upgradeAndCall(address,address,bytes)" when values[2].Bytes.Length > 0:
                return [new InnerCall(values[1].Address, UInt256.Zero, values[2].Bytes.ToArray(), true)];
            case "upgradeAndCall(address,address,address,bytes)" when values[3].Bytes.Length > 0:
                return [new InnerCall(values[2].Address, UInt256.Zero, values[3].Bytes.ToArray(), true)];
            case "upgradeToAndCall(address,bytes)" when values[1].Bytes.Length > 0:
                return [new InnerCall(values[0].Address, UInt256.Zero, values[1].Bytes.ToArray(), true)];
            default:
                return [];
        }
    }

    private static InnerCall Single(AbiValue values, int to, int value, int data, bool isDelegateCall = false) =>
        new(values[to].Address, values[value].Word, values[data].Bytes.ToArray(), isDelegateCall);

    private static List<InnerCall> Batch(AbiValue values, bool isLater)
    {
        int count = values[0].Items.Count;
        if (values[1].Items.Count != count || values[2].Items.Count != count)
            throw new FormatException("the lists of targets, values and calls have different lengths");
        return [.. Enumerable.Range(0, count).Select(i => new InnerCall(
            values[0][i].Address, values[1][i].Word, values[2][i].Bytes.ToArray(), IsLater: isLater))];
    }
}
