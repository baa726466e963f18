//! Sealed contents: XChaCha20-Poly1305 in chunks, by the STREAM construction.
//!
//! A sealed content is four letters, a random nonce of 19 bytes, and the chunks of 64 KiB, each with a tag of 16 bytes.
//! The number of a chunk and whether it is the last one are part of its nonce, so that chunks that were reordered,
//! repeated, left out or cut off do not open. Where the content belongs is authenticated with every chunk: the content of
//! another file does not open in its place.
//!
//! Source: Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse
//! Misuse-Resistance", <https://eprint.iacr.org/2015/189>.

use aead_stream::{DecryptorBE32, EncryptorBE32, Nonce, StreamBE32};
use chacha20poly1305::{XChaCha20Poly1305, aead::Payload};
use zeroize::Zeroizing;

/// The random part of the nonce in bytes.
pub const NONCE_BYTES: usize = 19;
/// What a sealed content begins with; the digit is the version of the form.
const MARK: &[u8; 4] = b"YJF1";
/// Bytes of a chunk before it is sealed.
const CHUNK_BYTES: usize = 64 * 1024;
/// Bytes that a chunk grows by.
const TAG_BYTES: usize = 16;

type Opener = DecryptorBE32<XChaCha20Poly1305>;
type Start = Nonce<XChaCha20Poly1305, StreamBE32<XChaCha20Poly1305>>;

/// A content that does not open: damaged, cut off, under another key or from another place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed content does not open")]
pub struct Broken;

/// Seals a content for its place.
///
/// # Errors
/// When it is longer than 2^32 chunks, which nothing here is.
pub fn seal(key: &[u8; 32], place: &str, content: &[u8], nonce: [u8; NONCE_BYTES]) -> Result<Vec<u8>, Broken> {
    let mut sealer = EncryptorBE32::<XChaCha20Poly1305>::new(key.into(), &Start::from(nonce));
    let chunks = content.len().div_ceil(CHUNK_BYTES).max(1);
    let mut sealed = Vec::with_capacity(MARK.len() + NONCE_BYTES + content.len() + chunks * TAG_BYTES);
    sealed.extend_from_slice(MARK);
    sealed.extend_from_slice(&nonce);
    let (before, last) = content.split_at((chunks - 1) * CHUNK_BYTES);
    for chunk in before.chunks(CHUNK_BYTES) {
        sealed.extend(sealer.encrypt_next(payload(chunk, place)).map_err(|_| Broken)?);
    }
    sealed.extend(sealer.encrypt_last(payload(last, place)).map_err(|_| Broken)?);
    Ok(sealed)
}

/// Opens a whole content.
///
/// # Errors
/// When it is not what was sealed with this key for this place.
pub fn open(key: &[u8; 32], place: &str, sealed: &[u8]) -> Result<Vec<u8>, Broken> {
    let mut opening = Opening::new(key, place);
    let mut content = opening.push(sealed)?;
    content.extend(opening.finish()?);
    Ok(content)
}

fn payload<'c>(chunk: &'c [u8], place: &'c str) -> Payload<'c, 'c> {
    Payload {
        msg: chunk,
        aad: place.as_bytes(),
    }
}

/// Opens a content as it arrives, in parts of any length.
pub struct Opening {
    key: Zeroizing<[u8; 32]>,
    place: String,
    opener: Option<Opener>,
    waiting: Vec<u8>,
}

/// Nothing of the key is printed.
impl std::fmt::Debug for Opening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opening").finish_non_exhaustive()
    }
}

impl Opening {
    /// Nothing has arrived yet.
    #[must_use]
    pub fn new(key: &[u8; 32], place: &str) -> Self {
        Self {
            key: Zeroizing::new(*key),
            place: place.to_owned(),
            opener: None,
            waiting: Vec::new(),
        }
    }

    /// Takes the next part, and gives what is certain by now.
    ///
    /// # Errors
    /// When something does not open.
    pub fn push(&mut self, part: &[u8]) -> Result<Vec<u8>, Broken> {
        const HEAD: usize = MARK.len() + NONCE_BYTES;
        const SEALED: usize = CHUNK_BYTES + TAG_BYTES;
        self.waiting.extend_from_slice(part);
        let mut taken = 0;
        if self.opener.is_none() {
            let Some((head, _)) = self.waiting.split_at_checked(HEAD) else {
                return Ok(Vec::new());
            };
            let (mark, nonce) = head.split_at(MARK.len());
            let nonce = Start::try_from(nonce).map_err(|_| Broken)?;
            if mark != MARK {
                return Err(Broken);
            }
            self.opener = Some(Opener::new((&*self.key).into(), &nonce));
            taken = HEAD;
        }
        let opener = self.opener.as_mut().ok_or(Broken)?;
        let mut content = Vec::new();
        // A chunk that nothing follows may be the last one, which opens differently.
        while self.waiting.len() - taken > SEALED {
            let chunk = &self.waiting[taken..taken + SEALED];
            content.extend(opener.decrypt_next(payload(chunk, &self.place)).map_err(|_| Broken)?);
            taken += SEALED;
        }
        self.waiting.drain(..taken);
        Ok(content)
    }

    /// Everything has arrived: gives the rest.
    ///
    /// # Errors
    /// When something is missing at the end, or does not open.
    pub fn finish(self) -> Result<Vec<u8>, Broken> {
        let opener = self.opener.ok_or(Broken)?;
        opener
            .decrypt_last(payload(&self.waiting, &self.place))
            .map_err(|_| Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [3; 32];
    const NONCE: [u8; NONCE_BYTES] = [9; NONCE_BYTES];
    const SEALED: usize = CHUNK_BYTES + TAG_BYTES;

    fn content(length: usize) -> Vec<u8> {
        (0_u32..)
            .map(|no| no.to_le_bytes()[no as usize % 3])
            .take(length)
            .collect()
    }

    #[test]
    fn what_was_sealed_opens_again_at_every_length() {
        for length in [
            0,
            1,
            CHUNK_BYTES - 1,
            CHUNK_BYTES,
            CHUNK_BYTES + 1,
            3 * CHUNK_BYTES,
            200_000,
        ] {
            let content = content(length);
            let sealed = seal(&KEY, "a", &content, NONCE).unwrap();
            assert_eq!(open(&KEY, "a", &sealed).unwrap(), content, "{length}");
            assert!(length < 16 || !sealed.windows(16).any(|part| part == &content[..16]));
        }
    }

    #[test]
    fn it_opens_as_it_arrives_in_parts_of_any_length() {
        let content = content(200_000);
        let sealed = seal(&KEY, "a", &content, NONCE).unwrap();
        for step in [1000, 16_384, SEALED, 150_000] {
            let mut opening = Opening::new(&KEY, "a");
            let mut opened = Vec::new();
            for part in sealed.chunks(step) {
                opened.extend(opening.push(part).unwrap());
            }
            opened.extend(opening.finish().unwrap());
            assert!(opened == content, "{step}");
        }
    }

    #[test]
    fn another_key_and_another_place_open_nothing() {
        let sealed = seal(&KEY, "files/a", &content(10), NONCE).unwrap();
        assert_eq!(open(&[4; 32], "files/a", &sealed), Err(Broken));
        assert_eq!(open(&KEY, "files/b", &sealed), Err(Broken));
    }

    #[test]
    fn chunks_cannot_be_reordered_repeated_left_out_or_cut_off() {
        let sealed = seal(&KEY, "a", &content(3 * CHUNK_BYTES + 5), NONCE).unwrap();
        let (head, chunks) = sealed.split_at(MARK.len() + NONCE_BYTES);
        let chunks: Vec<&[u8]> = chunks.chunks(SEALED).collect();
        for order in [&[1, 0, 2, 3][..], &[0, 0, 1, 2, 3], &[0, 2, 3], &[0, 1, 2], &[0], &[]] {
            let forged: Vec<u8> = head
                .iter()
                .copied()
                .chain(order.iter().flat_map(|at| chunks[*at].to_vec()))
                .collect();
            assert_eq!(open(&KEY, "a", &forged), Err(Broken), "{order:?}");
        }
        assert!(open(&KEY, "a", &sealed).is_ok());
    }

    #[test]
    fn a_flipped_bit_anywhere_is_noticed() {
        let sealed = seal(&KEY, "a", &content(100), NONCE).unwrap();
        for at in 0..sealed.len() {
            let mut forged = sealed.clone();
            forged[at] ^= 1;
            assert_eq!(open(&KEY, "a", &forged), Err(Broken), "{at}");
        }
    }
}
