using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Cordon.Contracts.Arithmetic.Tests;

/// <summary>Test vectors as columns of decimal numbers: what Solidity's JSON reader takes in one call a
/// column.</summary>
internal sealed class VectorTable
{
    private readonly List<(string Name, List<BigInteger> Values)> _columns = [];

    /// <summary>Adds one row; every row has the same columns.</summary>
    public void Add(params (string Name, BigInteger Value)[] row)
    {
        if (_columns.Count == 0) _columns.AddRange(row.Select(cell => (cell.Name, new List<BigInteger>())));
        for (int i = 0; i < row.Length; i++)
        {
            Assert.Equal(_columns[i].Name, row[i].Name);
            _columns[i].Values.Add(row[i].Value);
        }
    }

    public string ToJson()
    {
        StringBuilder json = new("{\n");
        for (int i = 0; i < _columns.Count; i++)
        {
            (string name, List<BigInteger> values) = _columns[i];
            json.Append("  \"").Append(name).Append("\": [\n");
            json.AppendJoin(",\n", values.Select(value => $"    \"{value}\""));
            json.Append(i + 1 < _columns.Count ? "\n  ],\n" : "\n  ]\n");
        }

        return json.Append("}\n").ToString();
    }

    /// <summary>The columns of a file, by name.</summary>
    public static IReadOnlyDictionary<string, BigInteger[]> Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            column => column.Name,
            column => column.Value.EnumerateArray().Select(v => BigInteger.Parse(v.GetString()!)).ToArray());
    }
}
