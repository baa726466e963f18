//! People who do not exist.

use yijian_domain::value::check_digit::mod_11_2;

use super::chance::Chance;

/// What the drafts of [`super::full`] have in place of a person.
pub(super) const NAME: &str = "𠮷田𬱖";
/// In place of a business.
pub(super) const BUSINESS: &str = "千阳县好邻居便利店";
/// In place of an identity number.
pub(super) const ID_NUMBER: &str = "11010519491231002X";
/// In place of a mobile number.
pub(super) const MOBILE: &str = "13800138000";

const SURNAMES: [&str; 20] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林",
    "罗",
];
const GIVEN: [&str; 24] = [
    "伟", "芳", "娜", "秀", "英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
    "霞", "平", "刚", "桂", "辉",
];
const BEGINNINGS: [&str; 12] = ["好", "美", "丰", "福", "永", "兴", "万", "德", "和", "瑞", "祥", "金"];
const ENDS: [&str; 12] = ["邻", "客", "味", "源", "达", "隆", "康", "顺", "盛", "悦", "满", "家"];
const TRADES: [&str; 6] = ["便利店", "餐饮店", "超市", "药店", "理发店", "商行"];

/// Somebody who does not exist, and their business.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) business: String,
    pub(super) id_number: String,
    pub(super) mobile: String,
}

impl Person {
    /// Somebody. Birth day and sex are those of [`ID_NUMBER`], from which forms work them out; the first two digits of the
    /// number are no province (GB/T 2260), and no operator has mobile numbers that begin with 154.
    pub(super) fn draw(chance: &mut Chance) -> Self {
        let mut name = String::from(*chance.pick(&SURNAMES));
        for _ in 0..=chance.below(2) {
            name.push_str(chance.pick::<&str>(&GIVEN));
        }
        let business = format!(
            "{}{}{}第{}店",
            chance.pick(&BEGINNINGS),
            chance.pick(&ENDS),
            chance.pick(&TRADES),
            chance.below(20_000)
        );
        let mut id_number = format!("10{:04}19491231{:03}", chance.below(10_000), chance.below(500) * 2);
        let check = mod_11_2(id_number.as_bytes()).map_or('X', char::from);
        id_number.push(check);
        Self {
            name,
            business,
            id_number,
            mobile: format!("154{:08}", chance.below(100_000_000)),
        }
    }

    /// A text of a draft with this person in it.
    pub(super) fn put_into(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (from, to) in [
            (NAME, &self.name),
            (BUSINESS, &self.business),
            (ID_NUMBER, &self.id_number),
            (MOBILE, &self.mobile),
        ] {
            if text.contains(from) {
                text = text.replace(from, to);
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use yijian_domain::value::ResidentId;

    use super::*;

    #[test]
    fn numbers_of_made_up_people_are_well_formed_and_nobodys() {
        for no in 0..200 {
            let person = Person::draw(&mut Chance::new(7, no));
            let number = ResidentId::parse(&person.id_number).unwrap();
            let model = ResidentId::parse(ID_NUMBER).unwrap();
            assert_eq!((number.birth_date(), number.sex()), (model.birth_date(), model.sex()));
            assert!(number.region().starts_with("10"), "no province has this code");
        }
    }
}
