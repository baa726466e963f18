//! Encryption by the program itself: TLS 1.2 and 1.3 with a certificate that may be renewed while the server runs.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject as _},
};
use tokio_rustls::TlsAcceptor;

use crate::settings::TlsFiles;

/// How often somebody looks whether the files have changed.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// A certificate with its key, read from files.
#[derive(Debug)]
pub struct Tls {
    files: TlsFiles,
    now: RwLock<Read>,
}

#[derive(Debug, Clone)]
struct Read {
    config: Arc<ServerConfig>,
    stamp: Stamp,
}

/// When the files were written, and how long they are.
type Stamp = [Option<(SystemTime, u64)>; 2];

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsFault {
    /// A file cannot be read.
    #[error("the file {} cannot be read: {fault}; set {variable} to a file in PEM that this program may read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The setting that names it.
        variable: &'static str,
        /// What the system says.
        fault: io::Error,
    },
    /// A file is not what it should be.
    #[error("the file {} holds no {wanted} in PEM; set {variable} to one that does", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// The setting that names it.
        variable: &'static str,
        /// What should be in it.
        wanted: &'static str,
    },
    /// Certificate and key do not go together, or are of a kind that is not known.
    #[error(
        "certificate and key cannot be used: {0}; YIJIAN_TLS_KEY must be the key of the first certificate in YIJIAN_TLS_CERTIFICATE"
    )]
    Pair(rustls::Error),
}

impl Tls {
    /// Reads both files.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn open(files: TlsFiles) -> Result<Self, TlsFault> {
        let now = RwLock::new(read(&files)?);
        Ok(Self { files, now })
    }

    /// Reads both files again. When they cannot be used, what was read before stays.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn renew(&self) -> Result<(), TlsFault> {
        let read = read(&self.files)?;
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = read;
        Ok(())
    }

    /// Reads the files again whenever they change, and on SIGHUP.
    pub async fn mind(self: Arc<Self>) {
        let mut asked = Asked::new();
        let mut failed = Stamp::default();
        loop {
            let by_order = tokio::select! {
                () = asked.next() => true,
                () = tokio::time::sleep(LOOK_EVERY) => false,
            };
            let stamp = stamp(&self.files);
            // A renewal writes one file after the other; a pair that does not fit is tried again when it changes.
            if !by_order && (stamp == self.read().stamp || stamp == failed) {
                continue;
            }
            match self.renew() {
                Ok(()) => tracing::info!("the certificate was read again"),
                Err(fault) => {
                    failed = stamp;
                    tracing::error!(%fault, "the certificate from before stays in use");
                }
            }
        }
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.read().config)
    }

    fn read(&self) -> Read {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn read(files: &TlsFiles) -> Result<Read, TlsFault> {
    let stamp = stamp(files);
    let fault = |path: &Path, variable, wanted, fault| match fault {
        pem::Error::Io(fault) => TlsFault::File {
            path: path.to_owned(),
            variable,
            fault,
        },
        _ => TlsFault::Content {
            path: path.to_owned(),
            variable,
            wanted,
        },
    };
    let certificate = &files.certificate;
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .and_then(|chain| {
            if chain.is_empty() {
                Err(pem::Error::NoItemsFound)
            } else {
                Ok(chain)
            }
        })
        .map_err(|found| fault(certificate, "YIJIAN_TLS_CERTIFICATE", "certificate", found))?;
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|found| fault(&files.key, "YIJIAN_TLS_KEY", "private key", found))?;
    let provider = Arc::new(ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(TlsFault::Pair)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // A phone that comes back is spared half of the greeting.
    config.ticketer = ring::Ticketer::new().map_err(TlsFault::Pair)?;
    Ok(Read {
        config: Arc::new(config),
        stamp,
    })
}

fn stamp(files: &TlsFiles) -> Stamp {
    [&files.certificate, &files.key].map(|path| {
        let about = fs::metadata(path).ok()?;
        Some((about.modified().ok()?, about.len()))
    })
}

/// The order to read the files again, where the system has such a signal.
struct Asked(#[cfg(unix)] Option<tokio::signal::unix::Signal>);

impl Asked {
    #[cfg(unix)]
    fn new() -> Self {
        Self(tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()).ok())
    }

    #[cfg(not(unix))]
    fn new() -> Self {
        Self()
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.0
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}
