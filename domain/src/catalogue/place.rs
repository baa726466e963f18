//! Regions (GB/T 2260), halls and door plates.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{form::is_default, library::no_source};
use crate::id::{SourceId, ThemeId};

/// A region code of GB/T 2260: six digits, two each for province, prefecture and county.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode([u8; 6]);

/// Not six digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a region code: six digits, for example 610328")]
pub struct BadRegionCode(pub String);

impl RegionCode {
    /// How many levels deep it is: 1 province, 2 prefecture, 3 county.
    #[must_use]
    pub fn depth(&self) -> u8 {
        if self.0[4..] != *b"00" {
            3
        } else if self.0[2..4] != *b"00" {
            2
        } else {
            1
        }
    }

    /// Whether `other` is this region or lies in it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let digits = usize::from(self.depth()) * 2;
        self.0[..digits] == other.0[..digits]
    }

    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII digits are let in")
    }
}

impl TryFrom<&str> for RegionCode {
    type Error = BadRegionCode;

    fn try_from(text: &str) -> Result<Self, BadRegionCode> {
        match <[u8; 6]>::try_from(text.as_bytes()) {
            Ok(digits) if digits.iter().all(u8::is_ascii_digit) => Ok(Self(digits)),
            _ => Err(BadRegionCode(text.to_owned())),
        }
    }
}

impl TryFrom<String> for RegionCode {
    type Error = BadRegionCode;

    fn try_from(text: String) -> Result<Self, BadRegionCode> {
        Self::try_from(text.as_str())
    }
}

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A region.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Short name.
    pub name: String,
    /// Name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Name with province and prefecture.
    pub full_name: String,
    /// Its code.
    pub code: RegionCode,
    /// The region above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<RegionCode>,
    /// Where the code comes from.
    #[serde(default = "no_source")]
    pub source: SourceId,
}

/// A service hall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Hall {
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// The region it serves.
    pub region: RegionCode,
    /// Street address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Opening hours in Chinese.
    pub hours: String,
    /// Opening hours in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_en: Option<String>,
    /// Longitude in degrees, CGCS2000.
    pub lng: f64,
    /// Latitude in degrees, CGCS2000.
    pub lat: f64,
    /// Made up for demonstration.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sample: bool,
}

/// A door plate: a place with a QR code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Plate {
    /// Name of the place.
    pub name: String,
    /// Name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Street address.
    pub address: String,
    /// The region it lies in.
    pub region: RegionCode,
    /// Longitude in degrees, CGCS2000.
    pub lng: f64,
    /// Latitude in degrees, CGCS2000.
    pub lat: f64,
    /// Themes that are likely here, shown first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<ThemeId>,
    /// Made up for demonstration.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sample: bool,
}

/// The halls that serve a place, nearest first, with the distance in metres along the surface.
///
/// A hall serves a place when its region contains the place's region; halls elsewhere are left out.
#[must_use]
pub fn nearest_halls<'a, K: Ord>(
    plate: &Plate,
    halls: impl IntoIterator<Item = (&'a K, &'a Hall)>,
) -> Vec<(&'a K, &'a Hall, u32)> {
    let mut near: Vec<_> = halls
        .into_iter()
        .filter(|(_, hall)| hall.region.contains(&plate.region))
        .map(|(id, hall)| (id, hall, metres((plate.lng, plate.lat), (hall.lng, hall.lat))))
        .collect();
    near.sort_by(|a, b| (a.2, a.0).cmp(&(b.2, b.0)));
    near
}

/// Great-circle distance in metres on a sphere of the earth's mean radius: good to half a percent, enough to sort halls.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 20 million"
)]
fn metres((lng_a, lat_a): (f64, f64), (lng_b, lat_b): (f64, f64)) -> u32 {
    const EARTH_RADIUS_METRES: f64 = 6_371_000.0;
    let (a, b) = (lat_a.to_radians(), lat_b.to_radians());
    let half_lat = ((b - a) / 2.0).sin();
    let half_lng = ((lng_b - lng_a).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + a.cos() * b.cos() * half_lng * half_lng;
    (2.0 * EARTH_RADIUS_METRES * h.sqrt().min(1.0).asin()).round() as u32
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_prefecture_contains_its_counties_only() {
        let code = |text: &str| RegionCode::try_from(text).unwrap();
        assert!(code("610300").contains(&code("610328")));
        assert!(code("610328").contains(&code("610328")));
        assert!(!code("610328").contains(&code("610300")));
        assert!(!code("610300").contains(&code("610428")));
        assert!(RegionCode::try_from("61032x").is_err());
    }

    #[test]
    fn a_degree_of_latitude_is_111_kilometres() {
        let distance = metres((107.0, 34.0), (107.0, 35.0));
        assert!((111_000..111_400).contains(&distance), "{distance}");
    }
}
