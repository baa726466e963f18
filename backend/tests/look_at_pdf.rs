//! The process that looks into PDFs, as the server calls it: with files that are made to take all memory.

use std::{
    io::Write,
    process::{Command, Stdio},
};

fn verdict(content: &[u8]) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yijian"))
        .arg("look-at-pdf")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is built");
    // It may die while it is written to.
    let _ = child.stdin.take().expect("it was piped").write_all(content);
    let output = child.wait_with_output().expect("it is ours");
    String::from_utf8(output.stdout).expect("a word")
}

fn pdf(object: &[u8]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n3 0 obj\n"
        .to_vec();
    pdf.extend_from_slice(object);
    pdf.extend_from_slice(b"\nendobj\ntrailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n");
    pdf
}

#[test]
fn a_small_pdf_is_safe_and_one_with_a_script_is_named() {
    assert_eq!(verdict(&pdf(b"<<>>")), "safe");
    let script = pdf(b"<</Type/Action/S/JavaScript/JS(app.alert\\(1\\))>>");
    assert_eq!(verdict(&script), "pdf_active a script");
}

#[test]
fn one_that_takes_all_memory_brings_down_nothing_but_its_own_process() {
    let bomb = pdf(&[b"[".to_vec(), b"0 ".repeat(16 * 1024 * 1024), b"]".to_vec()].concat());
    let said = verdict(&bomb);
    assert!(said.is_empty() || said == "file_broken", "{said}");
}
