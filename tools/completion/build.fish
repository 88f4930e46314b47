# Completion of ./build.sh in fish: source it in ~/.config/fish/config.fish.
set -g __build_sh_folder (path resolve (status dirname) 2>/dev/null; or realpath (status dirname))

function __build_sh_candidates
    set -l typed (commandline -opc)
    sh $__build_sh_folder/candidates (dirname $typed[1]) $typed[2..-1]
end

# Files where nothing else is known: after --template, --output …
function __build_sh_knows
    test (count (__build_sh_candidates)) -gt 0
end

complete -c build.sh -n __build_sh_knows -f -a '(__build_sh_candidates)'
