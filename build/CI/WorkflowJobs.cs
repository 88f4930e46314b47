using BuildChain;

/// <summary>What continuous integration does: the commands that a developer types, and what GitHub keeps of them.</summary>
static class WorkflowJobs
{
    // A tag can be moved, a hash cannot. Each was read from its action's repository: the commit of the tag behind it.
    const string Checkout = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2";
    const string Restore = "actions/cache/restore@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5";
    const string Save = "actions/cache/save@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5";
    const string Upload = "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0";
    const string Script = "actions/github-script@ed597411d8f924073f98dfc5c65a23a2325f34cd # v8.0.0";

    const string CacheKey = "buildx-${{ runner.os }}-${{ github.job }}-${{ matrix.profile }}-";

    static readonly string[] History =
    [
        $"uses: {Checkout}",
        "with:",
        "  persist-credentials: false",
        "  fetch-depth: 0  # images carry the last commit that touched their sources",
    ];

    // Without it the docker driver cannot export a cache; it takes effect on a runner's engine before anything is built.
    static readonly string[] ImageStore =
    [
        "name: Switch the engine to the containerd image store",
        "run: |",
        "  echo '{\"features\": {\"containerd-snapshotter\": true}}' | sudo tee /etc/docker/daemon.json",
        "  sudo systemctl restart docker",
    ];

    static readonly string[] RestoreCache =
    [
        "name: Restore the shared build cache",
        "if: env.CACHE == 'local'",
        $"uses: {Restore}",
        "with:",
        $"  path: {BrandNames.Folder}/buildx-cache",
        $"  key: {CacheKey}${{{{ github.sha }}}}",
        $"  restore-keys: {CacheKey}",
    ];

    static readonly string[] SaveCache =
    [
        "name: Save the shared build cache",
        "if: env.CACHE == 'local' && github.event_name != 'pull_request'",
        $"uses: {Save}",
        "with:",
        $"  path: {BrandNames.Folder}/buildx-cache",
        $"  key: {CacheKey}${{{{ github.sha }}}}-${{{{ github.run_attempt }}}}",
    ];

    // Only actions written in JavaScript are told where GitHub's cache is; --cache gha needs to know.
    static readonly string[] CacheService =
    [
        "name: Let buildx use GitHub's cache",
        "if: env.CACHE == 'gha'",
        $"uses: {Script}",
        "with:",
        "  script: |",
        "    for (const name of ['ACTIONS_CACHE_URL', 'ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_CACHE_SERVICE_V2'])",
        "      core.exportVariable(name, process.env[name] || '')",
    ];

    // Through the environment, not in the command: what GitHub puts into a script is not quoted.
    static readonly string[] Profile = ["env:", "  PROFILE: ${{ matrix.profile }}"];

    static readonly string[] CacheEnvironment = ["env:", "  CACHE: ${{ inputs.Cache || 'local' }}"];

    public static IReadOnlyList<WorkflowJob> All { get; } =
    [
        Tests("test", "with NUKE's packages", standIns: 0),
        Tests("test-stand-ins", "with the stand-ins", standIns: 1),
        new("e2e", 60,
            ["strategy:", "  fail-fast: false", "  matrix:", "    profile: [e2e-docker, e2e-containerd]", .. CacheEnvironment],
            History, ImageStore, RestoreCache, CacheService,
            ["name: Fill the engine's cache from GitHub's", "if: env.CACHE == 'gha'", "run: ./build.sh Bake --mode \"${PROFILE#e2e-}\" --cache gha", .. Profile],
            ["name: E2E", "run: ./build.sh E2E --e2e-profiles \"$PROFILE\"", .. Profile],
            SaveCache,
            Artifacts("e2e-${{ matrix.profile }}", "artifacts/e2e")),
        new("bench", 60,
            ["if: github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'"],
            History, ImageStore,
            ["name: Bench", "run: ./build.sh Bench"],
            Artifacts("bench", "artifacts/bench")),
    ];

    static WorkflowJob Tests(string name, string with, int standIns) => new(
        name, 90,
        ["env:", $"  ESB_STAND_INS: '{standIns}'"],
        History, ImageStore,
        [$"name: Lint, generated files, every test, {with}", "run: ./build.sh Lint BrandCheck Test"],
        Artifacts($"{name}-results", "artifacts/test-results"));

    static string[] Artifacts(string name, string folder) =>
        [$"name: Keep {folder}", "if: ${{ !cancelled() }}", $"uses: {Upload}", "with:", $"  name: {name}", $"  path: {folder}", "  if-no-files-found: ignore"];
}
