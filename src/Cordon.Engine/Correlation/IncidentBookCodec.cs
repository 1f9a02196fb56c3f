using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Cordon.Domain.Incidents;

namespace Cordon.Engine.Correlation;

/// <summary>Saves the incidents that can still grow, so that a later run goes on with them.</summary>
public static class IncidentBookCodec
{
    /// <summary>Writes a JSON list.</summary>
    public static void Save(IncidentBook book, IBufferWriter<byte> destination)
    {
        using Utf8JsonWriter writer = new(destination);
        writer.WriteStartArray();
        foreach (Incident incident in book.Active) IncidentJson.Write(writer, incident);
        writer.WriteEndArray();
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a saved book.</exception>
    public static IncidentBook Load(ReadOnlyMemory<byte> saved)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(saved);
            return new IncidentBook([.. json.RootElement.EnumerateArray().Select(IncidentJson.Read)]);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"the saved incidents cannot be read: {failure.Message}", failure);
        }
    }
}
