//! What time alone brings about: deemed acceptance, reminders, the end of a case whose papers did not come.

use yijian_domain::case::Actor;

use crate::{
    app::App,
    storage::{Doing, Done, StorageFault, day},
};

/// Cases that are looked at in one go.
const AT_ONCE: i64 = 500;

/// Does what is due by itself now; how many cases had something.
///
/// # Errors
/// When a case could not be read or kept; it is tried again the next time.
pub async fn wake(app: &App) -> Result<usize, StorageFault> {
    let now = app.clock.now();
    let numbers = app.storage.cases_awake(&day(now), AT_ONCE).await?;
    let mut moved = 0;
    for number in numbers {
        let doing = Doing::by_itself(number, Actor::System, now);
        if let Done::Events(events) = app.storage.act(app.office(), doing).await? {
            moved += usize::from(!events.is_empty());
        }
    }
    Ok(moved)
}
