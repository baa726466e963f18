//! A moment at the place of the authority, written `2026-03-02T09:30:00+08:00`.

use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// One time for the whole country, eight hours ahead of UTC, without summer time since 1992.
const OFFSET: &str = "+08:00";

/// A moment at the place of the authority, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At(pub DateTime);

impl At {
    /// The calendar day.
    #[must_use]
    pub fn day(self) -> jiff::civil::Date {
        self.0.date()
    }

    /// Without what lies below the second, which the record does not keep.
    pub(super) fn whole(self) -> Self {
        let whole = self.0.with().subsec_nanosecond(0).build();
        Self(whole.expect("every second has a beginning"))
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (d, t) = (self.0.date(), self.0.time());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{OFFSET}",
            d.year(),
            d.month(),
            d.day(),
            t.hour(),
            t.minute(),
            t.second()
        )
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for At {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some(
                "A time at the place of the authority, `2026-03-02T09:30:00+08:00`",
            ))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for At {
    fn name() -> std::borrow::Cow<'static, str> {
        "At".into()
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let local = text
            .strip_suffix(OFFSET)
            .ok_or_else(|| D::Error::custom("write the time with +08:00"))?;
        local.parse().map(Self).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_moment_reads_back_as_it_was_written() {
        let at = At(jiff::civil::date(2026, 3, 2).at(9, 30, 5, 0));
        let text = serde_json::to_string(&at).expect("it is text");
        assert_eq!(text, "\"2026-03-02T09:30:05+08:00\"");
        assert_eq!(serde_json::from_str::<At>(&text).expect("it was just written"), at);
        assert!(serde_json::from_str::<At>("\"2026-03-02T09:30:05Z\"").is_err());
    }
}
