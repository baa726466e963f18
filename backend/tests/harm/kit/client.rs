//! HTTP with a server that may go away at any moment: an answer is whole, or there was none.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use serde::de::DeserializeOwned;
use yijian_domain::wire::Problem;

use super::server::{Place, Server};

/// Longer without a server means that it is not started again.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);
/// An answer takes milliseconds; when something is out of order, no longer than this.
const ANSWER_WITHIN: Duration = Duration::from_secs(100);

/// A caller.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    place: Place,
    /// Where it sends everything a second time.
    twice: Option<Place>,
    /// What it sent before, to send it again much later.
    past: Arc<Mutex<Vec<Sent>>>,
}

/// A request that was sent.
#[derive(Debug, Clone)]
struct Sent {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
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
    pub(crate) fn to(server: &Server<'_>) -> Self {
        Self {
            place: server.place.clone(),
            twice: None,
            past: Arc::default(),
        }
    }

    /// One that sends everything to both servers at once, and now and then something from before.
    pub(crate) fn twice(server: &Server<'_>, other: &Server<'_>) -> Self {
        Self {
            twice: Some(other.place.clone()),
            ..Self::to(server)
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
        let Some(other) = &self.twice else {
            return taken(address, request);
        };
        let other = (*other.lock().expect("nobody panics with it")).expect("both go on");
        let (answers, before) = thread::scope(|scope| {
            let second = scope.spawn(|| taken(other, request));
            let before = scope.spawn(|| self.past().and_then(|before| before.send(other)));
            let answers = [taken(address, request), second.join().expect("an answer")];
            (answers, before.join().expect("an answer"))
        });
        self.keep(request);
        let is_act = request.path.ends_with("/acts");
        let done = answers.iter().flatten().filter(|answer| answer.status < 300).count();
        assert!(!is_act || done <= 1, "{} was done twice", request.path);
        for answer in answers.iter().flatten().chain(&before) {
            assert!(answer.status < 500, "{}: {}", answer.status, answer.text());
        }
        // Who lost one answer does not know whether the other was refused because of it.
        let lost = answers.iter().any(Option::is_none);
        let best = answers.into_iter().flatten().min_by_key(|answer| answer.status);
        best.filter(|answer| !lost || answer.status < 300)
    }

    /// Something that was sent before.
    fn past(&self) -> Option<Sent> {
        let past = self.past.lock().expect("nobody panics with it");
        // Neither in order nor the last ones only.
        (!past.is_empty()).then(|| past[past.len() * 7919 % 104_729 % past.len()].clone())
    }

    /// Keeps what was answered, to send it again: what is still on its way would race with itself.
    fn keep(&self, answered: &Request<'_>) {
        if answered.method != "GET" && !answered.path.ends_with("/session") {
            self.past
                .lock()
                .expect("nobody panics with it")
                .push(Sent::of(answered));
        }
    }

    /// What the server says about itself; none when nobody answers.
    pub(crate) fn is_ready(&self) -> Option<bool> {
        let address = (*self.place.lock().expect("nobody panics with it"))?;
        let request = Request {
            method: "GET",
            path: "/readyz",
            headers: &[],
            body: b"",
        };
        let stream = TcpStream::connect(address).ok()?;
        let answer = exchange(stream, &request).ok().flatten()?;
        Some(answer.one_of(&[200, 503]).status == 200)
    }

    /// Waits until the server says so about itself.
    #[track_caller]
    pub(crate) fn wait_until_ready(&self, ready: bool) {
        let begun = Instant::now();
        while self.is_ready() != Some(ready) {
            assert!(
                begun.elapsed() < PATIENCE,
                "the server never says that ready is {ready}"
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// One answer to one request, whatever it is; none when it was lost.
    pub(crate) fn ask_once(&self, request: &Request<'_>) -> Option<Answer> {
        let address = (*self.place.lock().expect("nobody panics with it"))?;
        let stream = TcpStream::connect(address).ok()?;
        exchange(stream, request).ok().flatten()
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

/// Asks once; none when the answer was lost, or it is too much for the server now: the same for who tries again.
fn taken(address: SocketAddr, request: &Request<'_>) -> Option<Answer> {
    let answer = TcpStream::connect(address).and_then(|stream| exchange(stream, request));
    let answer = answer.ok().flatten()?;
    if answer.status == 503 {
        answer.assert_says_when_to_come_back();
        return None;
    }
    Some(answer)
}

impl Sent {
    fn of(request: &Request<'_>) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self {
            method: request.method.to_owned(),
            path: request.path.to_owned(),
            headers: request.headers.iter().map(owned).collect(),
            body: request.body.to_vec(),
        }
    }

    fn send(&self, address: SocketAddr) -> Option<Answer> {
        let headers = self.headers.iter();
        let headers: Vec<(&str, &str)> = headers.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        taken(
            address,
            &Request {
                method: &self.method,
                path: &self.path,
                headers: &headers,
                body: &self.body,
            },
        )
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
    // 204 has no body, and does not say so.
    let length: usize = match answer.header("content-length") {
        None if answer.status == 204 => 0,
        length => length?.parse().ok()?,
    };
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

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Who is turned away is told what it is and when to try again.
    #[track_caller]
    pub(crate) fn assert_says_when_to_come_back(&self) {
        let code = self.json::<Problem>().code;
        assert!(
            ["busy", "storage_full", "files_unreachable"].contains(&code.as_str()),
            "{code}"
        );
        let seconds: u32 = self
            .header("retry-after")
            .and_then(|text| text.parse().ok())
            .expect("Retry-After");
        assert!((1..=60).contains(&seconds), "{seconds}");
    }

    #[track_caller]
    pub(crate) fn one_of(self, statuses: &[u16]) -> Self {
        assert!(statuses.contains(&self.status), "{}: {}", self.status, self.text());
        self
    }
}
