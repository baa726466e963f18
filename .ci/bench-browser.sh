#!/usr/bin/env bash
# Measures planning in a real browser, with the compiler and the profile of the phone program.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/.ci/wasm-compiler.sh"
cd "$ROOT"

use_wasm_compiler pages
say "building the measuring program with $(wasm_compiler_name)"
cargo build --quiet --locked -p yijian-frontend --bin plan_bench --features bench --profile phone --target wasm32-unknown-unknown
wasm-bindgen --target web --no-typescript --out-dir target/bench/browser target/wasm/wasm32-unknown-unknown/phone/plan_bench.wasm
node .ci/bench-browser.mjs target/bench/browser
