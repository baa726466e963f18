#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own: in a temporary folder, on a free port of this machine, gone afterwards.
#
#     .ci/with-postgres.sh [--durable] COMMAND...
#
# The command finds the address of an empty database in YIJIAN_TEST_POSTGRES, and the folder of the server with what it
# takes to stop and start it in YIJIAN_TEST_POSTGRES_CTL; the programs of PostgreSQL lie in YIJIAN_TEST_POSTGRES_BIN, for a
# test that stops a server of its own. Without --durable the server does not wait for the disk, as tests
# that are gone in a minute need not.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$ROOT"

durable=off
if [ "${1:-}" = --durable ]; then
    durable=on
    shift
fi
"$ROOT/.ci/setup.sh" postgres
BIN=$(postgres_bin)

folder=$(mktemp -d "${TMPDIR:-/tmp}/yijian-postgres.XXXXXX")
# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}
[ "$(id -u)" != 0 ] || chown postgres:postgres "$folder"

finish() {
    as_server "$BIN/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})' 2>/dev/null ||
    python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
(
    cd "$folder"
    as_server "$BIN/initdb" -D "$folder/data" -U yijian --auth=trust --encoding=UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1
) || {
    cat "$folder/initdb.log" >&2
    die "PostgreSQL could not make a database in $folder"
}
cat >>"$folder/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 300
fsync = $durable
synchronous_commit = $durable
full_page_writes = $durable
shared_buffers = 256MB
SETTINGS
ctl="$folder/ctl"
# What a test needs that stops the server, or starts it again: ctl stop|start|restart [-m MODE]
{
    echo "#!/usr/bin/env bash"
    echo "verb=\$1; shift"
    [ "$(id -u)" != 0 ] || echo "set -- \"\$@\"; exec setpriv --reuid=postgres --regid=postgres --clear-groups '$BIN/pg_ctl' -D '$folder/data' -l '$folder/log' -w \"\$verb\" \"\$@\""
    [ "$(id -u)" = 0 ] || echo "exec '$BIN/pg_ctl' -D '$folder/data' -l '$folder/log' -w \"\$verb\" \"\$@\""
} >"$ctl"
chmod 755 "$ctl"
(cd "$folder" && "$ctl" start >/dev/null) || {
    cat "$folder/log" >&2
    die "PostgreSQL does not start"
}
as_server "$BIN/createdb" -h 127.0.0.1 -p "$port" -U yijian yijian
export YIJIAN_TEST_POSTGRES="postgres://yijian@127.0.0.1:$port/yijian"
export YIJIAN_TEST_POSTGRES_CTL="$ctl"
export YIJIAN_TEST_POSTGRES_BIN="$BIN"
"$@"
