//! Which control takes which kind of value, and which keyboard a phone shows for it.
//!
//! No control has a pattern or a longest length: a browser would count characters beyond the first 65,536 twice and cut
//! rare names in half. What is wrong is said in words instead.

use yijian_domain::{catalogue::Element, id::RoleId, value::Kind};

/// How a value is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// One line.
    Line(Keyboard),
    /// Several lines.
    Lines,
    /// A day.
    Day,
    /// One of a few options, all in sight.
    Radios,
    /// One of many options.
    List,
    /// Yes or no.
    YesNo,
}

/// What a phone is told about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyboard {
    /// The type of the input.
    pub kind: &'static str,
    /// The keyboard.
    pub mode: &'static str,
    /// What is capitalised.
    pub capitals: &'static str,
}

const WORDS: Keyboard = Keyboard {
    kind: "text",
    mode: "text",
    capitals: "none",
};
const CODE: Keyboard = Keyboard {
    kind: "text",
    mode: "text",
    capitals: "characters",
};
const DECIMAL: Keyboard = Keyboard {
    kind: "text",
    mode: "decimal",
    capitals: "none",
};
const DIGITS: Keyboard = Keyboard {
    kind: "text",
    mode: "numeric",
    capitals: "none",
};
const PHONE: Keyboard = Keyboard {
    kind: "tel",
    mode: "tel",
    capitals: "none",
};
const MAIL: Keyboard = Keyboard {
    kind: "email",
    mode: "email",
    capitals: "none",
};

/// Most options that stand on the page all at once.
const RADIOS: usize = 5;

/// The control for a kind with so many options. `whole` says that a number has no decimals.
#[must_use]
pub fn control(kind: Kind, options: usize, whole: bool) -> Control {
    match kind {
        Kind::Text | Kind::PersonName | Kind::EntityName | Kind::Address => Control::Line(WORDS),
        Kind::LongText => Control::Lines,
        Kind::ResidentId | Kind::CreditCode => Control::Line(CODE),
        Kind::Mobile | Kind::Phone => Control::Line(PHONE),
        Kind::Postcode => Control::Line(DIGITS),
        Kind::Email => Control::Line(MAIL),
        Kind::Money | Kind::Area | Kind::Number => Control::Line(if whole { DIGITS } else { DECIMAL }),
        Kind::Date => Control::Day,
        Kind::YesNo => Control::YesNo,
        Kind::Choice if options <= RADIOS => Control::Radios,
        Kind::Choice => Control::List,
    }
}

/// The autocomplete hint. Each person is a section of their own, so that a browser does not fill the owner's name in for
/// the landlord.
#[must_use]
pub fn autocomplete(element: Option<&Element>, role: Option<&RoleId>, no: u16) -> String {
    let hint = element.and_then(|element| element.autocomplete.as_deref());
    match (hint, role) {
        (None | Some("off"), _) => "off".to_owned(),
        (Some(hint), None) => hint.to_owned(),
        (Some(hint), Some(role)) => format!("section-{role}-{no} {hint}"),
    }
}

/// Whether a number of this element has no decimals.
#[must_use]
pub fn is_whole(element: Option<&Element>) -> bool {
    element.is_some_and(|element| element.decimals == Some(0))
}

#[cfg(test)]
mod tests {
    use yijian_domain::{catalogue::embedded, id::ElementId};

    use super::*;

    #[test]
    fn telephone_numbers_get_the_telephone_keyboard_and_areas_the_decimal_one() {
        assert_eq!(control(Kind::Mobile, 0, false), Control::Line(PHONE));
        assert_eq!(control(Kind::Area, 0, false), Control::Line(DECIMAL));
        assert_eq!(control(Kind::Number, 0, true), Control::Line(DIGITS));
    }

    #[test]
    fn few_options_stand_on_the_page_and_many_in_a_list() {
        assert_eq!(control(Kind::Choice, 5, false), Control::Radios);
        assert_eq!(control(Kind::Choice, 6, false), Control::List);
    }

    #[test]
    fn each_person_is_filled_in_for_themselves() {
        let catalogue = embedded::catalogue().catalogue;
        let name = catalogue.elements.get(&ElementId::from("name"));
        assert_eq!(
            autocomplete(name, Some(&RoleId::from("shareholder")), 2),
            "section-shareholder-2 name"
        );
        assert_eq!(autocomplete(name, None, 1), "name");
        let number = catalogue.elements.get(&ElementId::from("id_number"));
        assert_eq!(autocomplete(number, Some(&RoleId::from("operator")), 1), "off");
    }
}
