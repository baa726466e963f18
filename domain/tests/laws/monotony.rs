//! Adding an item never removes what has to be given (rule 6 of the merge).

use yijian_domain::{
    catalogue::Catalogue,
    id::{FieldKey, ItemId, MaterialId, MaterialKey, RoleId},
    plan::{Applies, Line, Persons, Plan, Reason, Removed, Request},
    situation::Situation,
};

/// The law. With one more item in the theme,
///
/// - a field stays, unless it is printed on a result of the added item, or follows from a field that is asked for now;
/// - a paper stays, unless it is a result of the added item, or every requirement behind it has several ways and all of
///   them took another one (a paper that is needed anyway, or one that the result makes cheaper, took its place), or all
///   but those for which the applicant's commitment now stands, because who would not take it moved away;
/// - what stays is asked for at least as strongly: required stays required, and where every requirement behind a paper
///   has one way only and none is met by the added item's result, the form gets no weaker, the copies no fewer, the term
///   no longer, and no commitment is added;
/// - and when the item's results are of no use to the others, there are not fewer papers than before.
///
/// "Stays" is meant up to the role that stands for a person: the added item may name another of the same person's roles.
///
/// # Panics
/// When the law is broken.
pub(crate) fn adding_an_item_removes_nothing(
    catalogue: &Catalogue,
    request: &Request,
    before: &Plan,
    after: &Plan,
    added: &ItemId,
) {
    let situation = Situation::new(
        catalogue,
        &request.theme,
        request.region.clone(),
        request.on,
        &request.answers,
    );
    let persons = Persons::of(&situation.expect("the plan knew the theme"));
    let applies = after
        .items
        .iter()
        .any(|item| item.id == *added && item.applies == Applies::Yes);
    let law = Law {
        catalogue,
        persons,
        after,
        added: added.clone(),
        applies,
    };
    for field in before.form.fields() {
        law.field(&field.id, field.required);
    }
    for line in &before.materials {
        // The same item may ask for one paper in two lines.
        let again = |removed: &&Removed| {
            matches!(removed.reason, Reason::AskedTwice { .. }) && removed.part.as_ref() == Some(&line.id)
        };
        let asking = line.asked_by.iter().map(|asked| (&asked.item, asked.at));
        let twice = before
            .removed
            .iter()
            .filter(again)
            .map(|removed| (&removed.item, removed.at));
        law.paper(line, &asking.chain(twice).collect::<Vec<_>>());
    }
    // A wish for other papers, or for commitments, may cost papers or spare them.
    if request.chosen.is_empty() && request.promised.is_empty() && law.is_useless() && law.same_persons(before) {
        assert!(
            before.materials.len() <= after.materials.len(),
            "fewer papers with {added}"
        );
    }
}

fn key_of(role: &RoleId) -> FieldKey {
    FieldKey {
        what: "name".into(),
        role: Some(role.clone()),
        no: 1,
    }
}

/// A requirement behind a paper: the item, and the position in its list.
type Asking<'a> = (&'a ItemId, u16);

struct Law<'a> {
    catalogue: &'a Catalogue,
    persons: Persons,
    after: &'a Plan,
    added: ItemId,
    applies: bool,
}

impl Law<'_> {
    /// Nobody asks for a result of the added item.
    fn is_useless(&self) -> bool {
        let wanted = self.catalogue.items.values().flat_map(|item| &item.materials);
        let mut papers = wanted.flat_map(|wants| wants.alternatives()).flat_map(|way| &way.0);
        !papers.any(|key| self.issued(&key.what))
    }

    /// Nobody turned out to be somebody who is there already.
    fn same_persons(&self, before: &Plan) -> bool {
        let mut roles = before.form.sections.iter().flat_map(|section| &section.role);
        let mut papers = before.materials.iter();
        roles.all(|role| self.persons.unify(&key_of(role)) == key_of(role))
            && papers.all(|line| self.persons.unify(&line.id) == line.id)
    }

    fn issued(&self, paper: &MaterialId) -> bool {
        self.applies && self.catalogue.items[&self.added].issues.contains(paper)
    }

    fn field(&self, id: &FieldKey, required: bool) {
        let id = self.persons.unify(id);
        if let Some(line) = self.after.form.fields().find(|field| field.id == id) {
            assert!(
                line.required || !required,
                "{id} is no longer required with {}",
                self.added
            );
            return;
        }
        let element = &self.catalogue.elements[&id.what];
        let printed = element.comes_with.as_ref().is_some_and(|paper| self.issued(paper));
        let base = element.derived_from.as_ref().map(|base| FieldKey {
            what: base.clone(),
            ..id.clone()
        });
        let follows = base.is_some_and(|base| self.after.form.fields().any(|field| field.id == base));
        assert!(printed || follows, "{id} is lost with {}", self.added);
    }

    fn paper(&self, before: &Line, asking: &[Asking<'_>]) {
        let id = self.persons.unify(&before.id);
        match self.after.materials.iter().find(|line| line.id == id) {
            Some(now) if !self.issued(&id.what) && asking.iter().all(|asked| self.ways(*asked) == 1) => {
                assert!(
                    now.form >= before.form && now.copies >= before.copies,
                    "{id} is wanted in a weaker form"
                );
                assert!(
                    before.markings.iter().all(|marking| now.markings.contains(marking)),
                    "{id} lost a marking"
                );
                let no_longer = match (before.deferrable, now.deferrable) {
                    (_, None) => true,
                    (None, Some(_)) => false,
                    (Some(before), Some(now)) => now <= before,
                };
                assert!(
                    no_longer && (now.promise.is_empty() || !before.promise.is_empty()),
                    "{id} became easier"
                );
            }
            Some(_) => {}
            None => {
                let moved = |asked: &Asking<'_>| self.took_another_way(*asked, &id);
                let committed = |asked: &Asking<'_>| self.is_promised(*asked, &id);
                let replaced = asking.iter().any(moved) && asking.iter().all(|asked| moved(asked) || committed(asked));
                assert!(self.issued(&id.what) || replaced, "{id} is lost");
            }
        }
    }

    fn ways(&self, (item, at): Asking<'_>) -> usize {
        self.catalogue.items[item].materials[usize::from(at)]
            .alternatives()
            .count()
    }

    fn is_promised(&self, asked: Asking<'_>, id: &MaterialKey) -> bool {
        self.after.removed.iter().any(|removed| {
            let commitment = matches!(removed.reason, Reason::Promised { .. });
            commitment && removed.part.as_ref() == Some(id) && (&removed.item, removed.at) == asked
        })
    }

    fn took_another_way(&self, (item, at): Asking<'_>, id: &MaterialKey) -> bool {
        let brought = self
            .after
            .materials
            .iter()
            .flat_map(|line| &line.asked_by)
            .map(|asked| (&asked.item, asked.at));
        let others = self
            .after
            .removed
            .iter()
            .filter(|removed| removed.part.as_ref() != Some(id));
        let mut now = brought.chain(others.map(|removed| (&removed.item, removed.at)));
        self.ways((item, at)) > 1 && now.any(|other| other == (item, at))
    }
}
