#!/usr/bin/env bash
# Installs what is missing for the groups named (build test fuzz interop format), from deps.tsv.
# Says what it will install before it does; uses sudo only when not root.
set -euo pipefail
cd "$(dirname "$0")/.."

# The group a package of deps.tsv belongs to, by who uses it.
wanted() {
    awk -F'\t' -v groups=" $* " 'NR > 1 && $2 ~ /^apt:/ {
        group = "build"
        if ($5 == "fuzz") group = "fuzz"
        else if ($5 == "interop") group = "interop"
        else if ($5 ~ "^tests/") group = "test"
        else if ($5 == "make format") group = "format"
        if (index(groups, " " group " ")) print substr($2, 5)
    }' deps.tsv
}

present() {
    # Another Node than Debian's may be there: the command counts, not the package.
    if [ "$1" = nodejs ] && command -v node >/dev/null; then return 0; fi
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

missing=()
for package in $(wanted "$@"); do present "$package" || missing+=("$package"); done
case " $* " in *" build "*) command -v npm >/dev/null || missing+=(npm) ;; esac

if [ ${#missing[@]} -gt 0 ]; then
    echo "vigia setup: installing ${#missing[@]} Debian packages: ${missing[*]}"
    root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "vigia setup: not root and no sudo. Run: apt-get install ${missing[*]}" >&2; exit 5; }
        root=(sudo)
    fi
    "${root[@]}" apt-get update -q
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
fi
case " $* " in *" build "*)
    tools/npm-tools.sh
    # The web interface's packages, so that the build itself downloads nothing.
    (cd web && PATH="$PWD/../build/tools/node_modules/.bin:$PATH" node embed/packages.mjs npm) ;;
esac
