//! Walks every route with everybody it is not for, and finds nothing of anybody else's.

mod people;
mod routes;

use yijian_domain::case::{Act, PartCode, PauseReason, VisitMode};

use crate::{
    sending,
    testing::{Answer, FILE, World, applicants::MOBILE},
};
use people::Person;
use routes::{Ask, ROUTES, Row};

/// What stands nowhere but in the case: names, numbers, a file, notes.
const MARKS: [&str; 3] = ["𠮷田𬱖", "19987654321", "麒麟"];
/// What nobody has.
const NOTHING: &str = "00000000000000000000000000000000";
/// A number of a day on which nothing arrived.
const NO_NUMBER: &str = "61032820250101000099";

/// The ids of a case and of everything that belongs to it.
struct Planted {
    number: String,
    secret: String,
    file: String,
    letter: String,
    session: String,
    /// A session of a clerk whose case it is.
    at_desk: String,
    authorisation: String,
    document: String,
    token: String,
}

impl Planted {
    /// A case with marks in everything a person typed, in the region 610328, of an account.
    async fn new(world: &mut World) -> Self {
        let owner = world.phone(MOBILE).await;
        let mut draft = world.draft_saying(true, "restaurant").await;
        for value in draft.values.values_mut().filter(|value| *value == "日用百货") {
            "麒麟日用百货".clone_into(value);
        }
        for value in draft.values.values_mut().filter(|value| *value == "13800138000") {
            "19987654321".clone_into(value);
        }
        for provision in draft.provisions.values_mut() {
            if let yijian_domain::application::Provision::Files { files } = provision {
                files[0].name = "麒麟.png".to_owned();
            }
        }
        let answer = owner.submit("a-key-of-a-phone-1", &draft, None).await;
        let receipt: yijian_domain::wire::Receipt = answer.assert_status(201).json();
        let number = receipt.number.clone();
        let session = owner.get("/api/v1/me/sessions").await.json::<serde_json::Value>();
        let session = session["sessions"][0]["id"].as_str().unwrap().to_owned();
        let authorisation = owner
            .authorise(serde_json::json!({ "mobile": "19900000009", "may": ["see"], "until": "2026-12-31" }))
            .await;
        drop(owner);
        world.act(&number, world.clerk(), Act::Accept).await;
        let case = world.case(&number).await;
        let review = case.stage.review().unwrap();
        let open = review
            .parts
            .iter()
            .find(|part| part.stage.code() == PartCode::Open)
            .unwrap();
        let item = open.file.item.clone();
        world.claim(&number, &item).await;
        let pause = Act::Pause {
            item,
            reason: PauseReason::ExpertReview,
            notice: "麒麟要请专家看".to_owned(),
            expected: 5,
        };
        world.act(&number, world.reviewer(), pause).await;
        world.appoint(&number, VisitMode::OnSite).await;
        sending::once(&world.app).await.unwrap();
        let letters = world.app.storage.letters("skipped", None, 10).await.unwrap();
        let files = world.app.storage.application_files(&number).await.unwrap();
        let clerk = world.signed_in("clerk").await;
        let at_desk = clerk.get("/api/v1/staff/sessions").await.json::<serde_json::Value>();
        let at_desk = at_desk["sessions"][0]["id"].as_str().unwrap().to_owned();
        drop(clerk);
        // A draft of somebody, with a file.
        world.token = "ddddddddddddddddddddddddddddddd0".to_owned();
        let mut draft = world.empty_draft();
        draft.values.insert("name@operator".parse().unwrap(), "麒麟".to_owned());
        world.save(0, &draft).await.assert_status(200);
        world.upload(FILE, "麒麟.png", &crate::testing::png()).await;
        Self {
            number,
            secret: receipt.secret,
            file: files[0].id.clone(),
            letter: letters[0].id.clone(),
            session,
            at_desk,
            authorisation,
            document: "acceptance.pdf".to_owned(),
            token: world.token.clone(),
        }
    }

    /// The address of a route for what is planted, and for what is not there.
    fn address(&self, row: &Row, exists: bool, secret: &str) -> String {
        let pick = |id: &str, none: &str| if exists { id.to_owned() } else { none.to_owned() };
        let id = match row.path {
            "/api/v1/staff/letters/{id}/again" => &self.letter,
            "/api/v1/me/sessions/{id}" => &self.session,
            "/api/v1/staff/sessions/{id}" => &self.at_desk,
            _ => &self.authorisation,
        };
        // A draft is known by its token alone, so nobody else can name it: they ask with another one.
        row.path
            .replace("{number}", &pick(&self.number, NO_NUMBER))
            .replace("{secret}", secret)
            .replace("{file}", &pick(&self.file, NOTHING))
            .replace("{document}", &self.document)
            .replace("{task}", "correct")
            .replace("{id}", &pick(id, NOTHING))
            .replace(
                "{token}",
                if row.method == "PUT" {
                    "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeee2"
                } else {
                    "{token}"
                },
            )
            .replace(
                "{token}",
                &pick("eeeeeeeeeeeeeeeeeeeeeeeeeeeeeee0", "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeee1"),
            )
            .replace("{theme}", "restaurant")
            .replace("{plate}", "nowhere")
            .replace("{code}", "7H2K7H2K7H2K7H2K")
            .replace("{*step}", "review")
            .replace("{*path}", "cases")
            .replace("{*file}", "index.html")
    }

    /// A text with every id that somebody asked for taken out.
    fn plain(&self, text: &str) -> String {
        let ids = [
            self.number.as_str(),
            NO_NUMBER,
            self.file.as_str(),
            self.letter.as_str(),
            self.session.as_str(),
            self.at_desk.as_str(),
            self.authorisation.as_str(),
            NOTHING,
            "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeee0",
            "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeee1",
        ];
        ids.iter().fold(text.to_owned(), |text, id| text.replace(id, "…"))
    }
}

async fn ask(world: &World, person: &Person, row: &Row, path: &str, planted: &Planted, number: &str) -> Answer {
    let body = row.body.replace("NUMBER", number).replace("ID", &planted.authorisation);
    let kind = if body.starts_with('{') || body.is_empty() {
        "application/json"
    } else {
        "application/x-www-form-urlencoded"
    };
    let mut headers = vec![
        ("content-type".to_owned(), kind.to_owned()),
        ("x-yijian-desk".to_owned(), "1".to_owned()),
        ("idempotency-key".to_owned(), "a-key-of-nobody-01".to_owned()),
        ("upload-offset".to_owned(), "0".to_owned()),
    ];
    headers.extend(person.headers.iter().cloned());
    world
        .call_owned(row.method, path.to_owned(), headers, body.into())
        .await
}

fn has_no_mark(answer: &Answer, planted: &Planted, what: &str) {
    let text = String::from_utf8_lossy(answer.bytes());
    for mark in MARKS.iter().chain([&planted.secret.as_str(), &planted.token.as_str()]) {
        assert!(!text.contains(mark), "{what}: {mark} in {text}");
    }
}

#[tokio::test]
async fn nobody_learns_anything_of_what_is_not_theirs() {
    let mut world = World::new().await;
    let planted = Planted::new(&mut world).await;
    let people = people::everybody(&world, &planted.number).await;
    for person in &people {
        for row in ROUTES.iter().filter(|row| row.ask != Ask::Ends) {
            for secret in [NOTHING, "mine"] {
                if secret == "mine" && !row.path.contains("{secret}") {
                    continue;
                }
                let what = format!("{} asks {} {}", person.name, row.method, row.path);
                let path = planted.address(row, true, secret);
                let foreign = ask(&world, person, row, &path, &planted, &planted.number).await;
                has_no_mark(&foreign, &planted, &what);
                if row.ask == Ask::Theirs {
                    let path = planted.address(row, false, secret);
                    let unknown = ask(&world, person, row, &path, &planted, NO_NUMBER).await;
                    assert_eq!(foreign.status(), unknown.status(), "{what}: {}", foreign.text());
                    assert!(!foreign.status().is_success(), "{what}: {}", foreign.status());
                    assert_eq!(planted.plain(foreign.text()), planted.plain(unknown.text()), "{what}");
                } else if foreign.header(axum::http::header::CONTENT_TYPE).contains("json")
                    // Whoever was authorised for a case by its number goes on knowing that they were.
                    && !["/api/v1/me/authorisations", "/api/v1/me/held"].contains(&row.path)
                {
                    assert!(!foreign.text().contains(&planted.number), "{what}: {}", foreign.text());
                }
            }
        }
    }
    for person in &people {
        for row in ROUTES.iter().filter(|row| row.ask == Ask::Ends) {
            let path = planted.address(row, true, NOTHING);
            let answer = ask(&world, person, row, &path, &planted, &planted.number).await;
            has_no_mark(&answer, &planted, row.path);
        }
    }
    let authorisation = world
        .app
        .storage
        .authorisation(&planted.authorisation)
        .await
        .unwrap()
        .unwrap();
    assert!(authorisation.revoked_at.is_none());
    // And after all of that the case stands where it stood, and its owner and the clerk are signed in.
    assert!(world.case(&planted.number).await.stage.review().is_some());
    let now = world.clock.now();
    let owner = world.app.storage.owner(&planted.number).await.unwrap().unwrap();
    let sessions = world
        .app
        .storage
        .applicant_sessions(&owner, now, crate::clock::Moment::from_seconds(0));
    assert!(
        sessions
            .await
            .unwrap()
            .iter()
            .any(|session| session.id == planted.session)
    );
    let clerk = crate::testing::staff::member("clerk", &[], None).id;
    let epoch = crate::clock::Moment::from_seconds(0);
    let at_desk = world.app.storage.sessions_of(&clerk, now, epoch).await.unwrap();
    assert!(at_desk.iter().any(|session| session.id == planted.at_desk));
}

#[tokio::test]
async fn what_is_ones_own_leads_to_no_file_of_anybody_else() {
    let mut world = World::new().await;
    let planted = Planted::new(&mut world).await;
    world.token = "a".repeat(32);
    let draft = world.full_draft("convenience_store").await;
    let answer = world.submit("another-key-00001", &world.submission(&draft)).await;
    let own = answer.assert_status(201).json::<yijian_domain::wire::Receipt>().number;
    world.token = "b".repeat(32);
    world.save(0, &world.empty_draft()).await.assert_status(200);
    let clerk = world.signed_in("clerk").await;
    clerk.unmask(&own).await;
    // The ids of files are chosen by phones: one that only the other case has.
    let mine = world.app.storage.application_files(&own).await.unwrap();
    let theirs = world.app.storage.application_files(&planted.number).await.unwrap();
    let is_mine = |id: &str| mine.iter().any(|file| file.id == id);
    let of_a_case = theirs.iter().find(|file| !is_mine(&file.id)).unwrap().id.as_str();
    for file in [of_a_case, FILE] {
        let of_case = format!("/api/v1/staff/cases/{own}/files/{file}");
        clerk.get(&of_case).await.assert_status(404);
        let of_draft = format!("/api/v1/drafts/{}/files/{file}", world.token);
        let state = format!("{of_draft}/state");
        for (method, path) in [("GET", &of_draft), ("GET", &state), ("PATCH", &of_draft)] {
            let answer = world.call(method, path, &[("upload-offset", "0")], "x").await;
            has_no_mark(&answer, &planted, path);
            answer.assert_problem(404, "file_unknown");
        }
        world.call("DELETE", &of_draft, &[], "").await.assert_status(204);
    }
    // They are all still where they were.
    let there = format!("/api/v1/drafts/{}/files/{FILE}", planted.token);
    world.get(&there).await.assert_status(200);
    clerk.unmask(&planted.number).await;
    let there = format!("/api/v1/staff/cases/{}/files/{of_a_case}", planted.number);
    clerk.get(&there).await.assert_status(200);
}

#[tokio::test]
async fn whose_it_is_finds_the_marks() {
    let mut world = World::new().await;
    let planted = Planted::new(&mut world).await;
    let clerk = world.signed_in("clerk").await;
    let path = format!("/api/v1/staff/cases/{}", planted.number);
    let masked = clerk.get(&path).await.assert_status(200);
    for mark in &MARKS[..2] {
        assert!(!masked.text().contains(mark), "{mark}");
    }
    clerk.unmask(&planted.number).await;
    let case = clerk
        .get(&format!("/api/v1/staff/cases/{}", planted.number))
        .await
        .assert_status(200);
    for mark in MARKS {
        assert!(case.text().contains(mark), "{mark}");
    }
    let owner = world.phone(MOBILE).await;
    let page = owner
        .get(&format!("/r/{}/mine", planted.number))
        .await
        .assert_status(200);
    assert!(page.text().contains("麒麟要请专家看"));
    let draft = world
        .get(&format!("/api/v1/drafts/{}", planted.token))
        .await
        .assert_status(200);
    assert!(draft.text().contains("麒麟"));
    let visits = clerk.get("/api/v1/staff/visits?on=2026-03-02").await.assert_status(200);
    assert!(visits.text().contains(&planted.number));
}

#[test]
fn every_route_of_the_router_is_walked() {
    let walked: Vec<(&str, &str)> = ROUTES
        .iter()
        .map(|row| (row.method, row.path.split('?').next().unwrap_or_default()))
        .collect();
    let routed = routes::of_the_router();
    for (method, path) in &routed {
        assert!(
            walked.contains(&(method, path)),
            "{method} {path} is missing in backend/src/access/tests/routes.rs"
        );
    }
    for (method, path) in &walked {
        assert!(
            routed.iter().any(|(own, at)| own == method && at == path),
            "{method} {path} is no route any more"
        );
    }
}
