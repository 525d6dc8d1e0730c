# Sourced by bin/test: what its rings need of the machine, installed where it is missing and we may.
# shellcheck shell=sh

# The journeys walk the pages in Chromium, driven by Playwright. Its driver comes with the Python
# packages, but for one library that a minimal system lacks.
BROWSER="chromium fonts-liberation libatomic1"

find_browser() {
    if browser_works; then
        return
    fi
    as_root apt_install Chromium "$BROWSER"
    browser_works || give_up "The journeys need Chromium, and it could not be installed from here." \
        "On Debian: apt-get install $BROWSER"
}

browser_works() {
    command -v chromium || command -v chromium-browser || command -v google-chrome || return 1
    .venv/bin/playwright --version
} >/dev/null 2>&1

find_postgresql() {
    if postgresql_works; then
        return
    fi
    as_root install_postgresql
    postgresql_works ||
        give_up "The ring postgresql needs a PostgreSQL server, and it could not be installed from" \
            "here. On Debian: apt-get install postgresql"
}

postgresql_works() {
    .venv/bin/python bin/_postgresql.py --find
} >/dev/null 2>&1

# Debian's package makes a database of its own and starts it, and would at every start of the
# machine. Only the programs are wanted here.
install_postgresql() {
    none=/etc/postgresql-common/createcluster.d/none.conf
    "$@" mkdir -p "${none%/*}"
    printf 'create_main_cluster = false\n' | "$@" tee "$none" >/dev/null
    apt_install PostgreSQL postgresql "$@"
    "$@" rm -f "$none"
}

# as_root COMMAND ...: runs it with, as its last words, what makes a command run as root. Does
# nothing where that is not allowed, or where packages are not Debian's.
as_root() {
    command -v apt-get >/dev/null || return 0
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        "$@" sudo -n
    fi
}

# apt_install NAME PACKAGES [SUDO ...]
apt_install() {
    name=$1 packages=$2
    shift 2
    say "Installing $name"
    "$@" apt-get update -qq </dev/null || :
    # shellcheck disable=SC2086  # several packages
    "$@" env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends \
        -o DPkg::Lock::Timeout=300 $packages </dev/null >/dev/null || :
}
