//! Work that the server asks for when very much comes from one address, done without anybody noticing more than a short
//! wait.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use yijian_domain::wire::{Problem, proof};

use super::{
    Fault,
    send::{Answer, Extra, send},
};
use crate::read;

/// So many numbers are tried before the page gets its turn: some milliseconds on a slow phone.
const SLICE: u32 = 2_000;

/// Sends a request; when the server asks for work first, does it and sends the request once more.
///
/// # Errors
/// [`Fault::Network`] when no answer arrives in time.
pub(crate) async fn send_working(method: &str, address: &str, extra: Extra<'_>) -> Result<Answer, Fault> {
    let answer = send(method, address, extra.clone()).await?;
    let Some(challenge) = challenge(&answer) else {
        return Ok(answer);
    };
    let Some(number) = find(&challenge).await else {
        return Ok(answer);
    };
    let proof = proof::write(&challenge, number);
    let extra = Extra {
        proof: Some(&proof),
        ..extra
    };
    send(method, address, extra).await
}

fn challenge(answer: &Answer) -> Option<proof::Challenge> {
    const TOO_MANY: u16 = 429;
    if answer.status != TOO_MANY {
        return None;
    }
    read::read::<Problem>(&answer.text).ok()?.proof
}

/// Tries numbers in slices, so that the page goes on between them.
async fn find(challenge: &proof::Challenge) -> Option<u32> {
    let mut start = 0;
    while start < challenge.numbers {
        if let Some(number) = proof::find(challenge, start, SLICE) {
            return Some(number);
        }
        start += SLICE;
        let turn = Promise::new(&mut |done: Function, _| {
            let set = web_sys::window().map(|window| window.set_timeout_with_callback(&done));
            if !matches!(set, Some(Ok(_))) {
                // Without a timer the work goes on at once.
                let _called = done.call0(&JsValue::UNDEFINED);
            }
        });
        JsFuture::from(turn).await.ok()?;
    }
    None
}
