namespace Cordon.Ethereum.Bindings.Json;

internal enum JsonKind
{
    Null,
    False,
    True,
    Number,
    Text,
    List,
    Object,
}
