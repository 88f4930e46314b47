#!/usr/bin/env bash
# Runs the build: ./build.sh [Target…] [--parameter value…]. Compiles it first when something it is made of changed.
#
#   ESB_STAND_INS=0|1     packages (0) or stand-ins (1) for Nuke.Common, Nuke.Components and CliWrap;
#                         unset: packages if the feed has them, else stand-ins (remembered in .nuke/temp/packages,
#                         unless the feed could not be reached)
#   DOTNET_INSTALL_DIR    where the SDK goes when the machine has none that fits global.json (default .nuke/temp/dotnet)

set -euo pipefail

self="${BASH_SOURCE[0]}"
[[ ! -L $self ]] || self="$(readlink -f "$self")"
root="$(cd -P "$(dirname "$self")" && pwd)"
temp="$root/.nuke/temp"
project="$root/build/_build.csproj"
sources=(build src/BuildChain src/BuildChain.Components stand-ins
         global.json nuget.config .editorconfig Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt)

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUKE_TELEMETRY_OPTOUT=1
# Tiered PGO instruments code for a steady state that a build of seconds never reaches.
export DOTNET_TieredPGO=0
[[ -z ${CI:-} ]] || export MSBUILDDISABLENODEREUSE=1

say() { printf '%s\n' "$*" >&2; }
fail() { say "build.sh: $*"; exit 255; }

# --- Which packages -----------------------------------------------------------------------------------------------

case "${ESB_STAND_INS:-}" in
    0) mode=packages ;;
    1) mode=stand-ins ;;
    '') mode=''; [[ ! -f $temp/packages ]] || read -r mode < "$temp/packages" || true ;;
    *) fail "ESB_STAND_INS is '$ESB_STAND_INS'; it takes 0 (packages) or 1 (stand-ins)" ;;
esac
case "$mode" in packages | stand-ins | '') ;; *) mode='' ;; esac

# --- What the compiled build was made of --------------------------------------------------------------------------

# Name, size and modification time of every source: a change, a removal and an older file put back all show. Name and
# size of what was compiled: an empty or half a file shows. PowerShell sees times to 100 ns.
if [[ $OSTYPE == darwin* ]]; then
    list() { find "$@" -path build/bin -prune -o -type f \( -path 'build/bin/*' -exec stat -f '%N %z' {} + -o ! -path 'build/bin/*' -exec stat -f '%N %z %Fm' {} + \); }
else
    list() { find "$@" -path build/bin -prune -o -type f \( -path 'build/bin/*' -printf '%p %s\n' -o -printf '%p %s %T@\n' \); }
fi
# A file that goes while they are listed is no failure: what is listed decides.
state() { (cd "$root" && { list "${sources[@]}" "build/bin/$1/release" 2>/dev/null || true; } | LC_ALL=C sed -E 's/(\.[0-9]{7})[0-9]*$/\1/' | LC_ALL=C sort); }
only_sources() { grep -v '^build/bin/' || true; }
only_compiled() { grep '^build/bin/' || true; }

stamp() { printf '%s' "$temp/compiled-$1"; }

# The stamp's lines: the folder of the .NET it was compiled with, and the state. build.ps1 has the same.
is_current() {
    local stamp="$temp/compiled-$1" dotnet
    now="$(state "$1")"
    [[ -n $1 && -x $root/build/bin/$1/release/_build && -f $stamp ]] && IFS= read -r dotnet < "$stamp" || return 1
    # [[ would take the text for a pattern, slowly.
    [ "$(< "$stamp")" = "$dotnet"$'\n'"$now" ] && [[ -x $dotnet/dotnet ]] || return 1
    export DOTNET_ROOT="$dotnet"
}

run() { exec "$root/build/bin/$mode/release/_build" "$@"; }

[[ ! -e $temp || -w $temp ]] || fail "cannot write to $temp; make it writable for $(id -un), or work in a tree of your own"
if is_current "$mode"; then run "$@"; fi

# --- The SDK ------------------------------------------------------------------------------------------------------

find_sdk() {
    local candidate
    for candidate in "$(command -v dotnet || true)" "${DOTNET_INSTALL_DIR:-$temp/dotnet}/dotnet"; do
        # `dotnet --version` fails where no installed SDK satisfies global.json.
        if [[ -n $candidate && -x $candidate ]] && (cd "$root" && "$candidate" --version > /dev/null 2>&1); then
            dotnet="$candidate"
            return 0
        fi
    done
    return 1
}

install_sdk() {
    local version directory="${DOTNET_INSTALL_DIR:-$temp/dotnet}" script="$temp/dotnet-install.sh"
    version="$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json" | head -n 1)"
    say "No .NET SDK that satisfies global.json ($version): installing it into $directory"
    local url=https://dot.net/v1/dotnet-install.sh
    if command -v curl > /dev/null; then curl -fsSL --retry 2 --connect-timeout 10 -o "$script" "$url"
    elif command -v wget > /dev/null; then wget -q --tries=2 --connect-timeout=10 -O "$script" "$url"
    else fail "curl or wget is needed to install the .NET SDK; or install SDK $version (or a later 10.0 one) yourself"
    fi || fail "the .NET installer could not be downloaded from $url; install SDK $version (or a later 10.0 one) yourself"
    bash "$script" --install-dir "$directory" --version "$version" --no-path >&2 \
        || fail "the .NET SDK $version could not be installed into $directory; its installer's message is above"
    dotnet="$directory/dotnet"
}

case "$root" in *[\"\'\;*?\\]* | *%[[:xdigit:]][[:xdigit:]]*)
    fail "MSBuild does not compile where the path has one of \" ' ; * ? \\ or a % before two hexadecimal digits, and this is $root; move or rename the folder" ;;
esac
mkdir -p "$temp" 2>/dev/null || fail "cannot write to $temp; make it writable for $(id -un)"
for file in compile.lock compile.log packages compiled-packages compiled-stand-ins; do
    [[ ! -d $temp/$file ]] || fail "$temp/$file is a folder where a file belongs; remove it"
done

# One compiler, and one installer, at a time; the others wait and find its result.
{ exec 9> "$temp/compile.lock"; } 2>/dev/null || fail "cannot write to $temp/compile.lock; remove it, or make it writable for $(id -un)"
if command -v flock > /dev/null && ! flock --nonblock 9; then
    say "Waiting for another build, which compiles …"
    flock 9
fi
if is_current "$mode"; then exec 9>&-; run "$@"; fi

find_sdk || install_sdk
dotnet_root="$(dirname "$(readlink -f "$dotnet" 2>/dev/null || printf '%s' "$dotnet")")"
export DOTNET_ROOT="$dotnet_root" PATH="$dotnet_root:$PATH"

# --- Compile ------------------------------------------------------------------------------------------------------

log="$temp/compile.log"
compile() {
    # Analyzers have their say when the solution is compiled.
    local options=(-c Release -v quiet -nologo -p:RunAnalyzers=false "-p:UseStandIns=$([[ $1 == stand-ins ]] && echo true || echo false)" ${2:-})
    [[ -z ${CI:-} ]] || options+=(-p:UseSharedCompilation=false)
    # The compiler may take a damaged file for up to date.
    [[ "$(state "$1" | only_compiled)" == "$(only_compiled 2>/dev/null < "$(stamp "$1")")" ]] || rm -rf "$root/build/bin/$1/release"
    # This shell holds the lock for as long as the compiler runs, also when build.sh itself is killed; the compiler's servers would hold it for longer.
    (cd "$root" || exit; "$dotnet" build "$project" "${options[@]}" 9>&-; exit) > "$log" 2>&1 && return
    # The compiler to machine code is a package too. Without it, commands start a little slower.
    [[ -z ${2:-} ]] && (feed_unreachable || grep -qiE 'error NU110[12]: .*crossgen2' "$log") && compile "$1" -p:Precompile=false
}
feed_lacks() { grep -qE 'error NU110[12]: .*(Nuke\.|CliWrap)' "$log"; }
feed_unreachable() { grep -qE 'error NU1301' "$log"; }

started=$SECONDS
say "Compiling the build …"
case "$mode" in
    packages)
        if ! compile packages; then
            if [[ -n ${ESB_STAND_INS:-} ]] && feed_lacks; then
                sed -n 's/.*error \(NU110[12]: .*\) \[.*/  \1/p' "$log" | sort -u >&2
                fail "ESB_STAND_INS=0 asks for the packages, and the NuGet feed lacks them; unset it (or set it to 1) to use the stand-ins"
            fi
            grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2
            fail "the build does not compile with the packages; the whole log is $log"
        fi ;;
    stand-ins) ;;
    '')
        if compile packages; then
            mode=packages
        elif feed_unreachable; then
            unreachable=1
            sed -n 's/.*error \(NU1301: .*\) \[.*/  \1/p' "$log" | sort -u | head -n 3 >&2
            say "The NuGet feed cannot be reached: using the stand-ins this time (ESB_STAND_INS=1 uses them without asking the feed)."
            mode=stand-ins
        elif feed_lacks; then
            say "The NuGet feed has no Nuke.Common, Nuke.Components or CliWrap: using the stand-ins (ESB_STAND_INS=0 insists on the packages)."
            mode=stand-ins
        else
            grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2
            fail "the build does not compile; the whole log is $log"
        fi ;;
esac
if [[ $mode == stand-ins ]] && ! is_current stand-ins && ! compile stand-ins; then
    grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2
    fail "the build does not compile with the stand-ins; the whole log is $log"
fi
say "Compiled in $((SECONDS - started)) s."

[[ -n ${ESB_STAND_INS:-} || -n ${unreachable:-} ]] || printf '%s\n' "$mode" > "$temp/packages"
# Sources as they were before they were compiled: what was saved since then may be in it or not.
{ printf '%s\n' "$dotnet_root"; { only_sources <<< "$now"; state "$mode" | only_compiled; } | LC_ALL=C sort; } > "$(stamp "$mode").new"
mv "$(stamp "$mode").new" "$(stamp "$mode")"
exec 9>&-
run "$@"
