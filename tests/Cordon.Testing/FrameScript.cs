using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Testing;

/// <summary>Writes what happens inside one call frame, in execution order.</summary>
public sealed class FrameScript
{
    private readonly FrameNode _frame;

    internal FrameScript(FrameNode frame) => _frame = frame;

    /// <summary>The account the frame acts as: its code's, or under a delegate call its caller's.</summary>
    public Address Self => _frame.Self;

    /// <summary>Calls a contract or sends ether.</summary>
    /// <param name="to">The callee.</param>
    /// <param name="input">Calldata as hex, see <see cref="Abi.Call"/>.</param>
    /// <param name="value">Ether sent, in wei.</param>
    /// <param name="output">What it returns, as hex.</param>
    /// <param name="body">What happens inside.</param>
    public FrameScript Call(
        Address to,
        string input = "0x",
        UInt256 value = default,
        string output = "0x",
        Action<FrameScript>? body = null) => Add(CallKind.Call, to, to, value, input, output, body);

    /// <summary>A call that can change nothing, such as a read of a balance.</summary>
    public FrameScript StaticCall(Address to, string input, string output = "0x", Action<FrameScript>? body = null) =>
        Add(CallKind.StaticCall, to, to, null, input, output, body);

    /// <summary>Runs another contract's code as this frame's account.</summary>
    public FrameScript DelegateCall(
        Address code, string input, string output = "0x", Action<FrameScript>? body = null) =>
        Add(CallKind.DelegateCall, code, Self, null, input, output, body);

    public FrameScript CallCode(
        Address code, string input, UInt256 value = default, Action<FrameScript>? body = null) =>
        Add(CallKind.CallCode, code, Self, value, input, "0x", body);

    /// <summary>Creates a contract at an address of the test's choice.</summary>
    public FrameScript Create(
        Address created,
        string initCode = "0x6000",
        UInt256 value = default,
        string code = "0x00",
        Action<FrameScript>? body = null,
        bool isCreate2 = false) =>
        Add(isCreate2 ? CallKind.Create2 : CallKind.Create, created, created, value, initCode, code, body);

    /// <summary>Destroys the frame's own contract.</summary>
    public FrameScript SelfDestruct(Address beneficiary, UInt256 balance = default) =>
        Add(CallKind.SelfDestruct, beneficiary, Self, balance, "0x", null, null);

    /// <summary>Emits a log from the frame's own account.</summary>
    /// <param name="topics">0 to 4 values, see <see cref="Abi.Word"/>; the first of a named event is its signature's
    /// hash.</param>
    /// <param name="data">Hex, see <see cref="Abi.Words"/>.</param>
    public FrameScript Log(ReadOnlySpan<object> topics, string data = "0x")
    {
        string[] words = new string[topics.Length];
        for (int i = 0; i < words.Length; i++) words[i] = Abi.Word(topics[i]);
        _frame.Logs.Add(new LogNode(Self, words, data, _frame.Calls.Count));
        return this;
    }

    /// <summary>Emits an event of a signature, its indexed arguments as topics and the others as data words.</summary>
    public FrameScript Event(string signature, ReadOnlySpan<object> indexed, params ReadOnlySpan<object> data) =>
        Log([Abi.Topic(signature), .. indexed], Abi.Words(data));

    /// <summary>Sets what the frame returns.</summary>
    public FrameScript Return(params ReadOnlySpan<object> words)
    {
        _frame.Output = Abi.Words(words);
        return this;
    }

    /// <summary>Lets the frame fail: nothing that it or its calls did takes effect.</summary>
    public FrameScript Fail(string error = "execution reverted")
    {
        _frame.Error = error;
        return this;
    }

    private FrameScript Add(
        CallKind kind,
        Address to,
        Address self,
        UInt256? value,
        string input,
        string? output,
        Action<FrameScript>? body)
    {
        FrameNode child = new()
        {
            Kind = kind,
            From = Self,
            To = to,
            Self = self,
            Value = value,
            Input = input,
            Output = output,
        };
        _frame.Calls.Add(child);
        body?.Invoke(new FrameScript(child));
        return this;
    }
}
