# Shared by the scripts of this folder: where things are and how they speak.
# Sourced by bash; the caller has set `set -euo pipefail`.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TOOLS=$ROOT/target/tools
export CARGO_HOME=${CARGO_HOME:-$HOME/.cargo}
export PATH=$TOOLS/bin:$CARGO_HOME/bin:$PATH

# One line about what happens now.
say() { printf '    %s\n' "$*"; }

# What is missing and how to get it, then the end.
die() {
    printf '\nERROR: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# The version of a crate in Cargo.lock.
locked_version() {
    awk -v want="name = \"$1\"" '$0 == want { getline; gsub(/"/, "", $3); print $3; exit }' "$ROOT/Cargo.lock"
}

# The oldest compiler that the workspace accepts.
oldest_rust() { sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml"; }

# Is version $1 at least version $2?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# The number in what `PROGRAM --version` prints, nothing when there is no such program.
version_of() { { "$1" --version 2>/dev/null || true; } | grep -oE '[0-9]+\.[0-9]+(\.[0-9]+)?' | head -n 1 || true; }

# One digest over the given files and folders, by name and content, so that a touched file changes nothing.
digest() {
    find "$@" -type f -not -path '*/node_modules/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# The folder with the programs of the newest PostgreSQL there is, nothing when there is none.
postgres_bin() {
    local found
    found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
    if [ -n "$found" ] && [ -x "$found/initdb" ]; then echo "$found"; fi
}
