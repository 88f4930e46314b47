# Runs the build: ./build.ps1 [Target...] [-parameter value...]. Compiles it first when something it is made of changed.
# The same as build.sh, which describes the variables.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2

$root = $PSScriptRoot
$temp = Join-Path $root '.nuke/temp'
$project = Join-Path $root 'build/_build.csproj'
$sources = 'build', 'src/BuildChain', 'src/BuildChain.Components', 'stand-ins', 'global.json', 'nuget.config', '.editorconfig',
    'Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props', 'BannedSymbols.txt'

$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:NUKE_TELEMETRY_OPTOUT = '1'
$env:DOTNET_TieredPGO = '0'

function Say([string] $text) { [Console]::Error.WriteLine($text) }
function Fail([string] $text) { Say "build.ps1: $text"; exit 255 }

$requested = [Environment]::GetEnvironmentVariable('ESB_STAND_INS')
$memory = Join-Path $temp 'packages'
$mode = switch ($requested) {
    '0' { 'packages' }
    '1' { 'stand-ins' }
    { [string]::IsNullOrEmpty($_) } { if (Test-Path $memory) { (Get-Content $memory -TotalCount 1).Trim() } else { '' } }
    default { Fail "ESB_STAND_INS is '$requested'; it takes 0 (packages) or 1 (stand-ins)" }
}
if ($mode -notin 'packages', 'stand-ins', '') { $mode = '' }

function Get-Fingerprint {
    $lines = foreach ($source in $sources) {
        $path = Join-Path $root $source
        if (Test-Path $path) {
            Get-ChildItem $path -Recurse -File | Where-Object { $_.FullName -notmatch '[\\/]build[\\/]bin[\\/]' } | ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" }
        }
    }
    $hash = [Security.Cryptography.SHA256]::Create()
    [BitConverter]::ToString($hash.ComputeHash([Text.Encoding]::UTF8.GetBytes(($lines | Sort-Object) -join "`n")))
}
$onWindows = [Environment]::OSVersion.Platform -eq 'Win32NT'
function Get-Binary([string] $m) { Join-Path $root ("build/bin/$m/release/_build" + $(if ($onWindows) { '.exe' })) }
function Get-Stamp([string] $m) { Join-Path $temp "compiled-$m" }
function Test-Current([string] $m) {
    if (!$m -or !(Test-Path (Get-Binary $m)) -or !(Test-Path (Get-Stamp $m))) { return $false }
    $stamp = @(Get-Content (Get-Stamp $m))
    if ($stamp.Count -lt 2 -or $stamp[0] -ne $now -or !(Test-Path $stamp[1])) { return $false }
    $env:DOTNET_ROOT = $stamp[1]
    return $true
}

$now = Get-Fingerprint
if (Test-Current $mode) { & (Get-Binary $mode) @args; exit $LASTEXITCODE }

# --- The SDK

New-Item -ItemType Directory -Force $temp | Out-Null
$version = (Get-Content (Join-Path $root 'global.json') -Raw | ConvertFrom-Json).sdk.version
$directory = if ($env:DOTNET_INSTALL_DIR) { $env:DOTNET_INSTALL_DIR } else { Join-Path $temp 'dotnet' }
$installed = Join-Path $directory $(if ($onWindows) { 'dotnet.exe' } else { 'dotnet' })
$onPath = Get-Command dotnet -ErrorAction SilentlyContinue
$dotnet = $null
Push-Location $root
foreach ($candidate in @($(if ($onPath) { $onPath.Source }), $installed)) {
    if (!$dotnet -and $candidate -and (Test-Path $candidate)) {
        & $candidate --version 2>$null | Out-Null
        if ($LASTEXITCODE -eq 0) { $dotnet = $candidate }
    }
}
Pop-Location
if (!$dotnet) {
    Say "No .NET SDK that satisfies global.json ($version): installing it into $directory"
    $script = Join-Path $temp 'dotnet-install.ps1'
    $url = 'https://dot.net/v1/dotnet-install.ps1'
    try {
        [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
        (New-Object Net.WebClient).DownloadFile($url, $script)
    }
    catch { Fail "the .NET installer could not be downloaded from $url; install SDK $version (or a later 10.0 one) yourself" }
    & $script -InstallDir $directory -Version $version -NoPath
    if (!(Test-Path $installed)) { Fail "the .NET SDK $version could not be installed into $directory" }
    $dotnet = $installed
}
$env:DOTNET_ROOT = Split-Path $dotnet
$env:PATH = "$(Split-Path $dotnet)$([IO.Path]::PathSeparator)$env:PATH"

# --- Compile

$log = Join-Path $temp 'compile.log'
function Invoke-Compile([string] $m, [string[]] $more = @()) {
    Push-Location $root
    try {
        & $dotnet build $project -c Release -v quiet -nologo -p:RunAnalyzers=false "-p:UseStandIns=$(if ($m -eq 'stand-ins') { 'true' } else { 'false' })" @more *> $log
        if ($LASTEXITCODE -eq 0) { return $true }
    }
    finally { Pop-Location }
    # The compiler to machine code is a package too. Without it, commands start a little slower.
    if ($more -or !((Test-FeedUnreachable) -or (Select-String -Path $log -Pattern 'error NU110[12]: .*crossgen2' -Quiet))) { return $false }
    return Invoke-Compile $m '-p:Precompile=false'
}
function Show-Errors {
    $lines = Select-String -Path $log -Pattern 'error|warning' | ForEach-Object { $_.Line } | Sort-Object -Unique
    if (!$lines) { $lines = Get-Content $log }
    $lines | ForEach-Object { Say $_ }
}
function Test-FeedLacks { [bool](Select-String -Path $log -Pattern 'error NU110[12]: .*(Nuke\.|CliWrap)' -Quiet) }
function Test-FeedUnreachable { [bool](Select-String -Path $log -Pattern 'error NU1301' -Quiet) }

# A file that is saved from here on is not compiled, or may not be.
$now = Get-Fingerprint
$unreachable = $false
Say 'Compiling the build ...'
if ($mode -ne 'stand-ins') {
    if (Invoke-Compile 'packages') { $mode = 'packages' }
    elseif ($mode -eq '' -and (Test-FeedUnreachable)) {
        Select-String -Path $log -Pattern 'error (NU1301: .*) \[' | ForEach-Object { "  $($_.Matches[0].Groups[1].Value)" } | Sort-Object -Unique | Select-Object -First 3 | ForEach-Object { Say $_ }
        Say 'The NuGet feed cannot be reached: using the stand-ins this time (ESB_STAND_INS=1 uses them without asking the feed).'
        $unreachable = $true
        $mode = 'stand-ins'
    }
    elseif ($mode -eq '' -and (Test-FeedLacks)) {
        Say 'The NuGet feed has no Nuke.Common, Nuke.Components or CliWrap: using the stand-ins (ESB_STAND_INS=0 insists on the packages).'
        $mode = 'stand-ins'
    }
    else {
        Show-Errors
        if (Test-FeedLacks) { Fail 'the NuGet feed lacks the packages; unset ESB_STAND_INS (or set it to 1) to use the stand-ins' }
        Fail "the build does not compile; the whole log is $log"
    }
}
if ($mode -eq 'stand-ins' -and !(Test-Current 'stand-ins') -and !(Invoke-Compile 'stand-ins')) { Show-Errors; Fail "the build does not compile with the stand-ins; the whole log is $log" }

if ([string]::IsNullOrEmpty($requested) -and !$unreachable) { Set-Content $memory $mode }
Set-Content (Get-Stamp $mode) @($now, $env:DOTNET_ROOT)
& (Get-Binary $mode) @args
exit $LASTEXITCODE
