using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;

namespace Cordon.Facts.Differential.Tests.Traffic;

/// <summary>Transactions of every sort, in an order that follows from the seed alone.</summary>
internal sealed partial class RandomTraffic
{
    /// <summary>Kinds whose name begins so must revert as a whole.</summary>
    public const string Refused = "refused: ";

    private readonly Cast _cast;
    private readonly Random _random;
    private readonly (string Kind, Func<ArenaAccount, (Address? To, byte[] Data, UInt256 Value)> Make)[] _kinds;

    public RandomTraffic(Cast cast, Random random)
    {
        (_cast, _random) = (cast, random);
        _kinds = [.. EtherKinds(), .. TokenKinds(), .. TradeKinds()];
    }

    public IEnumerable<string> Kinds => _kinds.Select(kind => kind.Kind);

    private ArenaWorld World => _cast.World;

    /// <summary>
    /// An approval of the wrapper. Without logs a wrapper is known by what the calls of its block ask it: on a chain in
    /// use every block has such a question, so here too every block begins with one.
    /// </summary>
    public TrafficAct Question() => new(
        Approval, Pick(_cast.Traders), World.Weth,
        Call(Approve, Pick(_cast.Strangers), Amount()));

    public TrafficAct Next()
    {
        (string kind, Func<ArenaAccount, (Address? To, byte[] Data, UInt256 Value)> make) =
            _kinds[_random.Next(_kinds.Length)];
        ArenaAccount sender = _cast.Traders[_random.Next(_cast.Traders.Count)];
        (Address? to, byte[] data, UInt256 value) = make(sender);
        return new TrafficAct(kind, sender, to, data, value);
    }

    private IEnumerable<(string, Func<ArenaAccount, (Address?, byte[], UInt256)>)> EtherKinds()
    {
        yield return ("ether sent", _ => (Recipient(), [], Amount()));
        yield return ("ether sent to oneself", sender => (sender.Address, [], Amount()));
        yield return ("nothing sent", _ => (Recipient(), [], UInt256.Zero));
        yield return ("ether burnt", _ => (Address.Zero, [], Amount()));
        yield return (Refused + "ether to the router", _ => (World.Router, [], Amount()));
        yield return ("contract created with ether", _ => (null, Bytecode.Empty, Amount()));
        yield return ("relay created", _ => (null, Bytecode.Relay, UInt256.Zero));
        yield return (Refused + "contract creation", _ => (null, Bytecode.Refusal, Amount()));
        yield return ("stillborn contract", _ => (null, Bytecode.Stillborn(Recipient()), Amount()));
        yield return ("bequest", _ => (_cast.Testator, [], Amount()));
        yield return ("bequest through a relay", _ => Relayed(_cast.Testator, Amount(), []));
        yield return ("ether through a relay and another", _ => ThroughTwoRelays(Amount()));
        yield return ("regretted wrap in a relay", _ => RegrettedWrap(Amount()));
        yield return (Refused + "regretted ether", _ => RegrettedEther(Amount()));
    }

    private (Address? To, byte[] Data, UInt256 Value) ThroughTwoRelays(UInt256 value) =>
        Relayed(Pick(_cast.Relays), value, Bytecode.Through(Recipient(), value / 2, []));

    private (Address? To, byte[] Data, UInt256 Value) RegrettedWrap(UInt256 value) =>
        Relayed(_cast.Regret, value, Bytecode.Through(World.Weth, value, Call("deposit()")));

    private (Address? To, byte[] Data, UInt256 Value) RegrettedEther(UInt256 value) =>
        (_cast.Regret, Bytecode.Through(Recipient(), value, []), value);

    private (Address? To, byte[] Data, UInt256 Value) Relayed(Address to, UInt256 value, byte[] data) =>
        (Pick(_cast.Relays), Bytecode.Through(to, value, data), value);

    private static (Address? To, byte[] Data, UInt256 Value) To(
        Address contract, string function, params AbiValue[] arguments) =>
        (contract, Call(function, arguments), UInt256.Zero);

    private static byte[] Call(string function, params AbiValue[] arguments) =>
        AbiFunction.Parse(function).EncodeCall(arguments);

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private Address Recipient() => _random.Next(3) switch
    {
        0 => Pick(_cast.Traders).Address,
        1 => Pick(_cast.Strangers),
        _ => Pick(_cast.Relays),
    };

    // Up to one unit, with all of the digits in use, so that no two amounts are alike.
    private UInt256 Amount() => (UInt256)(ulong)_random.NextInt64(1, 1_000_000_000_000_000_000);

    private static UInt256 TooMuch => Deployer.Ether(1_000_000_000_000);
}
