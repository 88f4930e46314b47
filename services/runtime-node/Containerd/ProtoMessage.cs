using System.Buffers.Binary;
using System.Text;

namespace Esb.RuntimeNode.Containerd;

/// <summary>A message read from protobuf's wire format: its fields by number, whatever their meaning.</summary>
sealed class ProtoMessage
{
    readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    /// <summary>A message without fields.</summary>
    public static ProtoMessage Empty { get; } = new();

    /// <summary>Reads a message; throws <see cref="InvalidDataException"/> when it is none.</summary>
    public static ProtoMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        var message = new ProtoMessage();
        for (var position = 0; position < bytes.Length;)
        {
            var tag = Varint(bytes.Span, ref position);
            var (field, number, length) = ((int)(tag >> 3), 0UL, 0);
            switch (tag & 7)
            {
                case 0: number = Varint(bytes.Span, ref position); break;
                case 1: number = BinaryPrimitives.ReadUInt64LittleEndian(Take(bytes, ref position, 8).Span); break;
                case 2: length = (int)Math.Min(Varint(bytes.Span, ref position), int.MaxValue); break;
                case 5: number = BinaryPrimitives.ReadUInt32LittleEndian(Take(bytes, ref position, 4).Span); break;
                default: throw new InvalidDataException($"protobuf field {field} is of kind {tag & 7}, which has no use any more");
            }
            message._fields.Add((field, number, Take(bytes, ref position, length)));
        }
        return message;
    }

    /// <summary>A number; 0 when it is absent.</summary>
    public ulong Number(int field) => Last(field).Number;

    /// <summary>A string; empty when it is absent.</summary>
    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    /// <summary>Bytes; none when they are absent.</summary>
    public ReadOnlyMemory<byte> Bytes(int field) => Last(field).Bytes;

    /// <summary>A message in this one; empty when it is absent.</summary>
    public ProtoMessage Message(int field) => Parse(Bytes(field));

    /// <summary>Everything under one number, as bytes.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> All(int field) => _fields.Where(entry => entry.Field == field).Select(entry => entry.Bytes);

    /// <summary>The messages under one number.</summary>
    public IEnumerable<ProtoMessage> Messages(int field) => All(field).Select(Parse);

    /// <summary>A map of strings.</summary>
    public Dictionary<string, string> Map(int field)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Messages(field))
            map[entry.Text(1)] = entry.Text(2);
        return map;
    }

    // The last one counts, as protobuf says.
    (int Field, ulong Number, ReadOnlyMemory<byte> Bytes) Last(int field) => _fields.FindLast(entry => entry.Field == field);

    static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> bytes, ref int position, int length)
    {
        if (length > bytes.Length - position)
            throw new InvalidDataException("protobuf message ends in the middle of a field");
        position += length;
        return bytes.Slice(position - length, length);
    }

    static ulong Varint(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && position < bytes.Length; shift += 7)
        {
            var next = bytes[position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("protobuf message ends in the middle of a number");
    }
}
