//! What the phone keeps of a draft, so that nothing is lost when the page is killed.
//!
//! WeChat may clear it at any time and browsers may forbid it, so the server's copy is the one that lasts; this one
//! bridges the seconds and the dead spots in between.

use serde::{Deserialize, Serialize};
use yijian_domain::{application::Draft, id::MaterialKey};

use super::device::{forget, keep, kept, kept_names};
use crate::read::read;

const DRAFT: &str = "yijian.draft.";
const BASE: &str = "yijian.base.";
const PICK: &str = "yijian.pick.";
const SENT: &str = "yijian.sent.";
const DONE: &str = "yijian.done.";
const ANSWER: &str = "yijian.answer.";

/// What this phone and the server last agreed on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Base {
    /// Its revision; 0 when the server has never seen it.
    pub(super) revision: u64,
    /// The draft then.
    pub(super) draft: Draft,
}

fn name(kind: &str, token: &str) -> String {
    let mut name = kind.to_owned();
    name.push_str(token);
    name
}

/// The draft as last typed on this phone.
pub(super) fn draft(token: &str) -> Option<Draft> {
    read(&kept(&name(DRAFT, token))?).ok()
}

/// Keeps the draft. False when the phone keeps nothing.
pub(super) fn keep_draft(token: &str, draft: &Draft) -> bool {
    serde_json::to_string(draft).is_ok_and(|text| keep(&name(DRAFT, token), &text))
}

/// What this phone and the server last agreed on.
pub(super) fn base(token: &str) -> Option<Base> {
    read(&kept(&name(BASE, token))?).ok()
}

/// Keeps what both agreed on.
pub(super) fn keep_base(token: &str, base: &Base) {
    if let Ok(text) = serde_json::to_string(base) {
        keep(&name(BASE, token), &text);
    }
}

/// Forgets a draft altogether.
pub(super) fn forget_all(token: &str) {
    for kind in [DRAFT, BASE, PICK, SENT] {
        forget(&name(kind, token));
    }
}

/// The drafts on this phone that are to become applications, with their tokens.
pub(super) fn drafts() -> Vec<(String, Draft)> {
    let answers: Vec<String> = kept_names(ANSWER).iter().filter_map(|name| kept(name)).collect();
    let tokens = kept_names(DRAFT)
        .into_iter()
        .filter_map(|name| name.strip_prefix(DRAFT).map(ToOwned::to_owned))
        .filter(|token| !answers.contains(token));
    tokens
        .filter_map(|token| draft(&token).map(|draft| (token, draft)))
        .collect()
}

/// Remembers for which paper the camera or the file picker opens: WeChat may reload the page meanwhile.
pub(super) fn picking(token: &str, key: &MaterialKey) {
    keep(&name(PICK, token), &key.to_string());
}

/// Nothing is being picked any more; gives the paper, when the page was reloaded in between.
pub(super) fn picked(token: &str) -> Option<MaterialKey> {
    let name = name(PICK, token);
    let key = kept(&name)?.parse().ok();
    forget(&name);
    key
}

/// Remembers the key of a submission whose answer has not arrived.
pub(super) fn sent(token: &str, key: &str) {
    keep(&name(SENT, token), key);
}

/// The key of a submission whose answer never arrived.
pub(super) fn unanswered(token: &str) -> Option<String> {
    kept(&name(SENT, token))
}

/// The submission was answered.
pub(super) fn answered(token: &str) {
    forget(&name(SENT, token));
}

/// Remembers where the receipt of a draft is: its old link then leads there.
pub(super) fn handed_in(token: &str, receipt: &str) {
    keep(&name(DONE, token), receipt);
}

/// The address of the receipt of a draft that was handed in from this phone.
pub(super) fn receipt(token: &str) -> Option<String> {
    kept(&name(DONE, token)).filter(|path| path.starts_with("/r/"))
}

/// Remembers under which token files for a task of a case are gathered: WeChat may reload the page meanwhile.
pub(super) fn answering(number: &str, task: &str, token: &str) {
    keep(&answer_name(number, task), token);
}

/// The token under which files for a task of a case are gathered.
pub(super) fn answer_token(number: &str, task: &str) -> Option<String> {
    kept(&answer_name(number, task))
}

/// The task is done.
pub(super) fn answer_done(number: &str, task: &str) {
    forget(&answer_name(number, task));
}

fn answer_name(number: &str, task: &str) -> String {
    [ANSWER, number, ".", task].concat()
}
