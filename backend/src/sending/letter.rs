//! What is sent: a message without anything personal, and to whom.

use std::fmt;

use jiff::civil::Date;
use yijian_domain::value::date;

use super::{
    SendFault,
    text::{self, PROOF_ADDED, SIGN_IN_CODE, Sentence, Slot},
};
use crate::{
    cases::{Channel, Said},
    clock::Moment,
    storage::Taken,
};

/// A message on its way out.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same however often it is sent, so that whoever gets it twice can tell.
    pub id: String,
    /// Number of the case; not sent.
    pub number: String,
    /// What it is about, as a word.
    pub kind: String,
    /// A mobile number of eleven digits, or an openid.
    pub to: String,
    theme: String,
    item: Option<String>,
    day: Date,
    code: String,
}

/// To a person, about their matter: only its id and kind are printed.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({}, {})", self.id, self.kind)
    }
}

impl Letter {
    /// Of everything a delivery carries, what may leave the house.
    ///
    /// # Errors
    /// When there is nobody to send it to, or its row cannot be read.
    pub fn of(taken: &Taken, channel: Channel) -> Result<Self, SendFault> {
        let unreadable = |_| SendFault::lasting("row_unreadable");
        let said: Said = serde_json::from_str(&taken.body).map_err(unreadable)?;
        let to = match channel {
            Channel::Sms => {
                let number = taken.subject.mobile.clone();
                let number = number.ok_or_else(|| SendFault::lasting("number_missing"))?;
                mobile(&number).ok_or_else(|| SendFault::lasting("number_invalid"))?
            }
            Channel::Wechat => {
                let openid = taken.openid.clone();
                openid.ok_or_else(|| SendFault::lasting("openid_missing"))?
            }
        };
        let day = said.day.as_deref().and_then(|day| date::parse_iso(day).ok());
        Ok(Self {
            id: taken.id.clone(),
            number: taken.number.clone(),
            kind: taken.kind.clone(),
            to,
            theme: taken.theme_name.clone(),
            item: said.item,
            day: day.unwrap_or_else(|| taken.at.date()),
            code: String::new(),
        })
    }

    /// The code by which somebody signs in. It is about no case.
    #[must_use]
    pub fn code(id: String, mobile: &str, code: String, now: Moment) -> Self {
        Self {
            code,
            ..Self::of_account(SIGN_IN_CODE, id, mobile, now)
        }
    }

    /// That an account has another proof now. It is about no case.
    #[must_use]
    pub fn proof_added(id: String, mobile: &str, now: Moment) -> Self {
        Self::of_account(PROOF_ADDED, id, mobile, now)
    }

    fn of_account(kind: &str, id: String, mobile: &str, now: Moment) -> Self {
        Self {
            id,
            number: String::new(),
            kind: kind.to_owned(),
            to: mobile.to_owned(),
            theme: String::new(),
            item: None,
            day: now.date(),
            code: String::new(),
        }
    }

    /// What is said about its kind.
    #[must_use]
    pub fn sentence(&self) -> &'static Sentence {
        text::sentence(&self.kind)
    }

    /// The whole sentence.
    #[must_use]
    pub fn text(&self) -> String {
        self.sentence().fill(|slot| self.fill(slot))
    }

    /// What takes a place.
    #[must_use]
    pub fn fill(&self, slot: Slot) -> String {
        match slot {
            Slot::Theme => self.theme.clone(),
            Slot::Item => self.item.as_ref().unwrap_or(&self.theme).clone(),
            Slot::Day => date::write_chinese(self.day),
            Slot::What => self.sentence().what.clone(),
            Slot::Code => self.code.clone(),
        }
    }
}

/// A mobile number of the mainland without its country code, when it is one. A landline takes no text messages.
fn mobile(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let digits = digits
        .strip_prefix("+86")
        .or_else(|| digits.strip_prefix("0086"))
        .unwrap_or(&digits);
    let fits = digits.len() == 11
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.starts_with('1')
        && matches!(digits.as_bytes()[1], b'3'..=b'9');
    fits.then(|| digits.to_owned())
}

#[cfg(test)]
pub(super) fn sample(id: &str, kind: &str, to: &str) -> Letter {
    Letter {
        id: id.to_owned(),
        number: "61032820260302000017".to_owned(),
        kind: kind.to_owned(),
        to: to.to_owned(),
        theme: "开便利店".to_owned(),
        item: Some("食品经营许可（仅销售预包装食品备案除外）新办".to_owned()),
        day: Date::constant(2026, 3, 9),
        code: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::Subject;

    fn taken(body: &str, subject: Subject, openid: Option<&str>) -> Taken {
        Taken {
            id: "0".repeat(32),
            number: "61032820260302000017".to_owned(),
            channel: "sms".to_owned(),
            kind: "ask_correction".to_owned(),
            body: body.to_owned(),
            at: Moment::from_seconds(1_772_416_800),
            theme_name: "开便利店".to_owned(),
            subject,
            openid: openid.map(ToOwned::to_owned),
            attempts: 1,
        }
    }

    #[test]
    fn only_theme_item_and_day_leave_the_house() {
        let body = r#"{"day":"2026-03-09","words":["张三的身份证"]}"#;
        let subject = Subject {
            person: Some("张三".to_owned()),
            id_number: Some("610328200001010011".to_owned()),
            mobile: Some("19900000001".to_owned()),
            ..Subject::default()
        };
        let letter = Letter::of(&taken(body, subject, None), Channel::Sms).unwrap();
        assert_eq!(
            letter.text(),
            "您办的“开便利店”还缺材料，请在2026年3月9日前补上。缺什么，请打开您的办件页查看。"
        );
        assert!(!format!("{letter:?}").contains("1990"));
    }

    #[test]
    fn whoever_cannot_be_reached_is_not_tried_again() {
        let nobody = Subject::default();
        let landline = Subject {
            mobile: Some("0917-4241234".to_owned()),
            ..Subject::default()
        };
        let fault =
            |body: &str, subject: &Subject| Letter::of(&taken(body, subject.clone(), None), Channel::Sms).unwrap_err();
        assert_eq!(fault("{}", &nobody), SendFault::lasting("number_missing"));
        assert_eq!(fault("{}", &landline), SendFault::lasting("number_invalid"));
        assert_eq!(fault("", &nobody), SendFault::lasting("row_unreadable"));
        let fault = Letter::of(&taken("{}", nobody, None), Channel::Wechat).unwrap_err();
        assert_eq!(fault, SendFault::lasting("openid_missing"));
    }

    #[test]
    fn numbers_are_known_with_and_without_their_country() {
        for number in ["19900000001", "+86 199 0000 0001", "0086-19900000001"] {
            assert_eq!(mobile(number).as_deref(), Some("19900000001"), "{number}");
        }
    }
}
