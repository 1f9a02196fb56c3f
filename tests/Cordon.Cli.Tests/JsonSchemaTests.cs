using System.Text.Json;

namespace Cordon.Cli.Tests;

/// <summary>The checker itself must be able to find a fault, or validating against it proves nothing.</summary>
public class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"object","required":["a"]}""", """{"b":1}""", "$ lacks a")]
    [InlineData("""{"properties":{"a":{"type":["string","null"]}}}""", """{"a":1}""", "$.a is Number")]
    [InlineData("""{"properties":{"a":{"items":{"pattern":"^0"}}}}""", """{"a":["0","1"]}""", "$.a[1] does not match")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"b":1}""", "$ has unknown members b")]
    [InlineData("""{"minimum":0,"maximum":1}""", "1.5", "$ is above 1")]
    [InlineData("""{"enum":["high"]}""", "\"HIGH\"", "$ is no choice")]
    [InlineData("""{"type":"integer"}""", "1.5", "$ is Number, not integer")]
    [InlineData("""{"oneOf":[{"required":["a"]},{"required":["b"]}]}""", "{}", "$ fits no choice: $ lacks a")]
    [InlineData("""{"oneOf":[{"required":["a"]},{"type":"object"}]}""", """{"a":1}""", "$ fits 2 choices")]
    [InlineData("""{"additionalProperties":{"type":"string"}}""", """{"b":1}""", "$.b is Number")]
    public void A_document_that_breaks_a_rule_has_a_fault_with_its_place(string schema, string json, string fault) =>
        Assert.StartsWith(fault, Assert.Single(new JsonSchema(JsonDocument.Parse(schema).RootElement).Faults(json)));

    [Fact]
    public void A_keyword_that_is_not_checked_is_refused() =>
        Assert.Throws<NotSupportedException>(() =>
            new JsonSchema(JsonDocument.Parse("""{"anyOf":[]}""").RootElement).Faults("1"));
}
