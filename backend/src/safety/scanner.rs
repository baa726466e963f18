//! Asks clamd, the daemon of ClamAV, by its own protocol.
//!
//! Source: `man clamd`, INSTREAM: chunks behind their length as four bytes, the highest first; a chunk of length zero
//! ends. The answer is `stream: OK`, `stream: NAME FOUND` or `… ERROR`.

use std::{io, path::PathBuf, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// How long clamd may take for one file. Requests end after 90 seconds.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long it may take to be reached.
const CONNECT: Duration = Duration::from_secs(5);
/// Bytes of one chunk.
const CHUNK_BYTES: usize = 64 * 1024;
/// Longest answer that is read.
const MOST_ANSWER_BYTES: u64 = 4096;

/// Where clamd listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clamd {
    /// At an address with a port.
    Tcp(String),
    /// At a socket of this machine.
    Unix(PathBuf),
}

/// An address that names no clamd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write HOST:PORT, such as 127.0.0.1:3310, or the path of a socket, such as /run/clamav/clamd.ctl")]
pub struct AddressFault;

/// The scanner gave no answer that counts. Nothing may be kept without one.
#[derive(Debug, thiserror::Error)]
#[error("the virus scanner gives no answer: {0}")]
pub struct ScanFault(io::Error);

/// What the scanner found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing.
    Clean,
    /// Something; what it is called stays in the scanner's own log.
    Infected,
}

impl Clamd {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is neither host and port nor the path of a socket.
    pub fn read(address: &str) -> Result<Self, AddressFault> {
        if address.starts_with('/') {
            return Ok(Self::Unix(address.into()));
        }
        let (host, port) = address.rsplit_once(':').ok_or(AddressFault)?;
        let is_port = port.parse::<u16>().is_ok_and(|port| port > 0);
        let is_host = !host.is_empty() && !host.contains(['/', ' ', '@']);
        (is_port && is_host)
            .then(|| Self::Tcp(address.to_owned()))
            .ok_or(AddressFault)
    }

    /// Shows the scanner a file.
    ///
    /// # Errors
    /// When it is out of reach, too slow, or answers anything but a verdict.
    pub(super) async fn scan(&self, content: &[u8]) -> Result<Verdict, ScanFault> {
        let asked = async {
            match self {
                Self::Tcp(address) => ask(timeout(CONNECT, TcpStream::connect(address)).await??, content).await,
                #[cfg(unix)]
                Self::Unix(path) => {
                    let socket = tokio::net::UnixStream::connect(path);
                    ask(timeout(CONNECT, socket).await??, content).await
                }
                #[cfg(not(unix))]
                Self::Unix(_) => Err(io::ErrorKind::Unsupported.into()),
            }
        };
        let answer = timeout(PATIENCE, asked).await;
        answer
            .map_err(io::Error::from)
            .and_then(|answer| answer)
            .map_err(ScanFault)
    }
}

async fn ask(mut clamd: impl AsyncRead + AsyncWrite + Unpin, content: &[u8]) -> io::Result<Verdict> {
    let sent = send(&mut clamd, content).await;
    let mut answer = Vec::new();
    // What clamd says counts even when it hangs up before the end.
    let read = clamd.take(MOST_ANSWER_BYTES).read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    let answer = answer.trim_end_matches(['\0', '\n']);
    if answer == "stream: OK" {
        sent?;
        return Ok(Verdict::Clean);
    }
    if answer.starts_with("stream: ") && answer.ends_with(" FOUND") {
        return Ok(Verdict::Infected);
    }
    sent?;
    read?;
    Err(io::Error::other(if answer.is_empty() {
        "it hung up".to_owned()
    } else {
        // `INSTREAM size limit exceeded. ERROR` and the like: clamd's own words, nothing of the file.
        answer.chars().take(200).collect()
    }))
}

async fn send(clamd: &mut (impl AsyncWrite + Unpin), content: &[u8]) -> io::Result<()> {
    clamd.write_all(b"zINSTREAM\0").await?;
    for chunk in content.chunks(CHUNK_BYTES) {
        let length = u32::try_from(chunk.len()).map_err(io::Error::other)?;
        clamd.write_all(&length.to_be_bytes()).await?;
        clamd.write_all(chunk).await?;
    }
    clamd.write_all(&0_u32.to_be_bytes()).await?;
    clamd.flush().await
}
