# Functions of the scripts that install something. To be sourced by sh, in the folder of the checkout.

# npm trusts the certificates that the machine trusts, as pip does.
export NODE_USE_SYSTEM_CA=1

note() {
    echo "setup: $*" >&2
}

fail() {
    note "$@"
    exit 2
}

# Run a command without its output. If it fails, exit with one line: what could not be done, and what to do.
attempt() {  # WHAT COMMAND...
    what=$1
    shift
    if output=$("$@" 2>&1); then
        return
    fi
    if { printf '%s\n' "$output" >.venv/setup.log; } 2>/dev/null; then
        fail "$what: $(remedy "the output is in .venv/setup.log")"
    fi
    fail "$what: $(remedy "$(printf '%s\n' "$output" | tail -n 1)")"
}

remedy() {  # UNKNOWN, what to say if the output does not tell the cause
    case $output in
        *"Errno 28"* | *"No space left"* | *ENOSPC* | *"Errno 122"* | *EDQUOT*) remedy_for_full_disk ;;
        *"Errno 13"* | *"Errno 30"* | *EACCES* | *EROFS* | *"Permission denied"* | *"Read-only file system"*)
            echo "no permission to write in $PWD; change its owner or mount it writable, then run this again" ;;
        *"DO NOT MATCH THE HASHES"* | *EINTEGRITY*)
            echo "a download differs from the one in the lock; run this again, and if it stays so, trust no mirror" ;;
        *CERTIFICATE_VERIFY_FAILED* | *SELF_SIGNED_CERT* | *UNABLE_TO_GET_ISSUER_CERT*)
            echo "the certificate of the package index is not trusted; set PIP_CERT and NODE_EXTRA_CA_CERTS" ;;
        *"Failed to establish a new connection"* | *"Connection broken"* | *"timed out"* | *ProxyError* | \
            *"versions: none"* | *ENOTFOUND* | *EAI_AGAIN* | *ECONNREFUSED* | *ECONNRESET* | *ETIMEDOUT*)
            echo "the package index did not answer; check the network and the proxy, then run this again" ;;
        *"No matching distribution"*)
            echo "there is no wheel for $(.venv/bin/python -V) here; use Python 3.11, 3.12 or 3.13" ;;
        *) if disk_is_full; then remedy_for_full_disk; else echo "$1"; fi ;;
    esac
}

remedy_for_full_disk() {
    echo "the disk is full; free 1 GB in $PWD and in ${TMPDIR:-/tmp}, then run this again"
}

disk_is_full() {  # when not all programs that met it said so
    [ "$(df -Pk . "${TMPDIR:-/tmp}" | awk 'NR > 1 { print $4 }' | sort -n | head -n 1)" -lt 51200 ]
}

# Install what a lock names and nothing else. pip asks the index for no package or version that is not in the
# lock (--no-deps), and builds none, which would fetch the newest build tools (--only-binary).
pip_install() {  # LOCK OPTION...
    lock=$1
    shift
    attempt "the packages of $lock could not be installed" .venv/bin/python -m pip install --quiet --no-input \
        --disable-pip-version-check --no-deps --require-hashes --only-binary :all: "$@" -r "$lock"
    attempt "the packages of $lock do not fit together" .venv/bin/python -m pip check
}

# Install what the lock of a folder names, for Node. Done at once when it is there already.
npm_install() {  # FOLDER
    marker=$1/node_modules/installed.json  # a copy of the lock, made last
    if cmp -s "$1/package-lock.json" "$marker"; then
        return
    fi
    note "fetching the packages of $1/package-lock.json"
    # npm keeps a cache at home, where some users cannot write.
    [ -w "${HOME:-}" ] || export npm_config_cache="$PWD/.venv/npm"
    attempt "the packages of $1/package-lock.json could not be installed" \
        env PATH="$PWD/.venv/bin:$PATH" npm ci --no-progress --ignore-scripts --prefix "$1"
    cp "$1/package-lock.json" "$marker"
}

has() {
    command -v "$1" >/dev/null
}

# Debian packages: collected by want, then announced and installed by install_wanted.
packages=
purposes=

want() {  # PACKAGE PURPOSE
    packages="$packages $1"
    purposes="${purposes}setup:     $1: $2
"
}

install_wanted() {
    [ -n "$packages" ] || return 0
    if ! obstacle=$(apt_obstacle); then
        note "missing, and not installed because $obstacle:"
        printf '%s' "$purposes" >&2
        note "without them, this will not work. To install them: sudo apt-get install$packages"
    else
        note "installing with apt-get:"
        printf '%s' "$purposes" >&2
        # shellcheck disable=SC2086  # a list
        apt_install $packages ||
            note "apt-get failed; without them, this will not work. To see why: sudo apt-get install$packages"
    fi
    packages=
    purposes=
}

# Why apt-get cannot be used, if it cannot.
apt_obstacle() {
    has apt-get || { echo "there is no apt-get"; return 1; }
    [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null || { echo "that needs root"; return 1; }
}

apt_install() {  # PACKAGE...
    as_root apt-get install -qq -y -o DPkg::Lock::Timeout=60 "$@" >/dev/null 2>&1 || {
        as_root apt-get update -qq && as_root apt-get install -qq -y -o DPkg::Lock::Timeout=60 "$@"
    } >/dev/null 2>&1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}
