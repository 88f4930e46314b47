// The runtime node runs function containers in containerd mode. What it needs of whoever runs it:
//
//   privileged                     containerd mounts file systems and makes network namespaces and control groups
//   volume /var/lib/containerd     images and containers' file systems; overlay does not stack on overlay
//   volume /run/esb-node           node.sock, which the agent asks; the agent has the same volume (NODE_SOCKET)
//   volume /run/esb-state          where the gateway sees that the node has a new network (NODE_STATE)
//   port 9092                      plain HTTP: /health, /version (METRICS_PORT; gateway and agent share the network namespace)
//   the network of the registry    images are pulled from it as the agent names them (REGISTRY_SCHEME=http|https)
//
// Gateway and agent share its network namespace (compose: network_mode: service:runtime-node), where functions have
// addresses on the bridge (CNI_SUBNET, 10.88.0.0/16). CONTAINERD_RUNTIME (io.containerd.runc.v2) and
// CONTAINERD_SNAPSHOTTER (overlayfs) choose containerd's shim. A dead containerd is started again, and functions go on.
using Esb.Common;
using Esb.Common.Node;
using Esb.RuntimeNode;
using Esb.RuntimeNode.Api;
using Microsoft.AspNetCore.Hosting;

return await ServiceProgram.RunAsync("runtime-node", args, settings =>
{
    var port = settings.Port("METRICS_PORT", 9092);
    var node = NodeSettings.Read(settings);
    var state = new NodeNetwork(settings.AbsolutePath("NODE_STATE", NodeNetwork.DefaultFolder));
    return new Service("runtime-node", new Uri($"http://127.0.0.1:{port}/health"))
    {
        Listen = options =>
        {
            options.ListenAnyIP(port);
            options.ListenUnixSocket(NodeSocket.Ready(node.ApiSocket));
        },
        Configure = builder => builder.Services.AddNode(node),
        Map = app =>
        {
            app.MapNodeApi();
            app.Lifetime.ApplicationStarted.Register(() =>
            {
                NodeSocket.Open(node.ApiSocket);
                state.Write();
            });
        },
        Health = services => services.GetRequiredService<NodeState>().CheckAsync,
    };
});
