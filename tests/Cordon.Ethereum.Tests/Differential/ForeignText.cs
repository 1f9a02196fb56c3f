namespace Cordon.Ethereum.Tests;

/// <summary>Values as cast reads them from its command line.</summary>
internal static class ForeignText
{
    public static IEnumerable<string> Arguments(AbiType tuple, AbiValue values) =>
        values.Items.Zip(tuple.Components, (value, component) => Of(component.Type, value, isNested: false));

    public static string Of(PrivateKey key)
    {
        byte[] secret = new byte[PrivateKey.SizeBytes];
        key.CopyTo(secret);
        return Hex.Format(secret);
    }

    /// <summary>The RLP of an authorization, as it stands in a transaction.</summary>
    public static string Of(Authorization authorization)
    {
        var writer = new RlpWriter();
        int list = writer.BeginList();
        writer.Write(authorization.ChainId);
        writer.Write(authorization.Address);
        writer.Write(authorization.Nonce);
        writer.Write((ulong)authorization.Signature.RecoveryId);
        writer.Write(authorization.Signature.R);
        writer.Write(authorization.Signature.S);
        writer.EndList(list);
        return Hex.Format(writer.Written);
    }

    private static string Of(AbiType type, AbiValue value, bool isNested) => type.Kind switch
    {
        AbiKind.UInt => value.Word.ToString(),
        AbiKind.Int => value.Word.ToSignedString(),
        AbiKind.Address => value.Address.ToString(),
        AbiKind.Bool => value.Flag ? "true" : "false",
        AbiKind.String => isNested ? $"\"{value.Text}\"" : value.Text,
        AbiKind.Array => $"[{string.Join(',', value.Items.Select(item => Of(type.Element!, item, true)))}]",
        AbiKind.Tuple => $"({string.Join(',', value.Items.Zip(type.Components,
            (item, component) => Of(component.Type, item, true)))})",
        _ => Hex.Format(value.Bytes),
    };
}
