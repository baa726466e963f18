//! A stand-in for clamd that speaks its protocol: INSTREAM with chunks behind their length, and its answers.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::safety::Clamd;

/// What it finds in every file that has this in it.
pub(crate) const HARMFUL: &[u8] = b"X-HARMFUL-TEST-X";

/// A daemon.
pub(crate) struct ClamdStandIn {
    /// Where it listens.
    pub(crate) clamd: Clamd,
    /// How many files it was shown.
    pub(crate) shown: Arc<AtomicUsize>,
    task: tokio::task::JoinHandle<()>,
}

impl ClamdStandIn {
    /// One that scans.
    pub(crate) async fn start() -> Self {
        Self::answering(None).await
    }

    /// One that answers the same to everything.
    pub(crate) async fn answering(answer: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let clamd = Clamd::read(&listener.local_addr().unwrap().to_string()).unwrap();
        let shown = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&shown);
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(socket, answer));
            }
        });
        Self { clamd, shown, task }
    }

    /// It is gone.
    pub(crate) fn stop(&self) {
        self.task.abort();
    }
}

async fn serve(mut socket: TcpStream, answer: Option<&'static str>) -> std::io::Result<()> {
    let mut command = [0; 10];
    socket.read_exact(&mut command).await?;
    assert_eq!(&command, b"zINSTREAM\0");
    let mut content = Vec::new();
    loop {
        let length = socket.read_u32().await?;
        if length == 0 {
            break;
        }
        let mut chunk = vec![0; length as usize];
        socket.read_exact(&mut chunk).await?;
        content.extend(chunk);
    }
    let found = content.windows(HARMFUL.len()).any(|part| part == HARMFUL);
    let answer = answer.unwrap_or(if found {
        "stream: Test.Harmful FOUND\0"
    } else {
        "stream: OK\0"
    });
    socket.write_all(answer.as_bytes()).await
}
