using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Cordon.Storage.Tests;

/// <summary>A folder in which nothing may be written, not even by root.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class WriteProtected
{
    private const uint Nobody = 65_534;
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enter =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Does something while the folder, which lies in one of the test's own, is protected.</summary>
    public static void During(string folder, Action action)
    {
        string parent = Path.GetDirectoryName(folder)!;
        UnixFileMode before = File.GetUnixFileMode(folder);
        File.SetUnixFileMode(parent, File.GetUnixFileMode(parent) | Enter);
        foreach (string file in Directory.GetFiles(folder)) File.SetUnixFileMode(file, Read);
        File.SetUnixFileMode(folder, Read | Enter);
        ExceptionDispatchInfo? failure = null;
        bool isProtected = false;
        // A thread of its own, which ends: threads that it began would be somebody else too.
        Thread thread = new(() =>
        {
            try
            {
                _ = SetFileUser(Nobody); // only root may; for anybody else the modes are enough
                isProtected = !CanWrite(folder);
                if (isProtected) action();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        File.SetUnixFileMode(folder, before);
        Assert.SkipUnless(isProtected, "this system lets everybody write everywhere");
        failure?.Throw();
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "probe"), "");
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Of this thread alone, for files alone.
    [LibraryImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetFileUser(uint user);
}
