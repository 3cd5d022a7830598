# Shared by the programs beside it: what must be there before coachhub's own Python can run.
# Sourced by bash, from any directory; leaves the shell in the project's.

say() { printf 'coachhub: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# explain "$@": who asks for help gets what stands at the head of the program.
explain() {
    [[ ${1:-} == -h || ${1:-} == --help ]] || return 0
    sed -n '2,/^set /{s/^# \?//;/^set /!p}' "$project/bin/$(basename -- "$0")"
    exit
}

project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
export COACHHUB_VAR=${COACHHUB_VAR:-$project/var}
[[ $COACHHUB_VAR == /* ]] || COACHHUB_VAR=$PWD/$COACHHUB_VAR
cd -- "$project"

# as_root COMMAND…: fails where we are not root and sudo would ask.
as_root() {
    if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null
}

# bring WHAT-FOR PACKAGE…: installs them, or says in one line what to install, and fails.
bring() {
    local purpose=$1
    shift
    if may_install; then
        say "installing $* ($purpose)"
        apt_install "$@" || { as_root apt-get update -qq && apt_install "$@"; } && return
    fi
    say "$purpose, please run: apt-get install $*"
    return 1
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=120 "$@" >/dev/null
}

# make_venv REQUIREMENTS: $python is that of a virtual environment which holds exactly these.
make_venv() {
    local place=$project/.venv
    if [[ ! -w $project || (-e $place && ! -O $place) ]]; then
        place=$COACHHUB_VAR/venv
        mkdir -pm 700 -- "$COACHHUB_VAR"
    fi
    python=$place/bin/python
    # One at a time: two programs may be started at once from a bare checkout.
    (
        flock 9
        fill_venv "$place" "$1"
    ) 9<"$(dirname -- "$place")"
}

# A stamp beside the packages is the sum of the file that they came from. The tests' requirements
# include the program's, so that they stamp both.
fill_venv() {
    local place=$1 requirements=$2 file
    is_filled "$place" "$requirements" && return
    if [[ -f $place/coachhub-unfinished ]] || ! "$place/bin/python" -m pip --version &>/dev/null; then
        new_venv "$place"
    fi
    say "installing the Python packages of $requirements"
    touch "$place/coachhub-unfinished"
    rm -f -- "$place"/coachhub-requirements*
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --no-deps --require-hashes -r "$requirements" || fail "the Python packages could not be installed"
    for file in requirements.txt "$requirements"; do
        sha256sum <"$file" >"$place/coachhub-$file"
    done
    rm -- "$place/coachhub-unfinished"
}

is_filled() {
    local stamp=$1/coachhub-$2
    [[ -f $stamp && $(<"$stamp") == "$(sha256sum <"$2")" ]] && "$1/bin/python" -c ""
}

new_venv() {
    local base
    base=$(base_python) || fail "please install Python 3.11 or newer (apt-get install python3)"
    "$base" -c "import ensurepip" 2>/dev/null ||
        bring "to make a virtual environment" "python$("$base" -c \
            'import sys; print("%d.%d" % sys.version_info[:2])')-venv" || exit 1
    rm -rf -- "$1"
    "$base" -m venv "$1"
}

base_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

# Without Pango everything works but PDFs.
bring_pango() {
    "$python" -c "
import ctypes
for name in ('pango-1.0.so.0', 'pangoft2-1.0.so.0', 'harfbuzz-subset.so.0'):
    ctypes.CDLL('lib' + name)" 2>/dev/null ||
        bring "for PDFs" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
}
