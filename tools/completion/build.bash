# Completion of ./build.sh in bash: source it in ~/.bashrc.
_build_sh_folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

_build_sh() {
    local root current="${COMP_WORDS[COMP_CWORD]}" line
    case "${COMP_WORDS[0]}" in */*) root="${COMP_WORDS[0]%/*}" ;; *) root=. ;; esac
    COMPREPLY=()
    while IFS= read -r line; do
        [[ $line != "$current"* ]] || COMPREPLY+=("${line%%$'\t'*}")
    done < <(sh "$_build_sh_folder/candidates" "$root" "${COMP_WORDS[@]:1:COMP_CWORD-1}")
}

# Files where nothing else is known: after --template, --output …
complete -o default -F _build_sh build.sh
