namespace BuildChain;

/// <summary>Numbers of things as people read them.</summary>
public static class Amount
{
    /// <summary><c>1 image</c>, <c>2 images</c>, <c>0 images</c>.</summary>
    /// <param name="what">One of them, of a word that takes an 's'.</param>
    public static string Of(int number, string what) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
