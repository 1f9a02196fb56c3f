using Cordon.Arena.Chain;
using Cordon.Ethereum;

namespace Cordon.Facts.Differential.Tests.Traffic;

internal sealed partial class RandomTraffic
{
    private const string Approval = "approval";
    private const string Transfer = "transfer(address,uint256)";
    private const string TransferFrom = "transferFrom(address,address,uint256)";
    private const string Approve = "approve(address,uint256)";

    private IEnumerable<(string, Func<ArenaAccount, (Address?, byte[], UInt256)>)> TokenKinds()
    {
        yield return ("tokens sent", _ => To(Token(), Transfer, Recipient(), Amount()));
        yield return ("tokens sent to oneself", sender => To(Token(), Transfer, sender.Address, Amount()));
        yield return ("no tokens sent", _ => To(Token(), Transfer, Recipient(), UInt256.Zero));
        yield return ("tokens sent to the token", _ => To(World.Coin, Transfer, World.Coin, Amount()));
        yield return ("tokens burnt", _ => To(Token(), Transfer, Address.Zero, Amount()));
        yield return (Refused + "too many tokens", _ => To(Token(), Transfer, Recipient(), TooMuch));
        yield return (Approval, _ => To(Token(), Approve, Pick(_cast.Strangers), Amount()));
        yield return ("tokens taken by allowance", _ =>
            To(Token(), TransferFrom, Pick(_cast.Traders).Address, Recipient(), Amount()));
        yield return (Refused + "tokens without allowance", _ =>
            To(Token(), TransferFrom, Pick(_cast.Relays), Recipient(), Amount()));
        yield return ("tokens sent by a relay", _ =>
            Relayed(Token(), UInt256.Zero, Call(Transfer, Recipient(), Amount() / 1_000)));
        yield return ("tokens that a relay does not have", _ =>
            Relayed(Token(), UInt256.Zero, Call(Transfer, Recipient(), TooMuch)));
        yield return ("tokens that a relay sends through a regret", sender => Relayed(
            _cast.Regret, UInt256.Zero, Bytecode.Through(Token(), UInt256.Zero,
                Call(TransferFrom, sender.Address, Recipient(), Amount()))));
        yield return ("wrap", _ => (World.Weth, Call("deposit()"), Amount()));
        yield return (Refused + "ether to the wrapper", _ => (World.Weth, [], Amount()));
        yield return ("wrap by a relay", _ => Relayed(World.Weth, Amount(), Call("deposit()")));
        yield return ("unwrap", _ => To(World.Weth, "withdraw(uint256)", Amount()));
        yield return ("unwrap by a relay", _ =>
            Relayed(World.Weth, UInt256.Zero, Call("withdraw(uint256)", Amount() / 1_000)));
        yield return (Refused + "unwrap", _ => To(World.Weth, "withdraw(uint256)", TooMuch));
    }

    private Address Token() => Pick([World.Weth, World.Coin, World.Dollar]);
}
