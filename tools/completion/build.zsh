# Completion of ./build.sh in zsh: source it in ~/.zshrc, after compinit.
_build_sh_folder="${${(%):-%x}:A:h}"

_build_sh() {
    local root="${words[1]:h}" line
    local -a names texts
    while IFS= read -r line; do
        names+=("${line%%$'\t'*}")
        texts+=("${line/$'\t'/  -- }")
    done < <(sh "$_build_sh_folder/candidates" "$root" "${(@)words[2,CURRENT-1]}")
    if (( $#names )); then compadd -l -d texts -a names; else _files; fi
}

compdef _build_sh build.sh
