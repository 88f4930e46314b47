using System.Collections;

namespace Nuke.Common.Utilities.Collections;

/// <summary>A lookup that can be changed: several values to a key, in the order they were added.</summary>
public class LookupTable<TKey, TValue> : ILookup<TKey, TValue>, ILookupTable
{
    readonly Dictionary<TKey, List<TValue>> _values;

    public LookupTable() => _values = [];

    public LookupTable(IEqualityComparer<TKey> comparer) => _values = new(comparer);

    public LookupTable(ILookup<TKey, TValue> lookupTable, IEqualityComparer<TKey> comparer = null)
        => _values = lookupTable.ToDictionary(x => x.Key, x => x.ToList(), comparer);

    public int Count => _values.Count;

    IEnumerable<(object Key, IEnumerable Values)> ILookupTable.Entries => _values.Select(x => ((object)x.Key, (IEnumerable)x.Value));

    public IEnumerable<TValue> this[TKey key]
    {
        get => _values.TryGetValue(key, out var values) ? values : [];
        set => _values[key] = value.ToList();
    }

    public void Add(TKey key, TValue value) => AddRange(key, [value]);

    public void AddRange(TKey key, IEnumerable<TValue> values)
    {
        if (!_values.TryGetValue(key, out var list))
            _values[key] = list = [];
        list.AddRange(values);
    }

    void ILookupTable.AddRange(object key, IEnumerable values) => AddRange((TKey)key, values.Cast<TValue>());

    public void Remove(TKey key) => _values.Remove(key);

    public void Remove(TKey key, TValue value)
    {
        if (_values.TryGetValue(key, out var list))
            list.Remove(value);
    }

    public void Clear() => _values.Clear();

    public bool Contains(TKey key) => _values.ContainsKey(key);

    public IEnumerator<IGrouping<TKey, TValue>> GetEnumerator()
        => _values.SelectMany(x => x.Value, (x, value) => (x.Key, value)).ToLookup(x => x.Key, x => x.value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Any lookup table, whatever its types.</summary>
interface ILookupTable
{
    IEnumerable<(object Key, IEnumerable Values)> Entries { get; }

    void AddRange(object key, IEnumerable values);
}
