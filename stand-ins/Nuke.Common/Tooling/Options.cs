using System.Collections.ObjectModel;
using System.Linq.Expressions;
using Nuke.Common.Utilities;
using Nuke.Common.Utilities.Collections;

namespace Nuke.Common.Tooling;

/// <summary>Values by property name, in the order in which they were first set. Immutable to users: change a copy with <c>Modify</c>.</summary>
public class Options : IOptions
{
    List<KeyValuePair<string, object>> _values = [];

    /// <summary>Collections are copies that nobody else holds.</summary>
    internal IReadOnlyList<KeyValuePair<string, object>> Values => _values;

    protected internal void Set<T>(Expression<Func<T>> provider, object value) => Set(NameOf(provider), value);

    protected T Get<T>(Expression<Func<object>> provider) => Get<T>((LambdaExpression)provider);

    T IOptions.Get<T>(Expression<Func<object>> provider) => Get<T>((LambdaExpression)provider);

    void IOptions.Set<T>(Expression<Func<T>> provider, object value) => Set(NameOf(provider), value);

    void IOptions.Remove<T>(Expression<Func<T>> provider) => Set(NameOf(provider), null);

    void IOptions.SetDictionary<TKey, TValue>(Expression<Func<IReadOnlyDictionary<TKey, TValue>>> provider, TKey key, TValue value)
        => Change<Dictionary<TKey, TValue>>(provider, x => x[key] = value);

    void IOptions.AddDictionary<TKey, TValue>(Expression<Func<IReadOnlyDictionary<TKey, TValue>>> provider, TKey key, TValue value)
        => Change<Dictionary<TKey, TValue>>(provider, x => x.Add(key, value));

    void IOptions.AddDictionary<TKey, TValue>(
        Expression<Func<IReadOnlyDictionary<TKey, TValue>>> provider,
        Dictionary<TKey, TValue> value)
        => Change<Dictionary<TKey, TValue>>(provider, x => x.AddDictionary(value));

    void IOptions.AddDictionary<TKey, TValue>(
        Expression<Func<IReadOnlyDictionary<TKey, TValue>>> provider,
        ReadOnlyDictionary<TKey, TValue> value)
        => Change<Dictionary<TKey, TValue>>(provider, x => x.AddDictionary(value));

    void IOptions.RemoveDictionary<TKey, TValue>(Expression<Func<IReadOnlyDictionary<TKey, TValue>>> provider, TKey key)
        => Change<Dictionary<TKey, TValue>>(provider, x => x.Remove(key));

    void IOptions.ClearDictionary<TKey, TValue>(Expression<Func<IReadOnlyDictionary<TKey, TValue>>> provider)
        => Change<Dictionary<TKey, TValue>>(provider, x => x.Clear());

    void IOptions.SetLookup<TKey, TValue>(Expression<Func<ILookup<TKey, TValue>>> provider, TKey key, params TValue[] values)
        => Change<LookupTable<TKey, TValue>>(provider, x => x[key] = values);

    void IOptions.SetLookup<TKey, TValue>(Expression<Func<ILookup<TKey, TValue>>> provider, TKey key, IEnumerable<TValue> values)
        => Change<LookupTable<TKey, TValue>>(provider, x => x[key] = values);

    void IOptions.AddLookup<TKey, TValue>(Expression<Func<ILookup<TKey, TValue>>> provider, TKey key, params TValue[] values)
        => Change<LookupTable<TKey, TValue>>(provider, x => x.AddRange(key, values));

    void IOptions.AddLookup<TKey, TValue>(Expression<Func<ILookup<TKey, TValue>>> provider, TKey key, IEnumerable<TValue> values)
        => Change<LookupTable<TKey, TValue>>(provider, x => x.AddRange(key, values));

    void IOptions.RemoveLookup<TKey, TValue>(Expression<Func<ILookup<TKey, TValue>>> provider, TKey key)
        => Change<LookupTable<TKey, TValue>>(provider, x => x.Remove(key));

    void IOptions.RemoveLookup<TKey, TValue>(Expression<Func<ILookup<TKey, TValue>>> provider, TKey key, TValue value)
        => Change<LookupTable<TKey, TValue>>(provider, x => x.Remove(key, value));

    void IOptions.ClearLookup<TKey, TValue>(Expression<Func<ILookup<TKey, TValue>>> provider)
        => Change<LookupTable<TKey, TValue>>(provider, x => x.Clear());

    void IOptions.AddCollection<T>(Expression<Func<IReadOnlyCollection<T>>> provider, params T[] value)
        => Change<List<T>>(provider, x => x.AddRange(value));

    void IOptions.AddCollection<T>(Expression<Func<IReadOnlyCollection<T>>> provider, IEnumerable<T> value)
        => Change<List<T>>(provider, x => x.AddRange(value));

    void IOptions.RemoveCollection<T>(Expression<Func<IReadOnlyCollection<T>>> provider, params T[] value)
        => Change<List<T>>(provider, x => x.RemoveAll(value.Contains));

    void IOptions.RemoveCollection<T>(Expression<Func<IReadOnlyCollection<T>>> provider, IEnumerable<T> value)
        => Change<List<T>>(provider, x => x.RemoveAll(value.ToList().Contains));

    void IOptions.ClearCollection<T>(Expression<Func<IReadOnlyCollection<T>>> provider) => Change<List<T>>(provider, x => x.Clear());

    /// <summary>Of the type that the caller knows, not of the object's own: so it is with the packages, which read the copy back from JSON.</summary>
    internal Options Copy(Type type)
    {
        var copy = type == GetType() ? (Options)MemberwiseClone() : (Options)Activator.CreateInstance(type);
        copy._values = [.. _values];
        if (this is ToolOptions own && copy is ToolOptions other)
            (other.ProcessLogger, other.ProcessExitHandler) = (own.ProcessLogger, own.ProcessExitHandler);
        return copy;
    }

    /// <summary>A name that is set already keeps its place.</summary>
    internal void Set(string name, object value)
    {
        var index = _values.FindIndex(x => x.Key == name);
        if (value == null && index >= 0)
            _values.RemoveAt(index);
        else if (value != null && index >= 0)
            _values[index] = new(name, OptionValue.Detach(value));
        else if (value != null)
            _values.Add(new(name, OptionValue.Detach(value)));
    }

    static string NameOf(LambdaExpression provider) => provider.GetMemberInfo().Name;

    T Get<T>(LambdaExpression provider)
    {
        var name = NameOf(provider);
        var index = _values.FindIndex(x => x.Key == name);
        return index < 0 ? default : (T)OptionValue.Convert(_values[index].Value, typeof(T));
    }

    void Change<T>(LambdaExpression provider, Action<T> change)
        where T : new()
    {
        var collection = Get<T>(provider) ?? new T();
        change(collection);
        Set(NameOf(provider), collection);
    }
}
