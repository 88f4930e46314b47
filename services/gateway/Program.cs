// The gateway invokes functions: Lambda's invoke API, routes, schedules. What it needs of whoever runs it:
//
//   port 8443         HTTPS (HTTPS_PORT): everything, /health, /version and /metrics too
//   CERT_DIR          /app/certs, read-only: server.crt and server.key for its callers, client.crt, client.key and rootCA.crt for the agent
//   CONFIG_DIR        /app/runtime-config, read-only: functions.yml, routing.yml
//   NODE_STATE        /run/esb-state, read-only, in containerd mode: whether the network that it shares was made anew
//   AGENT_URL         https://agent:50051; the gateway must reach the addresses of the containers that the agent gives it
//
// AWS_REGION (us-east-1) is what functions see. ACQUIRE_TIMEOUT (30 s), INVOKE_GRACE (15 s), MAX_CONCURRENCY (256), PAYLOAD_MEMORY
// (256 MiB) and SHUTDOWN_TIMEOUT (8 s) bound its work; BREAKER_FAILURES (5) and BREAKER_PAUSE (5 s) spare functions whose containers fail.
// Events: EVENT_QUEUE_LENGTH (1000), EVENT_QUEUE_BYTES (64 MiB), EVENT_CONCURRENCY (32), EVENT_RETRY_DELAY (60 s), EVENT_MAXIMUM_AGE (6 h).
// The file system may be read-only, all capabilities may be dropped. On SIGTERM it finishes what it has: give it 10 s.
using Esb.Common;
using Esb.Gateway;

return await ServiceProgram.RunAsync("gateway", args, settings => GatewayService.Describe(GatewaySettings.Read(settings)));
