namespace BuildChain.Engine.Roots;

/// <summary>Takes out of a fresh system what an image does not want: traces of the installation and, when slim, documentation.</summary>
sealed class RootImageTrim(string root, bool slim)
{
    /// <summary>Keeps dpkg from bringing documentation back when an image based on this one installs packages.</summary>
    public const string DpkgSettings = """
        path-exclude /usr/share/doc/*
        path-include /usr/share/doc/*/copyright
        path-exclude /usr/share/man/*
        path-exclude /usr/share/info/*
        path-exclude /usr/share/locale/*
        path-exclude /usr/share/lintian/*

        """;

    static readonly string[] Documentation = ["usr/share/man", "usr/share/info", "usr/share/locale", "usr/share/lintian"];

    // Caches and logs hold times and hashes of the machine; what needs them makes them anew.
    static readonly string[] Traces =
    [
        "var/cache/apt", "var/lib/apt/lists", "var/cache/debconf", "var/cache/ldconfig", "var/log", "tmp", "run", "dev",
    ];

    static readonly string[] TraceFiles =
    [
        "var/lib/dpkg/status-old", "var/lib/dpkg/diversions-old", "var/lib/dpkg/statoverride-old", "var/lib/dpkg/lock", "var/lib/dpkg/lock-frontend",
        "var/lib/dpkg/triggers/Lock", "etc/.pwd.lock", "etc/passwd-", "etc/group-", "etc/shadow-", "etc/gshadow-",
        "etc/machine-id", "etc/hostname", "etc/resolv.conf",
    ];

    public void Apply()
    {
        foreach (var directory in Traces)
            Empty(directory);
        foreach (var file in TraceFiles.Select(name => Path.Combine(root, name)).Where(File.Exists))
            File.Delete(file);
        ConfigureApt();
        if (!slim)
            return;
        foreach (var directory in Documentation)
            Empty(directory);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "usr/share/doc"), "*", SearchOption.AllDirectories).ToList())
        {
            if (Path.GetFileName(file) != "copyright")
                File.Delete(file);
        }

        RemoveEmptyDirectories(Path.Combine(root, "usr/share/doc"));
    }

    // An image's layers keep what apt downloads unless apt is told not to.
    void ConfigureApt()
    {
        var settings = Directory.CreateDirectory(Path.Combine(root, "etc/apt/apt.conf.d")).FullName;
        File.WriteAllText(Path.Combine(settings, "docker-image"), """
            Acquire::GzipIndexes "true";
            Acquire::Languages "none";
            APT::AutoRemove::SuggestsImportant "false";
            Binary::apt-get::APT::Keep-Downloaded-Packages "false";
            DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };

            """);
    }

    void Empty(string relative)
    {
        var directory = Path.Combine(root, relative);
        if (!Directory.Exists(directory) || new DirectoryInfo(directory).LinkTarget is not null)
            return;
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } child)
                child.Delete(recursive: true);
            else
                entry.Delete();
        }
    }

    static void RemoveEmptyDirectories(string directory)
    {
        foreach (var child in Directory.GetDirectories(directory))
        {
            if (new DirectoryInfo(child).LinkTarget is not null)
                continue;
            RemoveEmptyDirectories(child);
            if (!Directory.EnumerateFileSystemEntries(child).Any())
                Directory.Delete(child);
        }
    }
}
