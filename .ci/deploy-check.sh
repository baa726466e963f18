#!/usr/bin/env bash
# Do the files in deploy/ fit the program and what they are for? Each check needs its own tool and is left out without it.
#
#     .ci/deploy-check.sh      after `make server`; nothing is installed, and nothing is started that stays
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=${YIJIAN_BIN:-target/debug/yijian}

check_variables() {
    local name
    for name in $(grep -ohE 'YIJIAN_[A-Z0-9_]*[A-Z0-9]' deploy/* | sort -u); do
        grep -rqF "\"$name\"" backend/src || die "deploy/ sets $name, which the program does not know"
    done
}

# Every setting at once, also those behind `# `, on an empty database. Only the store is another one: it would be asked.
check_settings() {
    mkdir "$work/data" "$work/templates"
    sed -E '/^# files_url/d; s/^# ([a-z_]+ = )/\1/; s/^# (\[{1,2}[a-z_.]+\]{1,2})$/\1/' deploy/yijian.toml >"$work/yijian.toml"
    env YIJIAN_DATA="$work/data" YIJIAN_DATABASE_URL="sqlite://$work/data/yijian.db" YIJIAN_KEYS="$work/data/keys.toml" \
        YIJIAN_CATALOGUE=domain/catalogue YIJIAN_TEMPLATES="$work/templates" \
        "$program" --config "$work/yijian.toml" audit verify >"$work/said" 2>&1 ||
        die "the program does not take deploy/yijian.toml" "$(cat "$work/said")"
}

check_nginx() {
    openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=check -keyout "$work/key.pem" -out "$work/fullchain.pem" 2>"$work/said"
    sed "s#/etc/nginx/tls#$work#; s#/var/log/nginx#$work#; s#yijian-\([12]\):8080#127.0.0.\1:8080#" deploy/nginx.conf >"$work/site.conf"
    printf 'pid %s/pid;\nevents {}\nhttp { include %s/site.conf; }\n' "$work" "$work" >"$work/nginx.conf"
    nginx -t -q -e "$work/said" -c "$work/nginx.conf" 2>"$work/said" || die "nginx does not take deploy/nginx.conf" "$(cat "$work/said")"
}

check_units() {
    # Where the program is not installed, another one stands for it.
    mkdir "$work/units"
    cp deploy/yijian*.service deploy/yijian*.timer "$work/units"
    sed -i "s#/usr/local/bin/yijian#$(command -v true)#" "$work"/units/*.service
    # It only warns of words it does not know, and it also warns of other people's units.
    systemd-analyze verify --man=no "$work"/units/* 2>"$work/said" && ! grep -F "$work/units/" "$work/said" >/dev/null ||
        die "systemd does not take the units" "$(cat "$work/said")"
}

check_compose() {
    YIJIAN_PUBLIC_URL=https://yijian.example.gov.cn docker compose -f deploy/compose.yaml config -q 2>"$work/said" ||
        die "docker compose does not take deploy/compose.yaml" "$(cat "$work/said")"
}

# part NAME COMMAND...: a check, or a line about what it would need.
part() { if "${@:2}" >/dev/null 2>&1; then "check_$1"; say "$1: as it should be"; else say "$1: left out, needs: ${*:2}"; fi; }
part variables true
part settings test -x "$program"
part nginx nginx -v
part units systemd-analyze --version
part compose docker compose version
