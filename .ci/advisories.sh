#!/usr/bin/env bash
# Licences, origins and known weaknesses of everything this repository depends on.
#
# Licences, origins and banned crates (deny.toml) are always checked. The lists of known weaknesses, RustSec's and npm's,
# are asked where they can be reached; where they cannot, this says so and goes on. With ADVISORIES=required it fails.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"

# What could not be asked.
unasked=()
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# How a network says that something is out of reach, in the words of cargo-deny, git and npm.
UNREACHABLE='failed to fetch advisory database|unable to access|Could not resolve|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|audit endpoint returned an error'

# ask NAME COMMAND...: fails with what was found, or notes that nobody could be asked.
ask() {
    local name=$1
    shift
    if timeout 120 "$@" >"$log" 2>&1; then
        say "$name: nothing known"
    elif grep -qE "$UNREACHABLE" "$log"; then
        unasked+=("$name")
    else
        cat "$log" >&2
        die "$name: see above" "an advisory that does no harm here: deny.toml, with the reason"
    fi
}

for manifest in Cargo.toml fuzz/Cargo.toml; do
    cargo deny --manifest-path "$manifest" --config deny.toml --locked --log-level error check \
        --hide-inclusion-graph --allow license-not-encountered --allow license-exception-not-encountered \
        licenses bans sources >"$log" 2>&1 || {
        cat "$log" >&2
        die "a dependency of $manifest may not be used" "deny.toml says which may"
    }
    say "$manifest: licences, origins and banned crates are in order"
done

for manifest in Cargo.toml fuzz/Cargo.toml; do
    ask "advisories about crates of $manifest (RustSec)" cargo deny --manifest-path "$manifest" --config deny.toml --locked check \
        --hide-inclusion-graph advisories
done
for folder in .ci e2e backend/tests/provider; do
    ask "advisories about npm packages of $folder" npm audit --prefix "$folder" --package-lock-only --audit-level=moderate
done

if [ ${#unasked[@]} -gt 0 ]; then
    printf '\n    NOT CHECKED, because the list is out of reach from here:\n'
    printf '      %s\n' "${unasked[@]}"
    printf '    With network: make advisories\n\n'
    [ "${ADVISORIES:-}" != required ] || die "known weaknesses could not be checked"
fi
