using System.Diagnostics;
using System.Numerics;
using System.Security.Cryptography;

namespace Cordon.Contracts.Arithmetic.Tests;

/// <summary>spec/vectors is what this implementation computes; the contracts' tests compute the same from it.</summary>
public class VectorTests
{
    private const int Seed = 20260101;

    [Theory]
    [InlineData("limiter")]
    [InlineData("slash")]
    [InlineData("shares")]
    public void The_vectors_in_git_are_what_the_reference_computes(string name)
    {
        string file = Path.Combine(Root(), "spec", "vectors", $"{name}.json");
        string made = Vectors.Make(name, Seed);
        if (Environment.GetEnvironmentVariable("CORDON_WRITE_VECTORS") == "1") File.WriteAllText(file, made);

        Assert.True(File.Exists(file), $"{file} is missing; CORDON_WRITE_VECTORS=1 writes it");
        Assert.Equal(made, File.ReadAllText(file));
    }

    [Theory]
    [InlineData("limiter")]
    [InlineData("slash")]
    [InlineData("shares")]
    public void Every_column_of_a_table_is_as_long_as_the_others(string name)
    {
        IReadOnlyDictionary<string, BigInteger[]> columns = VectorTable.Read(Vectors.Make(name, Seed));

        Assert.All(columns.Values, column => Assert.True(column.Length > Vectors.RandomCases));
        Assert.Single(columns.Values.Select(column => column.Length).Distinct());
    }

    /// <summary>`./cordon test --long`: cases that nobody has seen before, computed by both.</summary>
    [Fact]
    public void The_contracts_compute_fresh_random_vectors_alike()
    {
        bool isLong = Environment.GetEnvironmentVariable("CORDON_LONG") == "1";
        Assert.SkipUnless(isLong, "a long campaign: ./cordon test --long");
        string folder = Path.Combine(Root(), ".cordon", "vectors");
        Directory.CreateDirectory(folder);
        for (int round = 0; round < 20; round++)
        {
            int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
            foreach (string name in Vectors.Names)
            {
                File.WriteAllText(Path.Combine(folder, $"{name}.json"), Vectors.Make(name, seed));
            }

            (int exitCode, string output) = RunContractTests("../.cordon/vectors");
            Assert.True(exitCode == 0, $"seed {seed}\n{output}");
            Assert.Contains("3 passed, 0 failed", output);
        }
    }

    private static (int ExitCode, string Output) RunContractTests(string vectors)
    {
        ProcessStartInfo start = new(Path.Combine(Root(), "contracts", "suite"), ["test", "ArithmeticVectorsTest"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["CORDON_VECTORS"] = vectors;
        start.Environment.Remove("CORDON_LONG"); // the vectors are the campaign, not the profile
        using Process suite = Process.Start(start)!;
        string output = suite.StandardOutput.ReadToEnd();
        suite.WaitForExit();
        return (suite.ExitCode, output);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cordon.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("run inside the repository");
    }
}
