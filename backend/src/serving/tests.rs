//! A real listener, and callers that behave and that do not.

use std::{net::SocketAddr, path::Path};

use axum::routing::get;
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::oneshot,
    task::JoinHandle,
};
use tokio_rustls::TlsConnector;

use super::*;
use crate::{http::caller::Peer, settings::TlsFiles};

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn start(tls: Option<Arc<Tls>>) -> Running {
    let router = Router::new()
        .route(
            "/",
            get(|peer: axum::Extension<Peer>| async move { peer.encrypted.to_string() }),
        )
        .route(
            "/slow",
            get(|| async {
                sleep(Duration::from_millis(200)).await;
                "done"
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let places = Places::new(64, Vec::new());
    let ended = tokio::spawn(serve(listener, router, tls, places, Duration::from_secs(1), async {
        let _told = stopped.await;
    }));
    Running { address, stop, ended }
}

async fn ask(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A connection that was cut off has answered all the same.
    let _read = timeout(Duration::from_secs(10), stream.read_to_end(&mut answer))
        .await
        .unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn request(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{more}\r\n")
}

/// Writes a fresh certificate into a folder; what trusts it and nothing else.
fn certify(folder: &Path) -> (TlsFiles, Arc<ClientConfig>) {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let files = TlsFiles {
        certificate: folder.join("certificate.pem"),
        key: folder.join("key.pem"),
    };
    std::fs::write(&files.certificate, made.cert.pem()).unwrap();
    std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let client = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    (files, Arc::new(client))
}

async fn ask_encrypted(address: SocketAddr, client: &Arc<ClientConfig>) -> io::Result<String> {
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = TlsConnector::from(Arc::clone(client)).connect(name, stream).await?;
    Ok(ask(&mut stream, &request("/", "")).await)
}

#[tokio::test]
async fn a_request_is_answered_encrypted_and_not() {
    let folder = tempfile::tempdir().unwrap();
    let (files, client) = certify(folder.path());
    let server = start(Some(Arc::new(Tls::open(files).unwrap()))).await;
    assert!(ask_encrypted(server.address, &client).await.unwrap().ends_with("true"));
    let mut plain = TcpStream::connect(server.address).await.unwrap();
    assert!(!ask(&mut plain, &request("/", "")).await.contains("200 OK"));
    let server = start(None).await;
    let mut plain = TcpStream::connect(server.address).await.unwrap();
    assert!(ask(&mut plain, &request("/", "")).await.ends_with("false"));
}

#[tokio::test]
async fn a_renewed_certificate_is_used_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (files, before) = certify(folder.path());
    let tls = Arc::new(Tls::open(files).unwrap());
    let server = start(Some(Arc::clone(&tls))).await;
    let (files, after) = certify(folder.path());
    ask_encrypted(server.address, &before).await.unwrap();
    tls.renew().unwrap();
    ask_encrypted(server.address, &after).await.unwrap();
    assert!(ask_encrypted(server.address, &before).await.is_err());
    std::fs::write(&files.key, "nothing").unwrap();
    assert!(tls.renew().is_err());
    ask_encrypted(server.address, &after).await.unwrap();
}

#[test]
fn a_certificate_that_cannot_be_used_names_the_setting_to_change() {
    let folder = tempfile::tempdir().unwrap();
    let (files, _) = certify(folder.path());
    let fault = |files: &TlsFiles| Tls::open(files.clone()).unwrap_err().to_string();
    let swapped = TlsFiles {
        certificate: files.key.clone(),
        key: files.certificate.clone(),
    };
    assert!(fault(&swapped).contains("no certificate in PEM; set YIJIAN_TLS_CERTIFICATE"));
    let missing = TlsFiles {
        key: folder.path().join("nowhere.pem"),
        ..files.clone()
    };
    assert!(fault(&missing).contains("nowhere.pem cannot be read") && fault(&missing).contains("YIJIAN_TLS_KEY"));
    let other = tempfile::tempdir().unwrap();
    let mixed = TlsFiles {
        key: certify(other.path()).0.key,
        ..files
    };
    assert!(
        fault(&mixed).contains("must be the key of the first certificate"),
        "{}",
        fault(&mixed)
    );
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = start(None).await;
    let many = "a: b\r\n".repeat(MOST_HEADERS);
    let long = format!("a: {}\r\n", "b".repeat(2 * MOST_HEAD_BYTES));
    for more in [many, long] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let answer = ask(&mut stream, &request("/", &more)).await;
        assert!(!answer.contains("200 OK"), "{answer}");
    }
}

#[tokio::test]
async fn a_head_that_never_ends_costs_the_connection() {
    let server = start(None).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: loc").await.unwrap();
    let mut answer = String::new();
    let closed = timeout(Duration::from_secs(5), stream.read_to_string(&mut answer)).await;
    assert!(closed.is_ok() && !answer.contains("200 OK"), "{closed:?} {answer}");
}

#[tokio::test]
async fn what_has_begun_is_finished_before_the_server_stops() {
    let server = start(None).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let asked = tokio::spawn(async move { ask(&mut stream, &request("/slow", "")).await });
    sleep(Duration::from_millis(80)).await;
    server.stop.send(()).unwrap();
    assert!(asked.await.unwrap().ends_with("done"));
    timeout(Duration::from_secs(2), server.ended).await.unwrap().unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}
