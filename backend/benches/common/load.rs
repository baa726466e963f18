//! Callers that keep their connection and ask again as soon as they are answered.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// One POST as bytes.
pub(crate) fn post(path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body.as_bytes()].concat()
}

/// How requests were answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answered {
    /// So many in a second.
    pub(crate) rate: f64,
    /// How long each took, shortest first.
    pub(crate) times: Vec<Duration>,
}

impl Answered {
    /// Milliseconds within which so many of a hundred were answered.
    pub(crate) fn within(&self, percent: usize) -> f64 {
        let last = self.times.len().saturating_sub(1);
        let time = self.times.get(last * percent / 100).copied().unwrap_or_default();
        time.as_secs_f64() * 1000.0
    }
}

/// Sends all requests over so many connections, to one server after another. Every answer must have the status.
pub(crate) async fn run(addresses: &[SocketAddr], connections: usize, requests: Vec<Vec<u8>>, status: u16) -> Answered {
    let count = requests.len();
    let queue = Arc::new(Mutex::new(VecDeque::from(requests)));
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for no in 0..connections {
        let address = addresses[no % addresses.len()];
        let queue = Arc::clone(&queue);
        tasks.push(tokio::spawn(async move {
            let mut stream = TcpStream::connect(address).await.expect("the server listens");
            stream.set_nodelay(true).expect("a socket");
            let mut buffer = Vec::with_capacity(64 * 1024);
            let mut times = Vec::new();
            loop {
                let next = queue.lock().expect("nobody panics with it").pop_front();
                let Some(request) = next else { return times };
                let asked = Instant::now();
                stream.write_all(&request).await.expect("the server reads");
                read_answer(&mut stream, &mut buffer, status).await;
                times.push(asked.elapsed());
            }
        }));
    }
    let mut times = Vec::with_capacity(count);
    for task in tasks {
        times.extend(task.await.expect("every answer has its status"));
    }
    let rate = count as f64 / begun.elapsed().as_secs_f64();
    times.sort_unstable();
    Answered { rate, times }
}

/// How far an answer goes.
#[derive(Clone, Copy)]
enum Ends {
    /// Nobody knows yet.
    Unknown,
    /// With so many bytes.
    At(usize),
    /// With the empty piece (RFC 9112, 7.1).
    Chunked,
}

/// The empty piece, behind the end of the one before.
const LAST_PIECE: &[u8] = b"\r\n0\r\n\r\n";

async fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>, status: u16) {
    buffer.clear();
    let mut ends = Ends::Unknown;
    loop {
        match ends {
            Ends::At(length) if buffer.len() >= length => return,
            Ends::Chunked if buffer.ends_with(LAST_PIECE) => return,
            Ends::Unknown | Ends::At(_) | Ends::Chunked => {}
        }
        assert!(
            stream.read_buf(buffer).await.expect("the server writes") > 0,
            "the answer broke off"
        );
        if matches!(ends, Ends::Unknown)
            && let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n")
        {
            let head = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{head}");
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            ends = length.map_or(Ends::Chunked, |length| {
                Ends::At(end + 4 + length.trim().parse::<usize>().expect("a number"))
            });
        }
    }
}
