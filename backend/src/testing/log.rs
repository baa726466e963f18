//! What a test logs, at every level, libraries included.

use std::{
    cell::RefCell,
    io::{self, Write},
    sync::Once,
};

use tracing_subscriber::{Layer, filter::dynamic_filter_fn, fmt, layer::SubscriberExt, util::SubscriberInitExt};

thread_local! {
    /// Lines of the test on this thread, while somebody wants them.
    static LINES: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

static START: Once = Once::new();

/// Everything that is logged on this thread meanwhile; a test and what it spawns have one thread to themselves.
///
/// One subscriber for the whole program: with one for each test, a line that another test reaches first may be switched
/// off for all of them.
pub(crate) async fn of(work: impl Future<Output = ()>) -> String {
    START.call_once(|| {
        let wanted =
            dynamic_filter_fn(|_, _| LINES.with(|lines| lines.try_borrow().is_ok_and(|lines| lines.is_some())));
        let layer = fmt::layer().with_writer(|| Lines).with_ansi(false).with_filter(wanted);
        tracing_subscriber::registry().with(layer).init();
    });
    LINES.with(|lines| *lines.borrow_mut() = Some(Vec::new()));
    work.await;
    let lines = LINES.with(|lines| lines.borrow_mut().take());
    String::from_utf8(lines.unwrap_or_default()).unwrap()
}

struct Lines;

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        LINES.with(|lines| {
            if let Some(lines) = lines.borrow_mut().as_mut() {
                lines.extend_from_slice(line);
            }
        });
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
