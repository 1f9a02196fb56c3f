namespace Cordon.Ethereum.Tests;

/// <summary>10,000 random inputs an algorithm against the EVM of anvil (revm).</summary>
public sealed class EvmDifferentialTests(ForeignChain chain) : IClassFixture<ForeignChain>
{
    private const int Batches = 10;
    private const int PerBatch = 1_000;

    private static readonly (string Name, byte Opcode, int Arguments, Func<UInt256, UInt256, UInt256, UInt256> Ours)[]
        Operations =
    [
        ("ADD", 0x01, 2, (a, b, _) => a + b),
        ("MUL", 0x02, 2, (a, b, _) => a * b),
        ("SUB", 0x03, 2, (a, b, _) => a - b),
        ("DIV", 0x04, 2, (a, b, _) => b.IsZero ? 0 : a / b),
        ("SDIV", 0x05, 2, (a, b, _) => b.IsZero ? 0 : UInt256.SignedDivide(a, b)),
        ("MOD", 0x06, 2, (a, b, _) => b.IsZero ? 0 : a % b),
        ("SMOD", 0x07, 2, (a, b, _) => b.IsZero ? 0 : UInt256.SignedRemainder(a, b)),
        ("ADDMOD", 0x08, 3, UInt256.AddMod),
        ("MULMOD", 0x09, 3, UInt256.MulMod),
        ("EXP", 0x0a, 2, (a, b, _) => UInt256.Pow(a, b)),
        ("SIGNEXTEND", 0x0b, 2, (a, b, _) => a < 31 ? UInt256.SignExtend(b, 8 * ((int)(ulong)a + 1)) : b),
        ("LT", 0x10, 2, (a, b, _) => a < b ? 1UL : 0),
        ("SLT", 0x12, 2, (a, b, _) => UInt256.CompareSigned(a, b) < 0 ? 1UL : 0),
        ("EQ", 0x14, 2, (a, b, _) => a == b ? 1UL : 0),
        ("AND", 0x16, 2, (a, b, _) => a & b),
        ("OR", 0x17, 2, (a, b, _) => a | b),
        ("XOR", 0x18, 2, (a, b, _) => a ^ b),
        ("NOT", 0x19, 1, (a, _, _) => ~a),
        ("SHL", 0x1b, 2, (a, b, _) => a < 256 ? b << (int)(ulong)a : 0),
        ("SHR", 0x1c, 2, (a, b, _) => a < 256 ? b >> (int)(ulong)a : 0),
        ("SAR", 0x1d, 2, (a, b, _) => UInt256.SignedShiftRight(b, a < 256 ? (int)(ulong)a : 256)),
    ];

    [Fact]
    public async Task Arithmetic_is_that_of_the_evm()
    {
        var program = new EvmProgram(96);
        foreach ((_, byte opcode, int arguments, _) in Operations)
        {
            for (int i = arguments - 1; i >= 0; i--) program.PushWord(i);
            program.Op(opcode).Emit();
        }

        byte[] code = program.Finish();
        await RunBatches(code, 96, Operations.Length, (random, item) =>
        {
            UInt256 a = random.Next(4) == 0 ? (ulong)random.Next(300) : random.NextWord(); // shifts and widths
            UInt256 b = random.NextWord(), m = random.NextWord();
            a.CopyTo(item);
            b.CopyTo(item.AsSpan(32));
            m.CopyTo(item.AsSpan(64));
            return [.. Operations.Select(operation => ($"{operation.Name} {a} {b} {m}", operation.Ours(a, b, m)))];
        });
    }

    [Fact]
    public async Task Keccak_is_that_of_the_evm()
    {
        byte[] code = new EvmProgram(544)
            .PushWord(0).PushPosition(32).Push(EvmProgram.Scratch).Op(0x37) // CALLDATACOPY
            .PushWord(0).Push(EvmProgram.Scratch).Op(0x20).Emit()           // KECCAK256
            .Finish();
        await RunBatches(code, 544, 1, (random, item) =>
        {
            byte[] data = random.NextBytes(random.Next(512));
            ((UInt256)(ulong)data.Length).CopyTo(item);
            data.CopyTo(item.AsSpan(32));
            return [(Hex.Format(data), Keccak256.Hash(data).ToUInt256())];
        });
    }

    [Fact]
    public async Task Create2_addresses_are_those_of_the_evm()
    {
        Address creator = new Random(Seeded.NewSeed()).NextAddress();
        byte[] code = new EvmProgram(128)
            .PushWord(1).PushPosition(64).Push(EvmProgram.Scratch).Op(0x37)
            .PushWord(0).PushWord(1).Push(EvmProgram.Scratch).Push(0).Op(0xf5).Emit() // CREATE2
            .Finish();
        await RunBatches(code, 128, 1, (random, item) =>
        {
            Hash256 salt = random.NextHash();
            byte[] initCode = random.NextBytes(random.Next(1, 64));
            initCode[0] = 0; // STOP: a contract without code, whatever follows
            salt.CopyTo(item);
            ((UInt256)(ulong)initCode.Length).CopyTo(item.AsSpan(32));
            initCode.CopyTo(item.AsSpan(64));
            Address expected = Address.ForCreate2(creator, salt, Keccak256.Hash(initCode));
            return [($"{creator} {salt} {Hex.Format(initCode)}", expected.ToUInt256())];
        }, creator);
    }

    [Fact]
    public async Task Create_addresses_are_those_of_the_evm()
    {
        int seed = Seeded.NewSeed();
        var random = new Random(seed);
        byte[] code = new EvmProgram(1).Push(0).Push(0).Push(0).Op(0xf0).Emit().Finish();
        for (int creatorIndex = 0; creatorIndex < 100; creatorIndex++)
        {
            Address creator = random.NextAddress();
            ulong nonce = random.NextUlong() >> random.Next(2, 64);
            byte[] results = await chain.RunAsync(code, new byte[100], creator, nonce);
            for (int i = 0; i < 100; i++)
            {
                Address theirs = AbiWord.ReadAddress(results.AsSpan(32 * i, 32));
                Address ours = Address.ForCreate(creator, nonce + (ulong)i);
                Assert.True(theirs == ours, $"CORDON_SEED={seed}: {creator} {nonce + (ulong)i}: {theirs}, not {ours}");
            }
        }
    }

    private async Task RunBatches(byte[] code, int itemBytes, int words,
        Func<Random, byte[], (string Input, UInt256 Expected)[]> make, Address? at = null)
    {
        int seed = Seeded.NewSeed();
        var random = new Random(seed);
        for (int batch = 0; batch < Batches; batch++)
        {
            byte[] callData = new byte[itemBytes * PerBatch];
            var expected = new List<(string Input, UInt256 Word)>(PerBatch * words);
            for (int i = 0; i < PerBatch; i++)
            {
                byte[] item = new byte[itemBytes];
                expected.AddRange(make(random, item));
                item.CopyTo(callData, i * itemBytes);
            }

            byte[] results = await chain.RunAsync(code, callData, at ?? Address.FromWord(0xc0de));
            Assert.Equal(32 * PerBatch * words, results.Length);
            for (int i = 0; i < expected.Count; i++)
            {
                var theirs = new UInt256(results.AsSpan(32 * i, 32));
                (string input, UInt256 ours) = expected[i];
                Assert.True(theirs == ours, $"CORDON_SEED={seed}: {input}: {theirs.ToHex()}, not {ours.ToHex()}");
            }
        }
    }
}
