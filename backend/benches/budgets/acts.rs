//! Officials who act on the cases that were handed in: how many events the record takes in a second.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Instant,
};

use yijian_backend::{
    app::App,
    storage::{Doing, Done},
};
use yijian_domain::{
    case::{Act, Actor, PartStage, Role, Scope, StaffRef},
    catalogue::RegionCode,
};

/// What was done: acts, each a transaction of its own, and the events that came of them.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Taken {
    pub(crate) acts: usize,
    pub(crate) events: usize,
}

/// Cases are accepted, and each part claimed and approved, by so many officials at once. Gives what was done in a second.
pub(crate) async fn run(app: &App, numbers: Vec<String>, officials: usize) -> (f64, f64) {
    let queue = Arc::new(Mutex::new(VecDeque::from(numbers)));
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..officials {
        let (app, queue) = (app.clone(), Arc::clone(&queue));
        tasks.push(tokio::spawn(async move {
            let mut taken = Taken::default();
            loop {
                let next = queue.lock().expect("nobody panics with it").pop_front();
                let Some(number) = next else { return taken };
                walk(&app, &number, &mut taken).await;
            }
        }));
    }
    let mut sum = Taken::default();
    for task in tasks {
        let taken = task.await.expect("every act is allowed");
        sum.acts += taken.acts;
        sum.events += taken.events;
    }
    let seconds = begun.elapsed().as_secs_f64();
    (sum.acts as f64 / seconds, sum.events as f64 / seconds)
}

async fn walk(app: &App, number: &str, taken: &mut Taken) {
    act(app, number, Role::Clerk, Act::Accept, taken).await;
    loop {
        let events = app.storage.events(number).await.expect("the record");
        let case = yijian_domain::case::Case::of(&events).expect("it follows");
        let parts = case.stage.review().map_or(&[][..], |review| &review.parts);
        let open = parts.iter().find(|part| matches!(part.stage, PartStage::Open { .. }));
        let Some(item) = open.map(|part| part.file.item.clone()) else {
            return;
        };
        act(app, number, Role::Reviewer, Act::Claim { item: item.clone() }, taken).await;
        // Where a visit comes first, the part waits for it.
        if !case.file.points.iter().any(|point| point.items.contains(&item)) {
            let opinion = String::new();
            act(app, number, Role::Reviewer, Act::Approve { item, opinion }, taken).await;
        }
    }
}

async fn act(app: &App, number: &str, role: Role, act: Act, taken: &mut Taken) {
    let by = Actor::Staff {
        member: StaffRef {
            id: "bench".to_owned(),
            name: "经办人".to_owned(),
        },
        role,
        scope: Scope {
            region: RegionCode::try_from("610300").expect("six digits"),
            department: None,
        },
    };
    let doing = Doing {
        act: Some(act),
        ..Doing::by_itself(number.to_owned(), by, app.clock.now())
    };
    match app.storage.act(app.office(), doing).await.expect("it is kept") {
        Done::Events(events) => {
            taken.acts += 1;
            taken.events += events.len();
        }
        refused => panic!("{refused:?}"),
    }
}
