#!/usr/bin/env bash
# Runs make targets one after another, says which, and ends with what each took.
#
#     .ci/phases.sh "Formatting=format" "Lints=lint" ...
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"

count=$#
number=0
report=""

finish() {
    local status=$?
    printf '\n==> Seconds per phase\n%s' "$report"
    printf '    %-26s %6d s\n' "all together" "$SECONDS"
    if [ "$status" != 0 ]; then
        printf '\n==> FAILED: %s. Again, alone: make %s\n' "$title" "$target" >&2
    fi
}
trap finish EXIT

for phase in "$@"; do
    number=$((number + 1))
    title=${phase%%=*}
    target=${phase#*=}
    began=$SECONDS
    printf '\n==> %d/%d %s\n' "$number" "$count" "$title"
    "${MAKE:-make}" --no-print-directory "$target" || {
        report+=$(printf '    %-26s %6d s  failed' "$title" $((SECONDS - began)))$'\n'
        exit 1
    }
    report+=$(printf '    %-26s %6d s' "$title" $((SECONDS - began)))$'\n'
done
