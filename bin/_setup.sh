# Sourced by the commands beside it. Leaves the shell in the project's folder, with `set_up` to
# make .venv as it should be and `say` to tell what is going on.
# shellcheck shell=sh

set -eu

CALLER=$PWD
ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$ROOT"

export UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_NO_PROGRESS=1 PYTHONUTF8=1
# Else every process that a test or the demo starts would compile all it imports anew: seconds each.
unset PYTHONDONTWRITEBYTECODE

say() {
    printf '%s\n' "$*"
}

give_up() {
    printf '%s\n' "$*" >&2
    exit 1
}

# set_up run|dev: .venv holds exactly what requirements/$1.txt pins, Tamio itself and its compiled
# translations. Costs a blink when nothing has changed, and waits for another one in this folder.
set_up() {
    find_python
    take_turns
    make_environment .venv
    install_packages .venv "$1"
    install_tamio
    .venv/bin/tamio translations
    exec 9>&-
}

# set_up_clients: .tools/clients holds the Fortnox clients of others, apart from our own packages.
# --no-deps, since what is pinned goes beyond what one of them asks for (clients.override says why).
set_up_clients() {
    find_python
    take_turns
    make_environment .tools/clients
    install_packages .tools/clients clients --no-deps
    exec 9>&-
}

find_python() {
    for PYTHON in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return
        fi
    done
    give_up "Tamio needs Python 3.11 or newer as python3. On Debian and Ubuntu:" \
        "apt-get install python3 python3-pip"
}

# The lock belongs to this shell's descriptor 9, whoever asks for it; python3 asks, since it is
# there on every system, which flock(1) is not.
take_turns() {
    mkdir -p .tools || give_up "$ROOT must be writable: the packages are installed into it."
    exec 9>.tools/lock
    "$PYTHON" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
}

make_environment() {
    made_for="$ROOT $("$PYTHON" -c 'import sys; print(sys.version)')"
    if [ "$(cat "$1/made-for" 2>/dev/null)" = "$made_for" ] && "$1/bin/python" -c ''; then
        return
    fi
    find_uv
    say "Making $1 with $("$PYTHON" --version)"
    # A link is replaced; what it leads to is another folder's, and stays.
    [ ! -L "$1" ] || rm -- "$1"
    "$UV" venv --quiet --clear --python "$PYTHON" "$1"
    printf '%s\n' "$made_for" >"$1/made-for"
}

install_packages() {
    environment=$1 name=$2
    shift 2
    if cmp -s "requirements/$name.txt" "$environment/installed-$name.txt"; then
        return
    fi
    find_uv
    say "Installing the packages of requirements/$name.txt (the first time it takes a minute)"
    "$UV" pip install --quiet --python "$environment/bin/python" --require-hashes "$@" \
        -r "requirements/$name.txt"
    cp "requirements/$name.txt" "$environment/installed-$name.txt"
}

install_tamio() {
    projects=$(cat pyproject.toml fortnox_simulator/pyproject.toml)
    if [ "$(cat .venv/installed-projects 2>/dev/null)" = "$projects" ] && [ -x .venv/bin/tamio ]; then
        return
    fi
    find_uv
    say "Installing Tamio itself and its simulated Fortnox"
    "$UV" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation \
        --editable . --editable ./fortnox_simulator
    printf '%s\n' "$projects" >.venv/installed-projects
}

# The machine's own uv, or else one for this folder only.
find_uv() {
    hear_the_machine
    if UV=$(command -v uv); then
        return
    fi
    UV=.tools/bin/uv
    if cmp -s requirements/uv.txt .tools/uv.txt; then
        return
    fi
    "$PYTHON" -m pip --version >/dev/null 2>&1 ||
        give_up "Tamio is installed with pip or uv, and this machine has neither." \
            "On Debian and Ubuntu: apt-get install python3-pip"
    say "Installing uv into .tools"
    "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
        --root-user-action ignore --upgrade --target .tools --require-hashes -r requirements/uv.txt
    cp requirements/uv.txt .tools/uv.txt
}

# uv does not read what pip has been told about this machine's network.
hear_the_machine() {
    if [ -r /etc/ssl/certs/ca-certificates.crt ]; then
        export UV_SYSTEM_CERTS=1
    fi
    if [ -z "${UV_DEFAULT_INDEX:-}" ]; then
        index=${PIP_INDEX_URL:-$("$PYTHON" -m pip config get global.index-url 2>/dev/null || :)}
        [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
    fi
    if [ ! -w "${HOME:-/nowhere}" ]; then
        export UV_CACHE_DIR="$ROOT/.tools/uv-cache" PIP_CACHE_DIR="$ROOT/.tools/pip-cache"
    fi
}
