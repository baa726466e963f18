//! Commands of the program, run to their end or killed in the middle.

use std::{
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Runs a command to its end; what it says on both channels, and whether all went well.
pub(crate) fn run(command: &mut Command) -> (bool, String) {
    // Said to nobody, where it was killed before.
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let Output { status, stdout, stderr } = command.output().expect("the program is built");
    let said = [stdout, stderr].concat();
    (status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// Runs a command and kills it after a while; whether it had come to a good end before.
pub(crate) fn kill_after(command: &mut Command, delay: Duration) -> bool {
    let begun = Instant::now();
    kill_when(command, || begun.elapsed() >= delay)
}

/// The same as soon as something holds.
pub(crate) fn kill_when(command: &mut Command, holds: impl Fn() -> bool) -> bool {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is built");
    while !holds() && child.try_wait().expect("it is ours").is_none() {
        thread::sleep(Duration::from_micros(500));
    }
    child.kill().expect("it is ours");
    child.wait().expect("it is ours").success()
}

/// How long a command takes.
pub(crate) fn time(command: &mut Command) -> Duration {
    let begun = Instant::now();
    let (_, said) = run(command);
    drop(said);
    begun.elapsed()
}
