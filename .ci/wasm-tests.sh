#!/usr/bin/env bash
# Runs the tests of the domain as WebAssembly in Node.js, with the compiler of the pages.
#
# The parity test compares with what the native program computed: domain/examples/parity.rs prints digests of many
# plans, YIJIAN_PARITY names the file for the test, which takes it in at compile time.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/.ci/wasm-compiler.sh"
cd "$ROOT"

if [ -f domain/examples/parity.rs ]; then
    say "native digests into target/parity.txt"
    mkdir -p target
    cargo run --quiet --locked -p yijian-domain --release --example parity >target/parity.new
    # An unchanged file keeps its date, so that nothing is compiled again.
    if cmp -s target/parity.new target/parity.txt; then rm target/parity.new; else mv target/parity.new target/parity.txt; fi
    export YIJIAN_PARITY=$ROOT/target/parity.txt
fi

use_wasm_compiler tests
say "testing with $(wasm_compiler_name) in Node.js $(version_of node)"
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
export WASM_BINDGEN_TEST_ONLY_NODE=1
# Ten thousand plans at no optimisation take minutes; names in the file cost more than they tell.
export CARGO_PROFILE_TEST_OPT_LEVEL=1 CARGO_PROFILE_TEST_DEBUG=0
cargo test --locked -p yijian-domain --target wasm32-unknown-unknown --lib --tests "$@"
