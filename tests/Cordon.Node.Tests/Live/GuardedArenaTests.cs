using System.Diagnostics;
using Cordon.Arena;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Live;

/// <summary>What the tests of live nodes stand on.</summary>
public class GuardedArenaTests
{
    [Fact]
    public async Task An_arena_that_cannot_be_built_to_the_end_leaves_no_node_and_no_folder_behind()
    {
        int id = 0;
        string socket = "";
        Task<GuardedArena> building = GuardedArena.BuildAsync(arena =>
        {
            (id, socket) = (arena.Node.ProcessId, $"{arena.Ipc}");
            Assert.True(File.Exists(socket));
            throw new InvalidOperationException("half furnished");
        });
        try
        {
            await building;
        }
        catch (InvalidOperationException e)
        {
            Assert.Equal("half furnished", e.Message);
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
        }

        Assert.NotEqual(0, id);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
        Assert.False(Directory.Exists(Path.GetDirectoryName(socket)));
    }
}
