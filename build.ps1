# Runs the build: ./build.ps1 [Target...] [--parameter value...]. Compiles it first when something it is made of changed.
# The same as build.sh, which describes the variables.

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
Set-StrictMode -Version 2

$root = $PSScriptRoot
$temp = Join-Path $root '.nuke/temp'
$project = Join-Path $root 'build/_build.csproj'
$sources = 'build', 'src/BuildChain', 'src/BuildChain.Components', 'stand-ins', 'global.json', 'nuget.config', '.editorconfig',
    'Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props', 'BannedSymbols.txt'
$unwritable = "cannot write to $temp; make it writable for $([Environment]::UserName), or work in a tree of your own"
$onWindows = [Environment]::OSVersion.Platform -eq 'Win32NT'

function Say([string] $text) { [Console]::Error.WriteLine($text) }
function Fail([string] $text) { Say "build.ps1: $text"; exit 255 }

# The session that runs this script gets its own variables back.
$before = @{}
function Set-Variables([hashtable] $variables) {
    foreach ($name in $variables.Keys) {
        if (!$before.ContainsKey($name)) { $before[$name] = [Environment]::GetEnvironmentVariable($name) }
        Set-Item "env:$name" $variables[$name]
    }
}
function Restore-Variables {
    foreach ($name in $before.Keys) { if ($null -eq $before[$name]) { Remove-Item "env:$name" } else { Set-Item "env:$name" $before[$name] } }
}

# --- What the compiled build was made of

# As build.sh has it, so that either takes what the other compiled: of sources name, size and time, of what was compiled name and size.
function Get-State([string] $m) {
    $lines = foreach ($listed in $sources + "build/bin/$m/release") {
        $path = Join-Path $root $listed
        if (Test-Path -LiteralPath $path) {
            foreach ($file in Get-ChildItem -LiteralPath $path -Recurse -File -Force) {
                $name = $file.FullName.Substring($root.Length).Replace('\', '/').TrimStart('/')
                $compiled = $name.StartsWith('build/bin/')
                if ($file.LinkType -eq 'SymbolicLink' -or ($compiled -and $listed -eq 'build')) { continue }
                if ($compiled) { "$name $($file.Length)"; continue }
                $time = "$($file.LastWriteTimeUtc.Ticks - 621355968000000000)".PadLeft(8, '0')
                "$name $($file.Length) $($time.Insert($time.Length - 7, '.'))"
            }
        }
    }
    $lines = [string[]] @($lines)
    [Array]::Sort($lines, [StringComparer]::Ordinal)
    return , $lines
}
function Select-Sources([string[]] $lines) { @($lines) -notlike 'build/bin/*' }
function Select-Compiled([string[]] $lines) { @($lines) -like 'build/bin/*' }
function Get-Binary([string] $m) { Join-Path $root ("build/bin/$m/release/_build" + $(if ($onWindows) { '.exe' })) }
function Get-Stamp([string] $m) { Join-Path $temp "compiled-$m" }
# The stamp's lines: the folder of the .NET it was compiled with, and the state.
function Read-Stamp([string] $m) {
    $stamp = Get-Stamp $m
    if (Test-Path -LiteralPath $stamp -PathType Leaf) { [IO.File]::ReadAllLines($stamp) }
}
# Sets $now: what there is.
function Test-Current([string] $m) {
    $script:now = Get-State $m
    $dotnetRoot, $compiled = Read-Stamp $m
    if (!$m -or !$dotnetRoot -or !(Test-Path -LiteralPath (Get-Binary $m)) -or !(Test-Path -LiteralPath $dotnetRoot)) { return $false }
    if (($compiled -join "`n") -cne ($now -join "`n")) { return $false }
    Set-Variables @{ DOTNET_ROOT = $dotnetRoot }
    return $true
}

# --- The SDK

function Find-Sdk {
    # Where no installed SDK satisfies global.json `dotnet --version` says so on standard error, which Windows PowerShell takes for an error.
    $ErrorActionPreference = 'Continue'
    $onPath = Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    Push-Location -LiteralPath $root
    try {
        foreach ($candidate in @($(if ($onPath) { $onPath.Source }), $installed)) {
            if ($candidate -and (Test-Path -LiteralPath $candidate)) {
                & $candidate --version 2>$null | Out-Null
                if ($LASTEXITCODE -eq 0) { return $candidate }
            }
        }
    }
    finally { Pop-Location }
}
function Install-Sdk {
    $version = (Get-Content -LiteralPath (Join-Path $root 'global.json') -Raw | ConvertFrom-Json).sdk.version
    Say "No .NET SDK that satisfies global.json ($version): installing it into $directory"
    $url = 'https://dot.net/v1/dotnet-install.' + $(if ($onWindows) { 'ps1' } else { 'sh' })
    $script = Join-Path $temp ($url -replace '.*/')
    try {
        [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
        (New-Object Net.WebClient).DownloadFile($url, $script)
    }
    catch { Fail "the .NET installer could not be downloaded from $url; install SDK $version (or a later 10.0 one) yourself" }
    try {
        if ($onWindows) { & $script -InstallDir $directory -Version $version -NoPath | ForEach-Object { Say $_ } }
        else { bash $script --install-dir $directory --version $version --no-path | ForEach-Object { Say $_ } }
    }
    catch { Say $_.Exception.Message }
    if (!(Test-Path -LiteralPath $installed)) { Fail "the .NET SDK $version could not be installed into $directory; its installer's message is above" }
    return $installed
}
# The SDK is beside the program, not beside a link to it.
function Get-DotnetRoot([string] $dotnet) {
    $item = Get-Item -LiteralPath $dotnet -Force
    $target = if ($item.PSObject.Methods['ResolveLinkTarget']) { $item.ResolveLinkTarget($true) }
    Split-Path $(if ($target) { $target.FullName } else { $dotnet })
}

# --- Compile

# One compiler, and one installer, at a time; the others wait and find its result.
function Lock-Compiler {
    $file = Join-Path $temp 'compile.lock'
    while ($true) {
        try { return [IO.File]::Open($file, 'OpenOrCreate', 'Write', 'None') }
        catch [UnauthorizedAccessException] { Fail $unwritable }
        catch [IO.IOException] { if (Test-Path -LiteralPath $file) { Start-Sleep -Milliseconds 100 } else { Fail $unwritable } }
    }
}
function Invoke-Compile([string] $m, [string[]] $more = @()) {
    # The compiler may take a damaged file for up to date.
    if (((Select-Compiled (Get-State $m)) -join "`n") -cne ((Select-Compiled (Read-Stamp $m)) -join "`n")) {
        $folder = Join-Path $root "build/bin/$m/release"
        if (Test-Path -LiteralPath $folder) { Remove-Item -LiteralPath $folder -Recurse -Force }
    }
    $ErrorActionPreference = 'Continue'
    # Analyzers have their say when the solution is compiled.
    $options = @('-c', 'Release', '-v', 'quiet', '-nologo', '-p:RunAnalyzers=false', "-p:UseStandIns=$(if ($m -eq 'stand-ins') { 'true' } else { 'false' })") + $more
    if ($env:CI) { $options += '-p:UseSharedCompilation=false' }
    Push-Location -LiteralPath $root
    try {
        & $dotnet build $project @options 2>&1 | Set-Content -LiteralPath $log
        if ($LASTEXITCODE -eq 0) { return $true }
    }
    finally { Pop-Location }
    # The compiler to machine code is a package too. Without it, commands start a little slower.
    if ($more -or !((Test-FeedUnreachable) -or (Test-Log 'error NU110[12]: .*crossgen2'))) { return $false }
    return Invoke-Compile $m '-p:Precompile=false'
}
function Test-Log([string] $pattern) { [bool](Select-String -LiteralPath $log -Pattern $pattern -Quiet) }
function Test-FeedLacks { Test-Log 'error NU110[12]: .*(Nuke\.|CliWrap)' }
function Test-FeedUnreachable { Test-Log 'error NU1301' }
function Show-Restore([string] $pattern) {
    Select-String -LiteralPath $log -Pattern "error ($($pattern): .*) \[" | ForEach-Object { "  $($_.Matches[0].Groups[1].Value)" } | Sort-Object -Unique | Select-Object -First 3 | ForEach-Object { Say $_ }
}
function Show-Errors {
    $lines = Select-String -LiteralPath $log -Pattern 'error|warning' -CaseSensitive | ForEach-Object { $_.Line } | Sort-Object -Unique
    if (!$lines) { $lines = Get-Content -LiteralPath $log }
    $lines | ForEach-Object { Say $_ }
}

$lock = $null
try {
    # Tiered PGO instruments code for a steady state that a build of seconds never reaches.
    Set-Variables @{ DOTNET_CLI_TELEMETRY_OPTOUT = '1'; DOTNET_NOLOGO = '1'; NUKE_TELEMETRY_OPTOUT = '1'; DOTNET_TieredPGO = '0' }
    if ($env:CI) { Set-Variables @{ MSBUILDDISABLENODEREUSE = '1' } }

    $requested = [Environment]::GetEnvironmentVariable('ESB_STAND_INS')
    $memory = Join-Path $temp 'packages'
    $mode = switch ($requested) {
        '0' { 'packages' }
        '1' { 'stand-ins' }
        { [string]::IsNullOrEmpty($_) } { if (Test-Path -LiteralPath $memory) { "$(Get-Content -LiteralPath $memory -TotalCount 1)".Trim() } else { '' } }
        default { Fail "ESB_STAND_INS is '$requested'; it takes 0 (packages) or 1 (stand-ins)" }
    }
    if ($mode -notin 'packages', 'stand-ins', '') { $mode = '' }

    if (!(Test-Current $mode)) {
        if ($root -match $(if ($onWindows) { "[';]|%[0-9a-fA-F]{2}" } else { "[""';*?\\]|%[0-9a-fA-F]{2}" })) {
            Fail "MSBuild does not compile where the path has one of "" ' ; * ? \ or a % before two hexadecimal digits, and this is $root; move or rename the folder"
        }
        try { New-Item -ItemType Directory -Force $temp | Out-Null }
        catch { Fail $unwritable }
        foreach ($file in 'compile.lock', 'compile.log', 'packages', 'compiled-packages', 'compiled-stand-ins') {
            $path = Join-Path $temp $file
            if (Test-Path -LiteralPath $path -PathType Container) { Fail "$path is a folder where a file belongs; remove it" }
        }
        $lock = Lock-Compiler
        $directory = if ($env:DOTNET_INSTALL_DIR) { $env:DOTNET_INSTALL_DIR } else { Join-Path $temp 'dotnet' }
        $installed = Join-Path $directory $(if ($onWindows) { 'dotnet.exe' } else { 'dotnet' })
        $dotnet = Find-Sdk
        if (!$dotnet) { $dotnet = Install-Sdk }
        $dotnetRoot = Get-DotnetRoot $dotnet
        Set-Variables @{ DOTNET_ROOT = $dotnetRoot; PATH = "$dotnetRoot$([IO.Path]::PathSeparator)$env:PATH" }

        if (!(Test-Current $mode)) {
            $log = Join-Path $temp 'compile.log'
            $unreachable = $false
            $watch = [Diagnostics.Stopwatch]::StartNew()
            Say 'Compiling the build ...'
            if ($mode -ne 'stand-ins') {
                if (Invoke-Compile 'packages') { $mode = 'packages' }
                elseif ($mode -eq '' -and (Test-FeedUnreachable)) {
                    Show-Restore 'NU1301'
                    Say 'The NuGet feed cannot be reached: using the stand-ins this time (ESB_STAND_INS=1 uses them without asking the feed).'
                    $unreachable = $true
                    $mode = 'stand-ins'
                }
                elseif ($mode -eq '' -and (Test-FeedLacks)) {
                    Say 'The NuGet feed has no Nuke.Common, Nuke.Components or CliWrap: using the stand-ins (ESB_STAND_INS=0 insists on the packages).'
                    $mode = 'stand-ins'
                }
                elseif ($requested -and (Test-FeedLacks)) {
                    Show-Restore 'NU110[12]'
                    Fail 'ESB_STAND_INS=0 asks for the packages, and the NuGet feed lacks them; unset it (or set it to 1) to use the stand-ins'
                }
                else {
                    Show-Errors
                    Fail "the build does not compile$(if ($mode) { ' with the packages' }); the whole log is $log"
                }
            }
            if ($mode -eq 'stand-ins' -and !(Test-Current 'stand-ins') -and !(Invoke-Compile 'stand-ins')) {
                Show-Errors
                Fail "the build does not compile with the stand-ins; the whole log is $log"
            }
            Say "Compiled in $([int][Math]::Floor($watch.Elapsed.TotalSeconds)) s."

            if (!$requested -and !$unreachable) { Set-Content -LiteralPath $memory $mode }
            # Sources as they were before they were compiled: what was saved since then may be in it or not. A whole stamp or none.
            $state = [string[]] @((Select-Sources $now) + (Select-Compiled (Get-State $mode)))
            [Array]::Sort($state, [StringComparer]::Ordinal)
            [IO.File]::WriteAllText("$(Get-Stamp $mode).new", (@($dotnetRoot) + $state -join "`n") + "`n")
            Move-Item -LiteralPath "$(Get-Stamp $mode).new" (Get-Stamp $mode) -Force
        }
        $lock.Dispose()
    }

    & (Get-Binary $mode) @args
    exit $LASTEXITCODE
}
finally {
    if ($lock) { $lock.Dispose() }
    Restore-Variables
}
