//! What the window hands out.

use yijian_domain::{
    application::Provision,
    case::{ANSWER_WITHIN, Act, Channel, Ground as Why, MissingAt},
};
use yijian_paper::{
    Acceptance, AcceptedItem, Correction, CorrectionLine, Deferral, DeferredPaper, Document, Ground, LimitRule,
    NonAcceptance, Paper, PaperForm, Receipt, TooFew,
};

use super::{Made, Printing, at_least};

impl Printing<'_> {
    pub(super) fn receipt(&self, made: &Made<'_>) -> Document {
        let received_on = made.event.at.day();
        let file = &self.case.file;
        Document::Receipt(Receipt {
            head: self.head(made.event, self.window()),
            applicant: self.party(),
            matter: self.theme_name.to_owned(),
            items: file.parts.iter().map(|part| self.item(&part.item)).collect(),
            channel: match &file.channel {
                Channel::Online => "网上".to_owned(),
                Channel::Window { .. } => "窗口".to_owned(),
            },
            received_on,
            answer_due: self
                .catalogue
                .calendar
                .add_working_days(received_on, ANSWER_WITHIN)
                .date,
            papers: file
                .papers
                .iter()
                .map(|paper| match self.kept.provisions.get(&paper.paper) {
                    Some(Provision::Files { files }) => Paper {
                        name: paper.name.clone(),
                        form: PaperForm::Electronic,
                        count: u32::try_from(files.len()).unwrap_or(u32::MAX),
                        remark: String::new(),
                    },
                    Some(Provision::Later) | None => Paper {
                        name: paper.name.clone(),
                        form: PaperForm::Electronic,
                        count: 0,
                        remark: "以后补交".to_owned(),
                    },
                })
                .collect(),
            code: None,
        })
    }

    pub(super) fn acceptance(&self, made: &Made<'_>) -> Option<Document> {
        let accepted = &made.after.stage.review()?.accepted;
        let file = &self.case.file;
        let item = |part: &yijian_domain::case::PartFile| AcceptedItem {
            name: part.name.clone(),
            organ: self.organ(&part.department),
            statutory_days: Some(u32::from(part.statutory)),
            promised_days: Some(u32::from(part.promised)),
        };
        Some(Document::Acceptance(Acceptance {
            head: self.head(made.event, self.window()),
            applicant: self.party(),
            matter: self.theme_name.to_owned(),
            items: file.parts.iter().map(item).collect(),
            received_on: accepted.received.day(),
            accepted_on: accepted.on,
            deemed: accepted.deemed,
            rule: if file.parts.len() > 1 {
                LimitRule::Joint
            } else {
                LimitRule::Single
            },
            due: self
                .catalogue
                .calendar
                .add_working_days(accepted.on, u32::from(file.promised))
                .date,
        }))
    }

    pub(super) fn correction(&self, made: &Made<'_>) -> Result<Document, TooFew> {
        let (missing, due) = match &made.event.act {
            Act::AskCorrection { notice } => (notice.missing.as_slice(), Some(notice.by)),
            _ => (&[][..], None),
        };
        let line = |line: &yijian_domain::case::Missing| CorrectionLine {
            paper: line.name.clone(),
            asked_by: match &line.at {
                MissingAt::Paper { paper } => {
                    let known = self.case.file.paper(paper);
                    known.map_or_else(Vec::new, |file| self.names(&file.items))
                }
                MissingAt::Field { .. } | MissingAt::Other => Vec::new(),
            },
            problem: line.reasons.join("；"),
            remedy: "按左边的要求改好或者补齐".to_owned(),
        };
        Ok(Document::Correction(Correction {
            head: self.head(made.event, self.window()),
            applicant: self.party(),
            matter: self.theme_name.to_owned(),
            received_on: self.submitted_at.date(),
            lines: at_least(missing.iter().map(line).collect())?,
            due,
        }))
    }

    pub(super) fn non_acceptance(&self, made: &Made<'_>) -> Option<Document> {
        let Act::RefuseAcceptance { ground, reason } = &made.event.act else {
            return None;
        };
        Some(Document::NonAcceptance(NonAcceptance {
            head: self.head(made.event, self.window()),
            applicant: self.party(),
            matter: self.theme_name.to_owned(),
            received_on: self.submitted_at.date(),
            ground: match ground {
                Why::NotNeeded => Ground::NotNeeded,
                Why::NotCompetent { go_to } => Ground::NotCompetent { go_to: go_to.clone() },
                Why::NotCorrected => Ground::Rule {
                    basis: "《中华人民共和国行政许可法》第三十二条第一款第（四）、（五）项".to_owned(),
                },
            },
            reason: reason.clone(),
            remedies: self.remedies(None),
        }))
    }

    pub(super) fn deferral(&self, made: &Made<'_>) -> Result<Document, TooFew> {
        let review = made.after.stage.review();
        let accepted_on = review.map_or(made.event.at.day(), |review| review.accepted.on);
        let papers = self.case.file.papers.iter().filter_map(|paper| {
            let days = u32::from(paper.deferred?);
            Some(DeferredPaper {
                name: paper.name.clone(),
                asked_by: self.names(&paper.items),
                form: PaperForm::Electronic,
                due: self.catalogue.calendar.add_working_days(accepted_on, days).date,
            })
        });
        Ok(Document::Deferral(Deferral {
            head: self.head(made.event, self.window()),
            applicant: self.party(),
            matter: self.theme_name.to_owned(),
            accepted_on,
            papers: at_least(papers.collect())?,
            basis: "本地容缺受理规定".to_owned(),
        }))
    }
}
