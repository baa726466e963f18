//! What the program keeps on this device: who was there, the calendar, and for inspectors the visits of a day, their
//! records and photographs until the server has them. All of it goes when the person signs out.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Cache, Response, Storage};
use yijian_domain::{
    calendar::WorkingCalendar,
    wire::{desk::VisitRow, staff::Me},
};

use super::record::Record;

const ME: &str = "desk.me";
const CALENDAR: &str = "desk.calendar";
const DAY: &str = "desk.visits.";
const RECORD: &str = "desk.record.";
/// The browser's cache with the photographs; the service worker uses another.
const PICTURES: &str = "desk-pictures";

/// The visits of a day, as they were fetched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Day {
    /// When they were fetched, hours and minutes.
    pub(super) at: String,
    /// The visits.
    pub(super) rows: Vec<VisitRow>,
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn take<T: DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_str(&storage()?.get_item(key).ok()??).ok()
}

fn keep(key: &str, value: &impl Serialize) -> bool {
    let Ok(text) = serde_json::to_string(value) else {
        return false;
    };
    storage().is_some_and(|storage| storage.set_item(key, &text).is_ok())
}

fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    (0..storage.length().unwrap_or_default())
        .filter_map(|at| storage.key(at).ok()?)
        .filter(|key| key.starts_with(prefix))
        .collect()
}

fn remove(key: &str) {
    if let Some(storage) = storage() {
        // What is not there need not go.
        let _gone = storage.remove_item(key);
    }
}

/// Who was there last.
pub(super) fn me() -> Option<Me> {
    take(ME)
}

/// Keeps who is there.
pub(super) fn keep_me(me: &Me) {
    keep(ME, me);
}

/// The calendar as last fetched.
pub(super) fn calendar() -> Option<WorkingCalendar> {
    take(CALENDAR)
}

/// Keeps the calendar.
pub(super) fn keep_calendar(calendar: &WorkingCalendar) {
    keep(CALENDAR, calendar);
}

/// The visits of a day.
pub(super) fn day(on: jiff::civil::Date) -> Option<Day> {
    take(&format!("{DAY}{on}"))
}

/// Keeps the visits of a day, and lets go of the days before `today`.
pub(super) fn keep_day(on: jiff::civil::Date, day: &Day, today: jiff::civil::Date) {
    for key in keys(DAY) {
        let old = key[DAY.len()..].parse::<jiff::civil::Date>();
        if old.is_ok_and(|old| old < today) {
            remove(&key);
        }
    }
    keep(&format!("{DAY}{on}"), day);
}

/// The record of a visit.
pub(super) fn record(number: &str) -> Option<Record> {
    take(&format!("{RECORD}{number}"))
}

/// The record of a visit. One that was sent belongs to an earlier visit when the case has gone on since.
pub(super) fn record_of(visit: &VisitRow) -> Option<Record> {
    record(&visit.number).filter(|record| record.is_of(visit))
}

/// All records.
pub(super) fn records() -> Vec<Record> {
    keys(RECORD).iter().filter_map(|key| take(key)).collect()
}

/// Keeps a record; false when the phone has no room.
pub(super) fn keep_record(record: &Record) -> bool {
    keep(&format!("{RECORD}{}", record.number), record)
}

/// Drops a record with its photographs.
pub(super) async fn drop_record(record: &Record) {
    remove(&format!("{RECORD}{}", record.number));
    for picture in record.found.values().flat_map(|found| &found.pictures) {
        drop_picture(&picture.local).await;
    }
}

/// Everything goes, because the person does.
pub(super) async fn forget() {
    for key in keys("desk.") {
        remove(&key);
    }
    if let Some(caches) = web_sys::window().and_then(|window| window.caches().ok()) {
        // Without photographs there is nothing to delete.
        let _gone = JsFuture::from(caches.delete(PICTURES)).await;
    }
}

async fn pictures() -> Option<Cache> {
    let caches = web_sys::window()?.caches().ok()?;
    JsFuture::from(caches.open(PICTURES)).await.ok()?.dyn_into().ok()
}

fn picture_address(local: &str) -> String {
    format!("/desk/pictures/{local}")
}

/// Keeps a photograph; none when the phone has no room.
pub(super) async fn keep_picture(local: &str, blob: &Blob) -> Option<()> {
    let response = Response::new_with_opt_blob(Some(blob)).ok()?;
    let put = pictures().await?.put_with_str(&picture_address(local), &response);
    JsFuture::from(put).await.ok().map(|_| ())
}

/// A photograph.
pub(super) async fn picture(local: &str) -> Option<Blob> {
    let found = pictures().await?.match_with_str(&picture_address(local));
    let response: Response = JsFuture::from(found).await.ok()?.dyn_into().ok()?;
    JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()
}

/// Drops a photograph.
pub(super) async fn drop_picture(local: &str) {
    if let Some(pictures) = pictures().await {
        // What is not there need not go.
        let _gone = JsFuture::from(pictures.delete_with_str(&picture_address(local))).await;
    }
}

/// A name for a photograph that no other has.
pub(super) fn new_name() -> String {
    const BYTES: usize = 12;
    let mut bytes = [0u8; BYTES];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // Every browser with WebAssembly has it; a name without would only be less random.
        let _filled = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Hours and minutes at the place of the authorities.
pub(super) fn clock() -> String {
    const EIGHT_HOURS_MS: f64 = 28_800_000.0;
    let date = js_sys::Date::new(&(js_sys::Date::now() + EIGHT_HOURS_MS).into());
    format!("{:02}:{:02}", date.get_utc_hours(), date.get_utc_minutes())
}

/// Asks the browser to keep the page itself for times without a network. Where it cannot, the page needs one.
pub(super) fn keep_program() {
    let Some(window) = web_sys::window() else { return };
    let known = js_sys::Reflect::has(&window.navigator(), &"serviceWorker".into()).unwrap_or(false);
    if known {
        let registered = window.navigator().service_worker().register("/desk/desk-offline.js");
        leptos::task::spawn_local(async move {
            // Where the browser does not, pages need a network.
            let _kept = JsFuture::from(registered).await;
        });
    }
}
