using BuildChain.Components;
using BuildChain.Components.Input;
using BuildChain.Meta;
using BuildChain.Publishing;
using Nuke.Common;
using Nuke.Common.IO;

sealed class Build : NukeBuild, IBakeControl, IPlanBake
{
    public static int Main(string[] args) => InputCheck.Run<Build>(args) ?? Execute<Build>(x => ((IBakeControl)x).BakeControl);

    string IHasBake.Version => "1.0.0";
    string IBakeBase.BaseGroup => "base";
    string IBakeControl.ControlGroup => "apps";
    IReadOnlyList<ImageInput> IHasBake.ImageInputs { get; } = [new("base-image", StampKind.LastChange, "base"), new("web", StampKind.Head, "web")];
    IReadOnlyList<PublishedService> IPublishServices.Services => [];
    AbsolutePath IPublishServices.PublishProject => RootDirectory / "publish.proj";
}
