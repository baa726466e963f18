//! Compresses what stays the same, as small as it gets.
//!
//! A crate of its own, because a build script is built without optimisation, and compressing that way takes minutes: the
//! workspace asks for optimisation of this crate by name.

use std::io::Write;

/// Only a build for trying things out is larger; it shall be quick, not small.
const LARGEST_BYTES_FOR_BEST: usize = 4 * 1024 * 1024;
const BEST: u32 = 11;
const QUICK: u32 = 4;
const BEST_GZIP: u32 = 9;
const QUICK_GZIP: u32 = 1;

/// The content as brotli (RFC 7932).
#[must_use]
pub fn brotli(content: &[u8]) -> Vec<u8> {
    let quality = if content.len() > LARGEST_BYTES_FOR_BEST {
        QUICK
    } else {
        BEST
    };
    brotli_at(quality, content)
}

/// The content as brotli of a quality, 11 at most.
#[must_use]
pub fn brotli_at(quality: u32, content: &[u8]) -> Vec<u8> {
    let settings = brotli::enc::BrotliEncoderParams {
        quality: quality.cast_signed(),
        size_hint: content.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &settings).expect("a vector takes everything");
    packed
}

/// The content as gzip (RFC 1952).
#[must_use]
pub fn gzip(content: &[u8]) -> Vec<u8> {
    let quality = if content.len() > LARGEST_BYTES_FOR_BEST {
        QUICK_GZIP
    } else {
        BEST_GZIP
    };
    gzip_at(quality, content)
}

/// The content as gzip of a quality, 9 at most.
#[must_use]
pub fn gzip_at(quality: u32, content: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(quality));
    packer
        .write_all(content)
        .and_then(|()| packer.finish())
        .expect("a vector takes everything")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_was_packed_can_be_unpacked() {
        let content = "一件事一次办".repeat(1000).into_bytes();
        let mut out = Vec::new();
        brotli::Decompressor::new(&*brotli(&content), 4096)
            .read_to_end(&mut out)
            .unwrap();
        assert_eq!(out, content);
        out.clear();
        flate2::read::GzDecoder::new(&*gzip(&content))
            .read_to_end(&mut out)
            .unwrap();
        assert_eq!(out, content);
        assert!(brotli(&content).len() < gzip(&content).len());
    }
}
