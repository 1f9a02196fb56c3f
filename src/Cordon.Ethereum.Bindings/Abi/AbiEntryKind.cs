namespace Cordon.Ethereum.Bindings.Abi;

internal enum AbiEntryKind
{
    Function,
    Event,
    Error,
    Constructor,
}
