#!/usr/bin/env bash
# The long forms of the tests that do harm, on a file and on a PostgreSQL that waits for the disk, within 30 minutes with
# the fuzzing that `make soak` does afterwards. Says its seed and what was counted.
#
#     YIJIAN_HARM_SEED=... YIJIAN_HARM_ROUNDS=... .ci/soak.sh
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"

export YIJIAN_HARM_ROUNDS=${YIJIAN_HARM_ROUNDS:-2}
export YIJIAN_HARM_SEED=${YIJIAN_HARM_SEED:-$((RANDOM << 30 | RANDOM << 15 | RANDOM))}
say "seed $YIJIAN_HARM_SEED, rounds $YIJIAN_HARM_ROUNDS"
told=$(mktemp)
trap 'rm -f "$told"' EXIT

# What has been handed in, acknowledged and started anew, added up.
count() {
    awk '/^[0-9]+ cases, [0-9]+ acknowledgements/ { cases += $1; answers += $3; starts += $5; runs++ }
        END { printf "    %s: %d runs, %d cases, %d acknowledgements, %d starts: each is there once\n", where, runs, cases, answers, starts }' \
        where="$1" "$told"
}

cargo nextest run -p yijian-backend -E 'binary(harm)' --no-fail-fast --no-capture 2>&1 | tee "$told"
count "on a file"
.ci/with-postgres.sh --durable cargo nextest run -p yijian-backend -P postgres -E 'binary(harm)' --no-fail-fast --no-capture 2>&1 |
    tee "$told"
count "on PostgreSQL"
say "took $((SECONDS / 60)) minutes"
