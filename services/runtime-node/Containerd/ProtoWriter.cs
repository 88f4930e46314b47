using System.Buffers;
using System.Text;

namespace Esb.RuntimeNode.Containerd;

/// <summary>Writes a message in protobuf's wire format (protobuf.dev, "Encoding"): the few kinds of fields that containerd's API has.</summary>
sealed class ProtoWriter
{
    readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The message so far.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>A string; the empty one is the default and is left out.</summary>
    public ProtoWriter Text(int field, string value) => value.Length == 0 ? this : Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>One string after the other under the same number.</summary>
    public ProtoWriter Texts(int field, IEnumerable<string> values)
    {
        foreach (var value in values)
            Bytes(field, Encoding.UTF8.GetBytes(value));
        return this;
    }

    /// <summary>An unsigned number or a flag.</summary>
    public ProtoWriter Number(int field, ulong value)
    {
        Varint((ulong)field << 3);
        Varint(value);
        return this;
    }

    /// <summary>A message in this one.</summary>
    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.ToArray());

    /// <summary>A map of strings: messages with the key as field 1 and the value as field 2.</summary>
    public ProtoWriter Map(int field, IEnumerable<KeyValuePair<string, string>> entries)
    {
        foreach (var (key, value) in entries)
            Message(field, new ProtoWriter().Text(1, key).Text(2, value));
        return this;
    }

    /// <summary>Bytes, also those of a message that is passed on.</summary>
    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
