//! HTTP with a server that may go away at any moment: an answer is whole, or there was none.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use serde::de::DeserializeOwned;

use crate::server::{Place, Server};

/// Longer without a server means that it is not started again.
const PATIENCE: Duration = Duration::from_secs(60);
/// An answer takes milliseconds.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// A caller.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    place: Place,
}

/// One request.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: &'a [u8],
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    body: Vec<u8>,
}

impl Client {
    pub(crate) fn to(server: &Server) -> Self {
        Self {
            place: server.place.clone(),
        }
    }

    /// Asks once; none when the answer was lost, and nobody knows what became of it.
    pub(crate) fn ask(&self, request: &Request<'_>) -> Option<Answer> {
        let begun = Instant::now();
        let address = loop {
            let place = *self.place.lock().expect("nobody panics with it");
            if let Some(address) = place {
                break address;
            }
            assert!(begun.elapsed() < PATIENCE, "there is no server any more");
            thread::sleep(Duration::from_millis(2));
        };
        let answer = TcpStream::connect(address).and_then(|stream| exchange(stream, request));
        // 503: too busy; the same as no answer for who tries again.
        answer.ok().flatten().filter(|answer| answer.status != 503)
    }

    /// Asks until there is an answer: for what may be done twice.
    pub(crate) fn ask_until_answered(&self, request: &Request<'_>) -> Answer {
        let begun = Instant::now();
        loop {
            if let Some(answer) = self.ask(request) {
                return answer;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "no answer for {} {}",
                request.method,
                request.path
            );
            thread::sleep(Duration::from_millis(5));
        }
    }
}

fn exchange(mut stream: TcpStream, request: &Request<'_>) -> io::Result<Option<Answer>> {
    stream.set_read_timeout(Some(ANSWER_WITHIN))?;
    stream.set_nodelay(true)?;
    let mut head = format!(
        "{} {} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-length: {}\r\n",
        request.method,
        request.path,
        request.body.len()
    );
    for (name, value) in request.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(&[head.as_bytes(), request.body].concat())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(read(&bytes))
}

/// The answer, if all of it is there.
fn read(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let body = bytes[end + 4..].to_vec();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let answer = Answer { status, head, body };
    let length: usize = answer.header("content-length")?.parse().ok()?;
    (answer.body.len() == length).then_some(answer)
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|fault| panic!("{fault}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn one_of(self, statuses: &[u16]) -> Self {
        assert!(statuses.contains(&self.status), "{}: {}", self.status, self.text());
        self
    }
}
