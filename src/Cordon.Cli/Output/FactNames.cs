using System.Text;
using Cordon.Domain.Facts;

namespace Cordon.Cli.Output;

/// <summary>The public names of kinds and protocols in printed facts: lower case with underscores.</summary>
internal static class FactNames
{
    /// <summary>The name of a venue, the same word as in labelled packs.</summary>
    public static string Of(SwapVenue venue) => venue == SwapVenue.ZeroEx ? "0x" : Of<SwapVenue>(venue);

    /// <summary>UniswapV2 becomes uniswap_v2, Erc20 erc20.</summary>
    public static string Of<T>(T value) where T : struct, Enum
    {
        string name = value.ToString();
        StringBuilder text = new(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i])) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
