//! Uploads that break off in the middle of a piece: the line is cut, or the server is killed. Whoever goes on where the
//! server says it was has the whole file in the end, byte for byte.

use std::{
    io::Write,
    net::{Shutdown, TcpStream},
    thread,
    time::Duration,
};

use serde_json::json;
use yijian_domain::{catalogue::embedded, wire::FileState};

use crate::kit::{
    Lot, Server, Site,
    client::{Answer, Client, Request},
    lot::rounds,
    phone::Shops,
    wait_for,
};

/// Bytes of a piece, as the phone sends them.
const PIECE: usize = 256 * 1024;
/// Bytes of the file.
const FILE: usize = 7 * PIECE + 12_345;
/// One break in so many kills the server as well.
const KILL: usize = 3;
const DRAFT: &str = "/api/v1/drafts/ffeeddccbbaa99887766554433221100";

#[test]
fn an_upload_that_breaks_off_in_the_middle_of_a_piece_goes_on_and_is_whole() {
    let mut dice = Lot::draw();
    let site = wait_for(Site::new());
    let mut server = Server::start(&site);
    let client = Client::to(&server);
    let draft = Shops::of(&embedded::catalogue().catalogue).papers_to_come();
    let body = json!({ "revision": 0, "draft": draft }).to_string();
    send(&client, "PUT", DRAFT, &[], body.as_bytes()).one_of(&[200]);
    for round in 0..rounds() {
        let content = document(&mut dice);
        let id = format!("{round:032x}");
        let body = json!({ "id": id, "name": "图纸.pdf", "bytes": content.len() }).to_string();
        send(&client, "POST", &format!("{DRAFT}/files"), &[], body.as_bytes()).one_of(&[200, 201]);
        let path = format!("{DRAFT}/files/{id}");
        let (mut arrived, mut breaks) = (0, 0);
        while arrived < content.len() {
            let piece = &content[arrived..content.len().min(arrived + PIECE)];
            breaks += 1;
            break_off(&mut server, &path, arrived, piece, &mut dice);
            let state: FileState = send(&client, "GET", &format!("{path}/state"), &[], b"")
                .one_of(&[200])
                .json();
            let there = usize::try_from(state.offset).expect("a small file");
            assert_eq!(there, arrived, "of half a piece nothing counts");
            let offset = there.to_string();
            let answer = send(&client, "PATCH", &path, &[("upload-offset", &offset)], piece);
            // The answer may have been lost, and the piece be there.
            let state: FileState = match answer.one_of(&[200, 409]) {
                answer if answer.status == 200 => answer.json(),
                _ => send(&client, "GET", &format!("{path}/state"), &[], b"")
                    .one_of(&[200])
                    .json(),
            };
            arrived = usize::try_from(state.offset).expect("a small file");
        }
        let kept = send(&client, "GET", &path, &[], b"").one_of(&[200]);
        assert!(kept.bytes() == content, "byte for byte");
        println!("{breaks} breaks, {} starts", server.starts);
        // The next one needs room.
        send(&client, "DELETE", &path, &[], b"").one_of(&[204]);
    }
}

/// Sends a part of a piece, and then nothing more.
fn break_off(server: &mut Server<'_>, path: &str, offset: usize, piece: &[u8], dice: &mut Lot) {
    let address = server.place.lock().expect("nobody panics with it").expect("it runs");
    let mut stream = TcpStream::connect(address).expect("it listens");
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nupload-offset: {offset}\r\ncontent-length: {}\r\n\r\n",
        piece.len()
    );
    let half = [head.as_bytes(), &piece[..dice.below(piece.len())]].concat();
    stream.write_all(&half).expect("it reads");
    thread::sleep(Duration::from_millis(dice.below(20) as u64));
    if dice.below(KILL) == 0 {
        server.kill();
        server.start_again();
    } else {
        stream.shutdown(Shutdown::Both).expect("it was open");
    }
}

fn send(client: &Client, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    client.ask_until_answered(&Request {
        method,
        path,
        headers,
        body,
    })
}

/// A document with one page and a drawing of random bytes, which is kept as it is.
fn document(dice: &mut Lot) -> Vec<u8> {
    let drawing: Vec<u8> = (0..FILE).map(|_| b' ' + dice.below(90) as u8).collect();
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>".to_vec(),
        [
            format!("<</Length {FILE}>>stream\n").as_bytes(),
            &drawing,
            b"\nendstream",
        ]
        .concat(),
    ];
    let mut written = b"%PDF-1.4\n".to_vec();
    let mut table = "xref\n0 5\n0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", written.len()));
        written.extend([format!("{number} 0 obj").as_bytes(), &object, b"endobj\n"].concat());
    }
    let start = written.len();
    written.extend(format!("{table}trailer<</Root 1 0 R/Size 5>>\nstartxref\n{start}\n%%EOF\n").bytes());
    written
}
