using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Council.Decoding;

/// <summary>Decodes a Safe's call with all the calls inside it, and says what is dangerous about each.</summary>
/// <param name="codes">Tells targets by their code.</param>
/// <param name="safe">The Safe that acts.</param>
/// <param name="trusted">Addresses whose code the person vouches for.</param>
/// <param name="remarks">Receives what a signer should know.</param>
internal sealed class CallDecoder(
    CodeBook codes, Address safe, IReadOnlySet<Address> trusted, RemarkList remarks)
{
    private const int DepthMax = 8;
    private const int CallsMax = 1_000;

    private static readonly AbiLimits Limits = new() { ElementsMax = 100_000 };

    private readonly ValueText _text = new(codes.NameOf);
    private readonly CallDangers _dangers = new(safe, trusted, remarks);
    private int _calls;

    /// <exception cref="RpcException">The node cannot be asked.</exception>
    public Task<DecodedCall> DecodeAsync(InnerCall call, CancellationToken cancellation) =>
        DecodeAsync(call, "1", null, cancellation);

    private async Task<DecodedCall> DecodeAsync(
        InnerCall call, string path, DecodedCall? outer, CancellationToken cancellation)
    {
        DecodedCall decoded = new()
        {
            Path = path,
            Target = await codes.IdentifyAsync(call.To, cancellation),
            Value = call.Value,
            Data = call.Data,
            IsDelegateCall = call.IsDelegateCall,
            IsLater = call.IsLater || outer is { IsLater: true },
        };
        decoded = await WithFunctionAsync(decoded, cancellation);
        _dangers.Judge(decoded, outer);
        return decoded;
    }

    private async Task<DecodedCall> WithFunctionAsync(DecodedCall call, CancellationToken cancellation)
    {
        IReadOnlyList<FunctionMatch> matches = FunctionBook.Find(call.Target, call.Data);
        foreach (FunctionMatch match in matches)
        {
            AbiValue values;
            try
            {
                values = match.Function.Abi.DecodeCall(call.Data, Limits);
            }
            catch (AbiException fault)
            {
                if (match == matches[^1])
                    remarks.Danger($"call {call.Path}", $"The arguments are not those of {match.Function.Abi}: "
                        + fault.Message);
                continue;
            }

            if (!match.Function.Abi.EncodeCall(values.Items).AsSpan().SequenceEqual(call.Data))
                remarks.Caution($"call {call.Path}", "The data hold more than the arguments, or order them unusually.");
            IReadOnlyList<DecodedArgument> arguments = await ArgumentsAsync(match, values, cancellation);
            DecodedCall named = call with { Function = match, Arguments = arguments };
            named = named with { Meaning = CallMeanings.Of(named) };
            return named with { Inner = await InnerAsync(named, values, cancellation) };
        }

        return call with { Meaning = CallMeanings.Of(call) };
    }

    private async Task<IReadOnlyList<DecodedArgument>> ArgumentsAsync(
        FunctionMatch match, AbiValue values, CancellationToken cancellation)
    {
        List<DecodedArgument> arguments = [];
        for (int i = 0; i < values.Items.Count; i++)
        {
            AbiParameter parameter = match.Function.Abi.Inputs[i];
            // So that the text can name the contract behind an address.
            if (parameter.Type.Kind == AbiKind.Address && !values[i].Address.IsZero)
                await codes.IdentifyAsync(values[i].Address, cancellation);
            arguments.Add(new DecodedArgument(
                ValueText.Label(parameter, i),
                parameter.Type,
                values[i],
                _text.Of(parameter.Type, values[i], SolidityType.At(match.Function.Inputs, i), parameter.Name)));
        }

        return arguments;
    }

    private async Task<IReadOnlyList<DecodedCall>> InnerAsync(
        DecodedCall call, AbiValue values, CancellationToken cancellation)
    {
        IReadOnlyList<InnerCall> inner;
        try
        {
            inner = InnerCalls.Of(call.Function!.Function.Abi, values);
        }
        catch (FormatException fault)
        {
            remarks.Danger($"call {call.Path}", $"The calls inside cannot be read: {fault.Message}.");
            return [];
        }

        _calls += inner.Count;
        if (inner.Count > 0 && (call.Path.Count(c => c == '.') >= DepthMax || _calls > CallsMax))
        {
            remarks.Danger($"call {call.Path}",
                $"Calls are nested deeper than {DepthMax} or are more than {CallsMax}: what is inside is not shown.");
            return [];
        }

        List<DecodedCall> decoded = [];
        foreach (InnerCall next in inner)
        {
            // The newest MultiSend takes address zero for whoever delegates to it, which is the Safe.
            bool meansSafe = next.To.IsZero && call.Function!.Function.Abi.Name == "multiSend"
                && !call.Target.IsOlder;
            InnerCall actual = meansSafe ? next with { To = safe } : next;
            decoded.Add(await DecodeAsync(actual, $"{call.Path}.{decoded.Count + 1}", call, cancellation));
        }

        return decoded;
    }
}
