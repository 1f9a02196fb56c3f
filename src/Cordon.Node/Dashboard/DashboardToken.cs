using System.Security.Cryptography;
using System.Text;

namespace Cordon.Node.Dashboard;

/// <summary>The secret that whoever calls the page's API must show: made anew at every start, in a file that only the
/// node's own user can read.</summary>
internal sealed class DashboardToken
{
    private const int SizeBytes = 32;
    private const string Scheme = "Bearer ";

    private readonly byte[] _hash;

    private DashboardToken(string text) => (Text, _hash) = (text, Hash(text));

    public string Text { get; }

    /// <summary>Makes one and writes it down, in place of the last run's.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static DashboardToken Create(string path)
    {
        var token = new DashboardToken(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SizeBytes)));
        File.Delete(path); // a file that is there may be readable for others, or a link
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(token.Text));
        return token;
    }

    /// <summary>Whether an Authorization header shows it. Takes as long for any wrong one.</summary>
    public bool IsShownBy(string authorization) => authorization.StartsWith(Scheme, StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(_hash, Hash(authorization[Scheme.Length..]));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
