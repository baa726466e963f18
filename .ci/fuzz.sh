#!/usr/bin/env bash
# Runs the fuzz targets, each for a number of seconds, and ends with what each did. docs/fuzzing.md says what they promise.
#
#     .ci/fuzz.sh SECONDS [TARGET...]
#
# What was found before is kept in fuzz/corpus, an input that breaks a promise in fuzz/artifacts.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"

seconds=$1
shift
if [ $# = 0 ]; then
    set -- catalogue conditions values applications licence_codes uploads
fi
# No other compiler is needed for the instrumentation than the everyday one. Without a sanitizer of memory: the code has
# no unsafe blocks, and so more inputs are tried in the same time.
export RUSTC_BOOTSTRAP=1
FLAGS=(--sanitizer none --target-dir target/fuzz --codegen-units 16)
# The longest input: nothing here depends on more, and short ones are quicker.
declare -A LONGEST=([catalogue]=16384 [conditions]=256 [values]=256 [applications]=16384 [licence_codes]=256 [uploads]=4096)

say "building the fuzz targets"
log=$(mktemp)
cargo fuzz build "${FLAGS[@]}" >"$log" 2>&1 || {
    tail -n 30 "$log" >&2
    die "the fuzz targets do not build"
}
cargo run --quiet -p yijian-fuzz-targets --example seeds -- fuzz/corpus

report=$(printf '    %-16s %10s %8s %8s %8s %10s' target inputs /second edges corpus seconds)$'\n'
for target in "$@"; do
    say "$target, $seconds s"
    began=$SECONDS
    cargo fuzz run "${FLAGS[@]}" "$target" -- -max_total_time="$seconds" -max_len="${LONGEST[$target]}" -timeout=20 \
        -rss_limit_mb=4096 -print_final_stats=1 >"$log" 2>&1 || {
        tail -n 60 "$log" >&2
        die "$target: a promise is broken" "the input is in fuzz/artifacts/$target"
    }
    inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
    last=$(grep -E 'cov: [0-9]+' "$log" | tail -n 1)
    edges=$(sed -n 's/.* cov: \([0-9]*\).*/\1/p' <<<"$last")
    corpus=$(sed -n 's/.* corp: \([0-9]*\).*/\1/p' <<<"$last")
    report+=$(printf '    %-16s %10s %8s %8s %8s %10s' "$target" "$inputs" "$rate" "$edges" "$corpus" $((SECONDS - began)))$'\n'
done
rm -f "$log"
printf '%s' "$report"
