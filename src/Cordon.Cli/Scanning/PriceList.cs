using System.Text;
using Cordon.Cli.Terminal;
using Cordon.Domain.Pricing;

namespace Cordon.Cli.Scanning;

/// <summary>Reads the file of <c>--prices</c>.</summary>
internal static class PriceList
{
    private const int BytesMax = 16 << 20; // some 250,000 tokens: more is another file

    /// <exception cref="CommandException">It cannot be read, is too large, is no text, or a line is wrong: the message
    /// names the line, the field and what was expected.</exception>
    public static PriceFile Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[BytesMax + 1];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > BytesMax) throw CommandException.BadInput($"--prices: {path}: is larger than 16 MB");

            UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            using StringReader text = new(strict.GetString(bytes, 0, length).TrimStart('\ufeff'));
            return PriceFile.Read(text, path);
        }
        catch (DecoderFallbackException wrong)
        {
            throw CommandException.BadInput($"--prices: {path}: byte {wrong.Index}: is not UTF-8 text", wrong);
        }
        catch (FormatException wrong)
        {
            throw CommandException.BadInput($"--prices: {wrong.Message}", wrong);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput($"--prices: {fault.Message}", fault);
        }
    }
}
