# Which compiler builds for WebAssembly, and its settings. Sourced after lib.sh.
#
# The standard library is built together with the program: for old phones (the mvp instruction set) and small. That
# needs a compiler with its library sources. Two serve, in this order:
#
#   debian   rustc-web and rust-web-src, Debian's current compiler, beside rustup's and without touching it
#   rustup   rustup's compiler with the component rust-src

# Prints debian or rustup, or nothing when neither is there.
wasm_compiler() {
    if [ -d /usr/lib/rustlib/src/rust/library/std ] && [ -x /usr/bin/cargo ] && [ -e /usr/bin/rust-lld ] &&
        at_least "$(version_of /usr/bin/rustc)" "$(oldest_rust)"; then
        echo debian
    elif have rustc && [ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library/std" ]; then
        echo rustup
    fi
}

wasm_compiler_name() {
    case $(wasm_compiler) in
    debian) echo "Debian's rustc-web $(version_of /usr/bin/rustc)" ;;
    rustup) echo "rustup's rustc $(version_of rustc) with rust-src" ;;
    esac
}

# use_wasm_compiler pages|tests: exports what cargo needs. The phone gets panics without text; a test needs the text.
use_wasm_compiler() {
    local chosen flags=-Ctarget-cpu=mvp
    chosen=$(wasm_compiler)
    [ -n "$chosen" ] || die "missing: a compiler for WebAssembly" "make setup installs it"
    if [ "$chosen" = debian ]; then
        # A folder of its own instead of /usr/bin first on PATH, where an old wasm-opt or trunk may be waiting.
        mkdir -p "$TOOLS/debian-rust"
        for program in cargo rustc; do ln -sfn "/usr/bin/$program" "$TOOLS/debian-rust/$program"; done
        export PATH=$TOOLS/debian-rust:$PATH RUSTC=/usr/bin/rustc
    fi
    unset CARGO RUSTUP_TOOLCHAIN
    if [ "$1" = pages ]; then flags+=" -Zunstable-options -Cpanic=immediate-abort --cfg erase_components"; fi
    # Building the standard library is an unstable feature of a stable compiler.
    export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort
    export CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$flags
    # Another compiler, another cache.
    export CARGO_TARGET_DIR=$ROOT/target/wasm
}
