#!/usr/bin/env bash
# Installs what is missing and says so; prints nothing when everything is there.
#
#     .ci/setup.sh PART...     parts: rust fonts nextest s3 node phone wasm-test browser postgres provider fuzz deny schema all
#
# Everything comes from Debian's packages, crates.io and npm, by name. Nothing is replaced that serves already:
# a program of another version stays where it is, and the right one goes to target/tools.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/.ci/wasm-compiler.sh"
cd "$ROOT"

# Compiled once and run for seconds: a quick build is worth more than a quick program.
QUICK_BUILD=(CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=64 CARGO_PROFILE_RELEASE_DEBUG=0)

# Any newer one serves as well.
OLDEST_NEXTEST=0.9.100
NEXTEST_VERSION=0.9.151
TRUNK_VERSION=0.21.14
FUZZ_VERSION=0.13.2
DENY_VERSION=0.20.2
# A folder behind the interface of S3, signatures checked, for the tests of the file store. The newest for our compiler.
S3_SERVER_VERSION=0.14.1
# Debian 12 has this one; e2e/package.json names the newest Playwright that runs on it.
OLDEST_NODE=18

# ---- Debian packages -------------------------------------------------------------------------------------------

installed() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" = "ii " ]; }

# May this run install Debian packages?
can_apt() { have apt-get && { [ "$(id -u)" = 0 ] || have sudo; }; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# apt_install WHY PACKAGE...: installs those that are not there, or names them.
apt_install() {
    local why=$1 missing=() package log
    shift
    for package in "$@"; do installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    have apt-get || die "missing: ${missing[*]} ($why)" \
        "This is not a Debian system; install the same things with its own package manager."
    can_apt || die "missing: ${missing[*]} ($why)" \
        "No root and no sudo here. As root: apt-get update && apt-get install -y ${missing[*]}"
    say "installing Debian packages ${missing[*]} ($why)"
    log=$(mktemp)
    if ! apt_get_install "${missing[@]}" >"$log" 2>&1; then
        # No package lists yet, or lists older than the archive.
        { apt_update && apt_get_install "${missing[@]}"; } >"$log" 2>&1 || {
            tail -n 15 "$log" >&2
            die "could not install: ${missing[*]} ($why)" \
                "With network and root: apt-get update && apt-get install -y ${missing[*]}"
        }
    fi
    rm -f "$log"
}

apt_get_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

APT_UPDATED=
apt_update() {
    [ -z "$APT_UPDATED" ] || return 0
    as_root apt-get update -q
    APT_UPDATED=1
}

# ---- Programs from crates.io -----------------------------------------------------------------------------------

# cargo_install PROGRAM VERSION OPT_LEVEL CRATE FLAGS...: beside rustup's programs when there is none of that name,
# into target/tools when there is one of another version.
cargo_install() {
    local program=$1 version=$2 opt=$3 crate=$4 root=$CARGO_HOME
    shift 4
    [ "$(version_of "$program")" != "$version" ] || return 0
    if have "$program"; then root=$TOOLS; fi
    cargo_install_into "$root" "$version" "$opt" "$crate" "$@"
}

# cargo_install_into FOLDER VERSION OPT_LEVEL CRATE FLAGS...
cargo_install_into() {
    local root=$1 version=$2 opt=$3 crate=$4 log
    shift 4
    say "compiling $crate $version, some minutes, once (into ${root/#$HOME/\~}/bin)"
    mkdir -p target
    log=$ROOT/target/install-$crate.log
    env "${QUICK_BUILD[@]}" CARGO_PROFILE_RELEASE_OPT_LEVEL="$opt" \
        cargo install "$crate" --version "$version" --root "$root" --force "$@" >"$log" 2>&1 || {
        tail -n 15 "$log" >&2
        die "could not install $crate $version" "With network: cargo install $crate --version $version $*"
    }
    rm -f "$log"
    hash -r
}

# ---- Programs from npm -----------------------------------------------------------------------------------------

# npm_packages FOLDER: what the lock file of that folder names, unless just that is there.
npm_packages() {
    local folder=$1 stamp=$1/node_modules/.lock-digest wanted log
    wanted=$(sha256sum <"$folder/package-lock.json")
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return 0; fi
    say "npm ci in $folder"
    mkdir -p target
    log=$ROOT/target/npm.log
    (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error) >"$log" 2>&1 || {
        tail -n 15 "$log" >&2
        die "could not fetch the npm packages of $folder" "With network: cd $folder && npm ci"
    }
    rm -f "$log"
    echo "$wanted" >"$stamp"
}

# ---- The parts -------------------------------------------------------------------------------------------------

setup_rust() {
    if ! have cargo && ! have rustup; then die "missing: Rust" "Install it with rustup, see rustup.rs"; fi
    if ! cargo --version >/dev/null 2>&1; then
        say "rustup has no toolchain yet: installing stable"
        rustup default stable || die "rustup could not install a toolchain" "With network: rustup default stable"
    fi
    at_least "$(version_of rustc)" "$(oldest_rust)" || die \
        "Rust $(version_of rustc) is too old, $(oldest_rust) is needed" "rustup update stable"
    local missing=()
    cargo fmt --version >/dev/null 2>&1 || missing+=(rustfmt)
    cargo clippy --version >/dev/null 2>&1 || missing+=(clippy)
    if [ ${#missing[@]} -gt 0 ]; then
        say "rustup component add ${missing[*]}"
        have rustup && rustup component add "${missing[@]}" || die \
            "missing: ${missing[*]}" "With network: rustup component add ${missing[*]}"
    fi
    # SQLite and the compression library are C.
    have cc || apt_install "a C compiler for SQLite" build-essential
}

# Documents and posters are written with these. HanaMin has the rare characters of names (GB 18030-2022, level 3).
setup_fonts() {
    has_font :lang=zh-cn || apt_install "Chinese in documents" fontconfig fonts-noto-cjk
    has_font :family=HanaMinB || apt_install "rare characters in names" fontconfig fonts-hanazono
}

has_font() { have fc-list && [ -n "$(fc-list "$1" family)" ]; }

setup_nextest() {
    setup_rust
    ! at_least "$(version_of cargo-nextest)" "$OLDEST_NEXTEST" || return 0
    cargo_install cargo-nextest "$NEXTEST_VERSION" 0 cargo-nextest --locked --no-default-features --features default-no-update
}

# The tests start it from target/tools and nowhere else.
setup_s3() {
    setup_rust
    [ "$(version_of "$TOOLS/bin/s3s-fs")" != "$S3_SERVER_VERSION" ] || return 0
    cargo_install_into "$TOOLS" "$S3_SERVER_VERSION" 0 s3s-fs --locked --features binary
}

setup_node() {
    if ! have node || ! have npm; then apt_install "wasm-opt, size budget, browser tests" nodejs npm; fi
    at_least "$(version_of node)" "$OLDEST_NODE" || die \
        "Node.js $(version_of node) is too old, $OLDEST_NODE is needed" "Debian 12 or newer has it: apt-get install -y nodejs npm"
}

# A compiler that can build the standard library for WebAssembly; see wasm-compiler.sh for the two that serve.
setup_wasm() {
    setup_rust
    [ -z "$(wasm_compiler)" ] || return 0
    if can_apt && debian_offers_compiler; then
        apt_install "Rust for WebAssembly, with library sources" rustc-web cargo-web rust-web-src rust-web-llvm
        # The package has only a link to the linker, by the name of the package that brings it.
        apt_install "linker for WebAssembly" "$(basename "$(readlink /usr/bin/rust-lld)")"
    elif have rustup; then
        say "rustup component add rust-src"
        rustup component add rust-src || true
    fi
    [ -n "$(wasm_compiler)" ] || die \
        "missing: a Rust compiler with the sources of the standard library, to build for WebAssembly" \
        "On Debian, as root:  apt-get install -y rustc-web cargo-web rust-web-src rust-web-llvm lld-22" \
        "Elsewhere:           rustup component add rust-src"
    say "compiler for WebAssembly: $(wasm_compiler_name)"
}

# Is there a new enough rustc-web, if need be after reading the package lists?
debian_offers_compiler() {
    local attempt version
    for attempt in as_is updated; do
        [ "$attempt" = as_is ] || { say "reading Debian's package lists"; apt_update >/dev/null 2>&1 || return 1; }
        version=$(apt-cache policy rustc-web 2>/dev/null | awk '/Candidate:/ { print $2 }')
        if [ -n "$version" ] && [ "$version" != "(none)" ] && at_least "${version%%+*}" "$(oldest_rust)"; then return 0; fi
    done
    return 1
}

setup_wasm_bindgen() {
    [ -f Cargo.lock ] || cargo generate-lockfile
    # Without --locked: its lock file has named crates that are no longer to be had.
    cargo_install wasm-bindgen "$(locked_version wasm-bindgen)" 1 wasm-bindgen-cli
}

setup_phone() {
    setup_wasm
    cargo_install trunk "$TRUNK_VERSION" 0 trunk --locked --no-default-features
    setup_wasm_bindgen
    setup_node
    npm_packages .ci
}

setup_wasm_test() {
    setup_wasm
    setup_wasm_bindgen
    setup_node
}

setup_browser() {
    setup_node
    npm_packages e2e
    if [ -n "${CHROMIUM:-}" ]; then
        have "$CHROMIUM" || die "missing: $CHROMIUM" "CHROMIUM names a program that is not there"
    else
        [ -x /usr/bin/chromium ] || apt_install "browser tests" chromium
    fi
    setup_fonts
}

# The provider of identities that the server's tests sign in with.
setup_provider() {
    setup_node
    npm_packages backend/tests/provider
}

# Only its programs: the tests start a server of their own, and no other is set up.
setup_postgres() {
    [ -z "$(postgres_bin)" ] || return 0
    if can_apt; then
        as_root mkdir -p /etc/postgresql-common
        [ -e /etc/postgresql-common/createcluster.conf ] ||
            echo "create_main_cluster = false" | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    apt_install "tests on PostgreSQL" postgresql
}

setup_fuzz() {
    setup_rust
    # The fuzzer itself is C++.
    have c++ || apt_install "a C++ compiler for the fuzzer" build-essential
    cargo_install cargo-fuzz "$FUZZ_VERSION" 0 cargo-fuzz --locked
}

setup_deny() {
    setup_rust
    cargo_install cargo-deny "$DENY_VERSION" 0 cargo-deny --locked --no-default-features
}

# The packages that .ci/schema/requirements.txt names, in an environment of their own.
setup_schema() {
    setup_node
    npm_packages e2e
    local folder=$TOOLS/schema stamp=$TOOLS/schema/.digest wanted log
    wanted=$(sha256sum <.ci/schema/requirements.txt)
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return 0; fi
    have python3 || apt_install "tests of the API" python3
    python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install "tests of the API" python3-venv
    say "pip install schemathesis (into ${folder#"$ROOT/"})"
    mkdir -p target
    log=$ROOT/target/pip.log
    { rm -rf "$folder" && python3 -m venv "$folder" &&
        "$folder/bin/pip" install --disable-pip-version-check -r .ci/schema/requirements.txt; } >"$log" 2>&1 || {
        tail -n 15 "$log" >&2
        die "could not install schemathesis" "With network: pip install -r .ci/schema/requirements.txt"
    }
    rm -f "$log"
    echo "$wanted" >"$stamp"
}

for part in "$@"; do
    case $part in
    rust) setup_rust ;;
    fonts) setup_fonts ;;
    nextest) setup_nextest ;;
    s3) setup_s3 ;;
    node) setup_node ;;
    phone) setup_phone ;;
    wasm-test) setup_wasm_test ;;
    browser) setup_browser ;;
    postgres) setup_postgres ;;
    provider) setup_provider ;;
    fuzz) setup_fuzz ;;
    deny) setup_deny ;;
    schema) setup_schema ;;
    all)
        setup_nextest
        setup_s3
        setup_fonts
        setup_phone
        setup_browser
        setup_postgres
        setup_provider
        setup_deny
        setup_schema
        ;;
    *) die "unknown part: $part" "parts: rust fonts nextest s3 node phone wasm-test browser postgres provider fuzz deny schema all" ;;
    esac
done
