//! Looking into a PDF in a process of its own, which has little memory and little time.
//!
//! A small file can be made to unfold to gigabytes. The process that looks at it dies of that, and nothing else does.

use std::{
    io::{self, Read},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::{io::AsyncWriteExt, process::Command, time::timeout};

use super::{Unsafe, pdf};

/// The command of this program that looks.
const COMMAND: &str = "look-at-pdf";
/// Bytes of memory it may address.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Seconds of a processor it may take.
const SECONDS: u64 = 20;
/// How long it may take in all, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Most bytes it reads: more than any upload may have.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A program that looks into PDFs when it is called with [`COMMAND`].
#[derive(Debug, Clone)]
pub(super) struct Apart(pub(super) PathBuf);

impl Apart {
    /// Looks into a PDF. One that takes too much, or brings the process down, counts as broken.
    ///
    /// # Errors
    /// When the process cannot be started, or has no turn on a busy machine: that says nothing of the file.
    pub(super) async fn look(&self, content: &[u8]) -> io::Result<Result<(), Unsafe>> {
        let verdict = timeout(PATIENCE, ask(&self.0, content)).await??;
        Ok(read(&verdict))
    }
}

async fn ask(program: &Path, content: &[u8]) -> io::Result<String> {
    let mut child = Command::new(program)
        .arg(COMMAND)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that has died does not read on; what it said, or did not say, is read below.
        let _ = stdin.write_all(content).await;
    }
    let output = child.wait_with_output().await?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What the process says of a file, in one word or two.
fn write(looked: Result<(), Unsafe>) -> String {
    match looked {
        Ok(()) => "safe".to_owned(),
        Err(Unsafe::PdfActive(what)) => format!("pdf_active {what}"),
        Err(other) => other.code().to_owned(),
    }
}

fn read(verdict: &str) -> Result<(), Unsafe> {
    match verdict.split_once(' ').unwrap_or((verdict, "")) {
        ("safe", _) => Ok(()),
        ("pdf_encrypted", _) => Err(Unsafe::PdfEncrypted),
        ("pdf_active", what) => Err(Unsafe::PdfActive(pdf::known(what))),
        // Also when it said nothing at all.
        _ => Err(Unsafe::Broken),
    }
}

/// Limits this process and looks at what comes in; what is to be said of it.
///
/// # Errors
/// When the limits cannot be set, or nothing can be read.
pub fn look_here(input: impl Read) -> io::Result<String> {
    let limit = |most| Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    setrlimit(Resource::As, limit(MEMORY))?;
    setrlimit(Resource::Cpu, limit(SECONDS))?;
    let mut content = Vec::new();
    input.take(MOST_BYTES).read_to_end(&mut content)?;
    Ok(write(pdf::look(&content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_comes_back_as_it_was() {
        let verdicts = [
            Ok(()),
            Err(Unsafe::Broken),
            Err(Unsafe::PdfEncrypted),
            Err(Unsafe::PdfActive("a script")),
            Err(Unsafe::PdfActive("something that happens by itself")),
        ];
        for verdict in verdicts {
            assert_eq!(read(&write(verdict)), verdict);
        }
        assert_eq!(read(""), Err(Unsafe::Broken));
    }

    #[tokio::test]
    async fn a_program_that_is_not_there_lets_nothing_through() {
        let apart = Apart("/nowhere/yijian".into());
        let fault = apart.look(b"%PDF-1.4").await.unwrap_err();
        assert_eq!(fault.kind(), io::ErrorKind::NotFound);
    }
}
