#!/usr/bin/env bash
# Builds the three programs of the phone and that of the staff, each with its frame, into target/site, unless nothing has
# changed since.
#
# YIJIAN_PAGES=dev is for trying things out: quick to build, several times as large, and never what the size budget
# measures.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/.ci/wasm-compiler.sh"
cd "$ROOT"

kind=${YIJIAN_PAGES:-phone}
stamp=target/wasm/site.stamp
site=target/site
inputs=(frontend domain/src domain/Cargo.toml public Trunk.toml Cargo.toml Cargo.lock
    .ci/build-pages.sh .ci/reduce-weui.mjs .ci/wasm-compiler.sh .ci/package-lock.json)
state="$kind $(wasm_compiler_name) $(digest "${inputs[@]}")"
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && [ -f "$site/door.html" ]; then
    say "unchanged: $site ($kind)"
    exit 0
fi

use_wasm_compiler pages
export PATH=$ROOT/.ci/node_modules/.bin:$PATH
# Some environments set NO_COLOR=1, which trunk's command line takes for a wrong value.
unset NO_COLOR
settings=()
case $kind in
phone) ;;
dev) settings+=(TRUNK_BUILD_RELEASE=false CARGO_PROFILE_PHONE_LTO=off CARGO_PROFILE_PHONE_OPT_LEVEL=1 CARGO_PROFILE_PHONE_CODEGEN_UNITS=64) ;;
*) die "YIJIAN_PAGES=$kind" "known: phone (the real thing, default) and dev" ;;
esac

say "building the pages ($kind) with $(wasm_compiler_name), wasm-bindgen $(version_of wasm-bindgen), wasm-opt $(wasm-opt --version | grep -oE '[0-9]+' | head -n 1)"
node .ci/reduce-weui.mjs
# Crates are fetched here, for trunk works offline: it finds its tools on PATH and shall download none.
cargo fetch --locked --target wasm32-unknown-unknown
rm -f "$stamp"
# A backtrace of trunk itself would bury the compiler's message.
for program in door guide form; do
    env RUST_BACKTRACE=0 "${settings[@]}" trunk build --offline --dist "target/trunk/$program" "public/$program.html"
done
# The staff's program has no budget, so the slow last look over the whole program is left out. Whatever was compiled for
# the phone is used again.
env RUST_BACKTRACE=0 "${settings[@]}" trunk build --offline --dist target/trunk/desk public/desk.html
# What an older build left would travel inside the server.
rm -rf "$site"
mkdir -p "$site"
for program in door guide form desk; do
    mv "target/trunk/$program/index.html" "$site/$program.html"
    cp -r "target/trunk/$program/." "$site"
done
echo "$state" >"$stamp"
