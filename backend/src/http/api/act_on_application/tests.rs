use std::collections::BTreeMap;

use yijian_domain::{
    application::Draft,
    case::{Act, MissingAt, StageCode, VisitMode},
    id::{FieldKey, MaterialKey},
    plan::Applies,
    wire::{OwnAct, Progress, Receipt, Todo},
};

use crate::testing::{FILE, KEY, World, full, png};

/// The token of the draft for new files.
const NEW: &str = "fedcba9876543210fedcba9876543210";

/// A case that waits for the applicant: one field and one paper are to be put right.
async fn asked() -> (World, Receipt, FieldKey, MaterialKey) {
    let mut world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    let kept = world.app.storage.kept(&receipt.number).await.unwrap().unwrap();
    let field: FieldKey = "business_address".parse().unwrap();
    assert!(kept.values.contains_key(&field));
    let paper = kept.provisions.keys().next().unwrap().clone();
    let missing = [
        MissingAt::Field { field: field.clone() },
        MissingAt::Paper { paper: paper.clone() },
        MissingAt::Other,
    ];
    world.ask(&receipt.number, &missing).await;
    world.token = NEW.to_owned();
    world.save(0, &world.empty_draft()).await.assert_status(200);
    (world, receipt, field, paper)
}

fn answer(field: &FieldKey, value: &str, paper: &MaterialKey, files: &[&str]) -> OwnAct {
    OwnAct::Resubmit {
        values: BTreeMap::from([(field.clone(), value.to_owned())]),
        provisions: BTreeMap::from([(paper.clone(), files.iter().map(|id| (*id).to_owned()).collect())]),
        draft_token: Some(NEW.to_owned()),
    }
}

#[tokio::test]
async fn a_notice_is_answered_with_what_it_names() {
    let (world, receipt, field, paper) = asked().await;
    let progress = world.progress(&receipt).await;
    assert_eq!(progress.stage, StageCode::CorrectionAsked);
    let [Todo::Answer { missing, by, .. }] = progress.todo.as_slice() else {
        panic!("{:?}", progress.todo);
    };
    assert_eq!((missing.len(), by.as_str()), (3, "2026-03-09"));
    world.upload(FILE, "清楚.png", &png()).await;
    let after: Progress = world
        .own_act(&receipt, answer(&field, "示例东大街13号", &paper, &[FILE]))
        .await
        .assert_status(200)
        .json();
    assert_eq!(after.stage, StageCode::Resubmitted);
    assert!(after.todo.is_empty());
    let kept = world.app.storage.kept(&receipt.number).await.unwrap().unwrap();
    assert_eq!(kept.values[&field], "示例东大街13号");
    let file = world
        .app
        .storage
        .application_files(&receipt.number)
        .await
        .unwrap()
        .into_iter()
        .find(|file| file.id == FILE);
    assert_eq!(file.unwrap().name, "清楚.png");
    // Everything was handed over, so the draft is gone.
    world
        .get(&format!("/api/v1/drafts/{NEW}"))
        .await
        .assert_problem(404, "draft_unknown");
}

#[tokio::test]
async fn what_to_answer_with_holds_no_more_than_the_notice_names() {
    let (world, receipt, field, _) = asked().await;
    let bearer = format!("Bearer {}", receipt.secret);
    let path = format!("/api/v1/applications/{}/answer", receipt.number);
    let draft: Draft = world.call("GET", &path, &[("authorization", &bearer)], "").await.json();
    assert_eq!(draft.values.keys().collect::<Vec<_>>(), [&field]);
    assert!(draft.provisions.is_empty() && !draft.answers.is_empty());
    world.get(&path).await.assert_problem(404, "not_found");
    let other = World::new().await;
    let receipt = other.hand_in("restaurant").await;
    let bearer = format!("Bearer {}", receipt.secret);
    let path = format!("/api/v1/applications/{}/answer", receipt.number);
    let draft: Draft = other.call("GET", &path, &[("authorization", &bearer)], "").await.json();
    assert!(draft.values.is_empty(), "nothing is asked for");
}

#[tokio::test]
async fn what_was_not_changed_is_not_answered() {
    let (world, receipt, field, paper) = asked().await;
    let act = OwnAct::Resubmit {
        values: BTreeMap::from([(field.clone(), "示例东大街13号".to_owned())]),
        provisions: BTreeMap::new(),
        draft_token: None,
    };
    let problem = world.own_act(&receipt, act).await.assert_problem(422, "refused");
    assert_eq!(problem.reason.as_deref(), Some("still_missing"));
    world.upload(FILE, "清楚.png", &png()).await;
    let wrong = answer(&field, "", &paper, &[FILE]);
    let problem = world.own_act(&receipt, wrong).await.assert_problem(422, "findings");
    assert_eq!(problem.findings[0].at.to_string(), "values.business_address");
    let gone = answer(&field, "示例东大街13号", &paper, &["0123456789abcdef0123456789abcdee"]);
    world.own_act(&receipt, gone).await.assert_problem(422, "file_unknown");
    assert_eq!(world.progress(&receipt).await.stage, StageCode::CorrectionAsked);
}

#[tokio::test]
async fn who_saw_an_older_case_is_told_so_and_nothing_is_done() {
    let world = World::new().await;
    let receipt = world.hand_in("restaurant").await;
    world.act(&receipt.number, world.clerk(), Act::Accept).await;
    let act = OwnAct::Withdraw { reason: String::new() };
    world
        .own_act_having_seen(&receipt, 1, act.clone())
        .await
        .assert_problem(409, "case_changed");
    let problem = world
        .own_act(&receipt, OwnAct::Deliver)
        .await
        .assert_problem(422, "refused");
    assert_eq!(problem.reason.as_deref(), Some("wrong_stage"));
    let after: Progress = world.own_act(&receipt, act).await.assert_status(200).json();
    assert_eq!(after.stage, StageCode::Withdrawn);
    let stranger = Receipt {
        secret: "0".repeat(32),
        ..receipt
    };
    world
        .own_act(&stranger, OwnAct::Deliver)
        .await
        .assert_problem(404, "not_found");
}

#[tokio::test]
async fn a_paper_that_was_put_off_is_brought() {
    let mut world = World::new().await;
    let (receipt, paper) = world.hand_in_with_a_paper_to_follow().await;
    world.act(&receipt.number, world.clerk(), Act::Accept).await;
    let todo = world.progress(&receipt).await.todo;
    let is_asked = |todo: &Todo| matches!(todo, Todo::Provide { paper: own, .. } if *own == paper);
    assert!(todo.iter().any(is_asked), "{todo:?}");
    world.token = NEW.to_owned();
    world.save(0, &world.empty_draft()).await.assert_status(200);
    world.upload(FILE, "补交.png", &png()).await;
    let act = OwnAct::Provide {
        paper: paper.clone(),
        files: vec![FILE.to_owned()],
        draft_token: NEW.to_owned(),
    };
    let after: Progress = world.own_act(&receipt, act.clone()).await.assert_status(200).json();
    assert!(!after.todo.iter().any(is_asked));
    let kept = world.app.storage.kept(&receipt.number).await.unwrap().unwrap();
    assert!(format!("{:?}", kept.provisions[&paper]).contains(FILE));
    world.own_act(&receipt, act).await.assert_problem(422, "file_unknown");
}

/// A theme, and how its questions are answered, whose every point can be judged from photographs.
fn shown_in_photographs(world: &World) -> (String, bool) {
    let catalogue = &world.app.published.catalogue;
    let themes = catalogue
        .themes
        .keys()
        .flat_map(|theme| [(theme, false), (theme, true)]);
    let fits = |(theme, yes): &(&yijian_domain::id::ThemeId, bool)| {
        let (_, plan) = full::draft(catalogue, theme, *yes, world.today());
        let applying = plan.items.iter().filter(|item| item.applies == Applies::Yes);
        let mut points = applying.flat_map(|item| &item.inspection).peekable();
        points.peek().is_some() && points.all(|point| catalogue.points[point].remote)
    };
    let (theme, yes) = themes.into_iter().find(fits).expect("photographs are enough somewhere");
    (theme.to_string(), yes)
}

#[tokio::test]
async fn photographs_are_sent_for_an_inspection_that_nobody_comes_for() {
    let mut world = World::new().await;
    let (theme, yes) = shown_in_photographs(&world);
    let draft = world.draft_saying(yes, &theme).await;
    let receipt: Receipt = world
        .submit(KEY, &world.submission(&draft))
        .await
        .assert_status(201)
        .json();
    world.act(&receipt.number, world.clerk(), Act::Accept).await;
    let points = world.case(&receipt.number).await.file.points;
    world.appoint(&receipt.number, VisitMode::Remote).await;
    world.token = NEW.to_owned();
    world.save(0, &world.empty_draft()).await.assert_status(200);
    world.upload(FILE, "照片.png", &png()).await;
    let pictures = BTreeMap::from([(points[0].point.clone(), vec![FILE.to_owned()])]);
    let act = OwnAct::SendPictures {
        pictures,
        draft_token: NEW.to_owned(),
    };
    let after: Progress = world.own_act(&receipt, act).await.assert_status(200).json();
    let shown = after.todo.iter().find_map(|todo| match todo {
        Todo::Pictures { points, .. } => Some(points.clone()),
        _ => None,
    });
    let shown = shown.expect("more can be sent until somebody looks");
    assert_eq!(shown.iter().map(|point| point.sent).sum::<u16>(), 1);
}
