using System.Runtime.Versioning;

// Function containers are Linux containers.
[assembly: SupportedOSPlatform("linux")]
