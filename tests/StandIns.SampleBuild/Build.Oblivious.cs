#nullable disable
using Nuke.Common;
using Nuke.Common.IO;

namespace SampleBuild;

/// <content>Parameters as builds without nullable annotations have them.</content>
partial class Build
{
    [Parameter("Oblivious text")]
    readonly string PlainText;

    [Parameter("Oblivious list")]
    readonly string[] PlainList;

    [Parameter("Oblivious path")]
    readonly AbsolutePath PlainPath;

    [Parameter("Other kinds of numbers"), Secret]
    readonly uint? SecretNumber;

    [Parameter("Bytes")]
    readonly byte[] Blob;

    [Parameter("Small")]
    readonly short Small;

    [Parameter("Large")]
    readonly ulong Large;

    [Parameter("Single")]
    readonly float Single;

    [Parameter("Letter")]
    readonly char Letter;

    [Parameter("Offset")]
    readonly System.DateTimeOffset Offset;

    [Parameter("Day")]
    readonly System.DateOnly Day;

    [Parameter("Anything")]
    readonly object Anything;

    [Parameter("Octet")]
    readonly byte Octet;

    [Parameter("Maybe numbers")]
    readonly int?[] MaybeNumbers;

    [Parameter("Oblivious record")]
    readonly Options PlainOptions;
}
