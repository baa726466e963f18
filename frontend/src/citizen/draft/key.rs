//! The key under which something is handed in (`Idempotency-Key`).

/// The key for a body: the same draft with the same content always has the same one, on every phone.
///
/// 128 bits of FNV-1a, twice 64 with different beginnings: it tells versions of one draft apart and keeps no secret. The
/// server compares the bodies themselves as well.
#[must_use]
pub fn key(token: &str, body: &str) -> String {
    let hash = |start: u64| {
        let bytes = token.bytes().chain([0]).chain(body.bytes());
        bytes.fold(start, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    };
    format!(
        "{:016x}{:016x}",
        hash(0xcbf2_9ce4_8422_2325),
        hash(0x9ae1_6a3b_2f90_404f)
    )
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn the_same_content_has_the_same_key_and_any_other_another() {
        assert_eq!(key("a", "body"), key("a", "body"));
        assert_ne!(key("a", "body"), key("a", "bodz"));
        assert_ne!(key("a", "body"), key("b", "body"));
        assert_ne!(key("ab", "c"), key("a", "bc"));
    }

    #[test]
    fn it_is_a_key_as_the_server_takes_it() {
        let key = key("a", "");
        assert_eq!(key.len(), 32);
        assert!(key.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }
}
