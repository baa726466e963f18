//! Keys: what signs licences, what names persons, and what wraps the keys of the data. They stand in a file of their own that
//! only its owner reads, and are never in the database; `YIJIAN_KEYS` keeps that file away from the data as well.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use yijian_domain::{
    case::Composite,
    licence::{Seal, SealFault, code_bits},
    wire::{LicenceKey, LicenceKeys},
};
use zeroize::Zeroizing;

use crate::{
    clock::{Clock, Moment},
    ids,
    vault::{SealingKey, Vault},
};

/// The file inside the data folder, when no other is named.
pub const FILE: &str = "keys.toml";

/// The keys of an authority.
#[derive(Clone)]
pub struct Keys {
    /// Names persons by a keyed hash.
    pub person: Arc<[u8; 32]>,
    signing: Arc<Vec<Signing>>,
    sealing: Arc<Vec<SealingKey>>,
    /// There was no file, and one was made for them.
    made: bool,
}

#[derive(Clone)]
struct Signing {
    id: u8,
    key: SigningKey,
}

/// Nothing of a key is printed.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("signing", &self.signing.len()).finish()
    }
}

/// Why keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeysFault {
    /// The file cannot be read or written.
    #[error("the key file {} cannot be used: {fault}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        fault: io::Error,
    },
    /// The file is not what this program wrote.
    #[error("the key file {} is damaged: {fault}; put back the one from the backup, without it printed codes cannot be checked", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, without content.
        fault: &'static str,
    },
    /// No randomness, or no number left.
    #[error("a key cannot be made: {0}")]
    Make(String),
}

#[derive(Serialize, Deserialize)]
struct File {
    person: String,
    signing: Vec<SigningFile>,
    #[serde(default)]
    sealing: Vec<SealingFile>,
}

#[derive(Serialize, Deserialize)]
struct SealingFile {
    id: u8,
    from: i64,
    key: String,
}

#[derive(Serialize, Deserialize)]
struct SigningFile {
    id: u8,
    seed: String,
}

impl Keys {
    /// Reads a key file, or makes the first keys.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn open(path: &Path) -> Result<Self, KeysFault> {
        match fs::read_to_string(path) {
            Ok(text) => {
                let mut file = parse(path, &text)?;
                // A file from before anything was sealed.
                if file.sealing.is_empty() {
                    file.sealing.push(first_sealing()?);
                    write(path, &file)?;
                }
                Self::of(path, &file)
            }
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                let file = File {
                    person: secret()?,
                    signing: vec![SigningFile { id: 1, seed: secret()? }],
                    sealing: vec![first_sealing()?],
                };
                write(path, &file)?;
                let made = true;
                Ok(Self {
                    made,
                    ..Self::of(path, &file)?
                })
            }
            Err(fault) => Err(unusable(path, fault)),
        }
    }

    /// Reads a key file that is there. What is kept is sealed with it, so none is made in its place.
    ///
    /// # Errors
    /// When the file is not there, or cannot be used.
    pub fn read(path: &Path) -> Result<Self, KeysFault> {
        let text = fs::read_to_string(path).map_err(|fault| unusable(path, fault))?;
        Self::of(path, &parse(path, &text)?)
    }

    /// Removes the file where it was made for these keys, because what is kept needs others; whether it was.
    #[must_use]
    pub fn take_back(&self, path: &Path) -> bool {
        self.made && fs::remove_file(path).is_ok()
    }

    /// Adds a signing key, which signs from now on; the ones before go on checking what they signed.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn rotate(path: &Path) -> Result<u8, KeysFault> {
        Self::change(path, |file| {
            let id = next_id(file.signing.iter().map(|key| key.id))?;
            file.signing.push(SigningFile { id, seed: secret()? });
            Ok(id)
        })
    }

    /// Adds a sealing key, which wraps what is new from a moment on; the ones before go on opening what they wrapped.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn rotate_sealing(path: &Path, from: Moment) -> Result<u8, KeysFault> {
        Self::change(path, |file| {
            let id = next_id(file.sealing.iter().map(|key| key.id))?;
            let (from, key) = (from.seconds(), secret()?);
            file.sealing.push(SealingFile { id, from, key });
            Ok(id)
        })
    }

    /// Removes a sealing key that wraps nothing any more; whether it was there. The newest one stays: its number must
    /// never be that of another.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn retire_sealing(path: &Path, id: u8) -> Result<bool, KeysFault> {
        Self::change(path, |file| {
            let before = file.sealing.len();
            let newest = file.sealing.iter().map(|key| key.id).max();
            file.sealing.retain(|key| key.id != id || Some(id) == newest);
            Ok(file.sealing.len() < before)
        })
    }

    fn change<T>(path: &Path, change: impl FnOnce(&mut File) -> Result<T, KeysFault>) -> Result<T, KeysFault> {
        fs::metadata(path).map_err(|fault| unusable(path, fault))?;
        Self::open(path)?;
        let text = fs::read_to_string(path).map_err(|fault| unusable(path, fault))?;
        let mut file = parse(path, &text)?;
        let changed = change(&mut file)?;
        write(path, &file)?;
        Ok(changed)
    }

    /// The vault with these keys.
    #[must_use]
    pub fn vault(&self, clock: Clock) -> Vault {
        Vault::new(self.sealing.to_vec(), *self.person, clock)
    }

    /// The keys that wrap.
    #[must_use]
    pub fn sealing(&self) -> Vec<SealingKey> {
        self.sealing.to_vec()
    }

    /// The same keys every time, for tests.
    #[must_use]
    #[cfg(test)]
    pub(crate) fn fixed() -> Self {
        Self {
            person: Arc::new([7; 32]),
            signing: Arc::new(vec![Signing {
                id: 1,
                key: SigningKey::from_bytes(&[1; 32]),
            }]),
            sealing: Arc::new(vec![SealingKey {
                id: 1,
                from: 0,
                key: Zeroizing::new([3; 32]),
            }]),
            made: false,
        }
    }

    /// The code for a printed licence; none when the licence has no usable code.
    #[must_use]
    pub fn seal(&self, licence: &Composite) -> Option<String> {
        let newest = self.signing.iter().max_by_key(|key| key.id)?;
        let ends = licence.components.iter().map(|component| component.until);
        // Without an end when any component has none.
        let until = ends.collect::<Option<Vec<_>>>().and_then(|ends| ends.into_iter().max());
        let seal = Seal {
            key: newest.id,
            code: code_bits(&licence.code)?,
            version: licence.version,
            issued: licence.issued,
            until,
        };
        Some(seal.sign(&newest.key))
    }

    /// Reads the code of a printed licence and checks its signature.
    ///
    /// # Errors
    /// When it proves nothing.
    pub fn check(&self, text: &str) -> Result<Seal, SealFault> {
        Seal::read(text, |id| self.public(id))
    }

    /// The public keys and their numbers, for checking without network.
    #[must_use]
    pub fn public_keys(&self) -> Vec<(u8, String)> {
        self.signing
            .iter()
            .map(|key| (key.id, ids::hex(key.key.verifying_key().as_bytes())))
            .collect()
    }

    /// The same as the server publishes them under its own address.
    #[must_use]
    pub fn published(&self, server: &str) -> LicenceKeys {
        let keys = self.public_keys().into_iter();
        LicenceKeys {
            server: server.to_owned(),
            algorithm: "Ed25519".to_owned(),
            keys: keys.map(|(id, public)| LicenceKey { id, public }).collect(),
        }
    }

    fn public(&self, id: u8) -> Option<VerifyingKey> {
        let key = self.signing.iter().find(|key| key.id == id)?;
        Some(key.key.verifying_key())
    }

    fn of(path: &Path, file: &File) -> Result<Self, KeysFault> {
        let bytes = |text: &str| from_hex(text).ok_or_else(|| damaged(path, "a key is not 64 hex digits"));
        let signing = file.signing.iter().map(|key| {
            Ok(Signing {
                id: key.id,
                key: SigningKey::from_bytes(&bytes(&key.seed)?),
            })
        });
        let signing = signing.collect::<Result<Vec<_>, KeysFault>>()?;
        if signing.is_empty() {
            return Err(damaged(path, "it has no signing key"));
        }
        let sealing = file.sealing.iter().map(|key| {
            Ok(SealingKey {
                id: key.id,
                from: key.from,
                key: Zeroizing::new(bytes(&key.key)?),
            })
        });
        let sealing = sealing.collect::<Result<Vec<_>, KeysFault>>()?;
        if sealing.is_empty() {
            return Err(damaged(path, "it has no sealing key"));
        }
        Ok(Self {
            person: Arc::new(bytes(&file.person)?),
            signing: Arc::new(signing),
            sealing: Arc::new(sealing),
            made: false,
        })
    }
}

fn parse(path: &Path, text: &str) -> Result<File, KeysFault> {
    toml::from_str(text).map_err(|_| damaged(path, "it is no TOML of this program"))
}

fn next_id(ids: impl Iterator<Item = u8>) -> Result<u8, KeysFault> {
    let last = ids.max().unwrap_or(0);
    last.checked_add(1)
        .ok_or_else(|| KeysFault::Make("255 keys were used".to_owned()))
}

fn first_sealing() -> Result<SealingFile, KeysFault> {
    Ok(SealingFile {
        id: 1,
        from: 0,
        key: secret()?,
    })
}

/// Reads a code with keys that a server published, without network.
///
/// # Errors
/// When it proves nothing. A published key that is none counts as unknown.
pub fn check_with(published: &LicenceKeys, text: &str) -> Result<Seal, SealFault> {
    Seal::read(text, |id| {
        let key = published.keys.iter().find(|key| key.id == id)?;
        VerifyingKey::from_bytes(&from_hex(&key.public)?).ok()
    })
}

fn unusable(path: &Path, fault: io::Error) -> KeysFault {
    KeysFault::File {
        path: path.to_owned(),
        fault,
    }
}

fn damaged(path: &Path, fault: &'static str) -> KeysFault {
    KeysFault::Damaged {
        path: path.to_owned(),
        fault,
    }
}

fn secret() -> Result<String, KeysFault> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|fault| KeysFault::Make(fault.to_string()))?;
    Ok(ids::hex(&bytes))
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(bytes)
}

/// Writes a new file beside the old one and puts it in its place, so that a crash leaves one of the two.
fn write(path: &Path, file: &File) -> Result<(), KeysFault> {
    let fault = |fault| unusable(path, fault);
    let text = toml::to_string(file).map_err(|fault| KeysFault::Make(fault.to_string()))?;
    let new = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut handle = options.open(&new).map_err(fault)?;
    io::Write::write_all(&mut handle, text.as_bytes()).map_err(fault)?;
    handle.sync_all().map_err(fault)?;
    fs::rename(&new, path).map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &tempfile::TempDir) -> PathBuf {
        folder.path().join(FILE)
    }

    #[test]
    fn keys_are_made_once_and_stay() {
        let folder = tempfile::tempdir().unwrap();
        let first = Keys::open(&file(&folder)).unwrap();
        let again = Keys::open(&file(&folder)).unwrap();
        assert_eq!(first.public_keys(), again.public_keys());
        assert_eq!(first.person, again.person);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(file(&folder)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert!(!format!("{first:?}").contains(&first.public_keys()[0].1));
    }

    #[test]
    fn a_file_that_was_made_for_nothing_goes_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder);
        assert!(matches!(Keys::read(&path), Err(KeysFault::File { .. })));
        let made = Keys::open(&path).unwrap();
        assert!(!Keys::open(&path).unwrap().take_back(&path) && Keys::read(&path).is_ok());
        assert!(made.take_back(&path) && !path.exists());
    }

    #[test]
    fn a_rotated_key_goes_on_checking() {
        let folder = tempfile::tempdir().unwrap();
        let old = Keys::open(&file(&folder)).unwrap();
        let seal = Seal {
            key: 1,
            code: [9; 10],
            version: 1,
            issued: jiff::civil::date(2026, 3, 2),
            until: None,
        };
        let printed = seal.sign(&old.signing[0].key);
        assert_eq!(Keys::rotate(&file(&folder)).unwrap(), 2);
        let new = Keys::open(&file(&folder)).unwrap();
        assert_eq!(new.check(&printed), Ok(seal));
        assert_eq!(new.public_keys().len(), 2);
        assert_eq!(old.check(&printed), Ok(seal));
    }

    #[test]
    fn a_damaged_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(file(&folder), "person = 1").unwrap();
        assert!(matches!(Keys::open(&file(&folder)), Err(KeysFault::Damaged { .. })));
        assert_eq!(fs::read_to_string(file(&folder)).unwrap(), "person = 1");
    }

    #[test]
    fn a_file_from_before_anything_was_sealed_gets_a_sealing_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder);
        let old = Keys::open(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let before = &text[..text.find("[[sealing]]").unwrap()];
        fs::write(&path, before).unwrap();
        let new = Keys::open(&path).unwrap();
        assert_eq!(new.public_keys(), old.public_keys());
        assert_eq!(new.sealing().len(), 1);
        assert_eq!(*Keys::open(&path).unwrap().sealing()[0].key, *new.sealing()[0].key);
    }

    #[test]
    fn the_newest_sealing_key_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder);
        assert!(Keys::rotate_sealing(&path, Moment::from_seconds(7)).is_err() && !path.exists());
        Keys::open(&path).unwrap();
        assert_eq!(Keys::rotate_sealing(&path, Moment::from_seconds(7)).unwrap(), 2);
        assert!(!Keys::retire_sealing(&path, 2).unwrap());
        assert!(Keys::retire_sealing(&path, 1).unwrap());
        assert!(!Keys::retire_sealing(&path, 2).unwrap());
        assert_eq!(Keys::open(&path).unwrap().sealing()[0].from, 7);
    }
}
