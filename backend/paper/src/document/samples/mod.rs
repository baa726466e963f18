//! Documents about persons and places that do not exist, to try templates with.

mod decided;
mod intake;
mod visit;

use jiff::civil::{Date, date};

use super::{Contact, Document, Head, Identity, Item, Party, Remedies};

/// Every kind in every form.
pub(super) fn all() -> Vec<Document> {
    [intake::all(), decided::all(), visit::all()].concat()
}

/// A day in March 2026.
fn march(day: i8) -> Date {
    date(2026, 3, day)
}

/// A document of the window, dated.
fn head(number: &str, date: Date) -> Head {
    Head {
        number: number.to_owned(),
        case: "YJ-990101-20260302-00018".to_owned(),
        organ: "青石县行政审批服务局".to_owned(),
        date,
        contact: Some(Contact {
            office: "青石县政务服务大厅综合窗口3号".to_owned(),
            address: "青石县人民路1号".to_owned(),
            phone: "0999-5550100".to_owned(),
        }),
    }
}

/// The same with as little on it as there can be.
fn bare_head(number: &str, date: Date) -> Head {
    Head {
        contact: None,
        ..head(number, date)
    }
}

/// A person with a rare name, and an agent with a long one.
fn person() -> Party {
    Party {
        name: "𠮷㛃𬭬".to_owned(),
        identity: Some(Identity {
            kind: "居民身份证".to_owned(),
            number: "990101********001X".to_owned(),
        }),
        agent: Some("买买提·艾力".to_owned()),
    }
}

/// A company with a name as long as names get.
fn company() -> Party {
    Party {
        name: "青石县云上牧场民族特色餐饮文化发展与连锁经营管理服务有限责任公司城关镇人民路第十二分公司".to_owned(),
        identity: Some(Identity {
            kind: "统一社会信用代码".to_owned(),
            number: "91990101MA00000009".to_owned(),
        }),
        agent: None,
    }
}

/// A person of whom nothing but the name is known.
fn bare_person() -> Party {
    Party {
        name: "张三".to_owned(),
        identity: None,
        agent: None,
    }
}

fn item(name: &str, organ: &str) -> Item {
    Item {
        name: name.to_owned(),
        organ: organ.to_owned(),
    }
}

fn remedies() -> Remedies {
    Remedies {
        review_organ: "青石县人民政府".to_owned(),
        court: "青石县人民法院".to_owned(),
    }
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}
