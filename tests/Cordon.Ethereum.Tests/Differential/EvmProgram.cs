namespace Cordon.Ethereum.Tests;

/// <summary>
/// A loop over call data, in EVM code: for each item of so many bytes it runs a body that leaves one or more words,
/// and returns all of them. Memory word 0 holds the position in the call data, word 1 the end of the results.
/// </summary>
internal sealed class EvmProgram
{
    public const int Scratch = 0x200000;

    private const byte Results = 0x40;
    private readonly List<byte> _code = [];
    private readonly int _itemBytes;
    private readonly int _loop;

    public EvmProgram(int itemBytes)
    {
        _itemBytes = itemBytes;
        Push(Results).Push(0x20).Op(0x52);
        _loop = _code.Count;
        Op(0x5b); // JUMPDEST
    }

    public EvmProgram Op(params ReadOnlySpan<byte> opcodes)
    {
        _code.AddRange(opcodes);
        return this;
    }

    public EvmProgram Push(int value) =>
        Op([0x63, (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    /// <summary>Pushes the position in the call data of a byte of the current item.</summary>
    public EvmProgram PushPosition(int offset) => Push(offset).Push(0).Op(0x51, 0x01); // MLOAD, ADD

    /// <summary>Pushes a word of the current item.</summary>
    public EvmProgram PushWord(int index) => PushPosition(32 * index).Op(0x35); // CALLDATALOAD

    /// <summary>Appends the word on the stack to the results.</summary>
    public EvmProgram Emit() => Push(0x20).Op(0x51, 0x52).Push(32).Push(0x20).Op(0x51, 0x01).Push(0x20).Op(0x52);

    public byte[] Finish()
    {
        Push(_itemBytes).Push(0).Op(0x51, 0x01).Push(0).Op(0x52);  // next item
        Op(0x36).Push(0).Op(0x51, 0x10).Push(_loop).Op(0x57);      // while position < CALLDATASIZE
        Push(Results).Push(0x20).Op(0x51, 0x03).Push(Results).Op(0xf3);
        return [.. _code];
    }
}
