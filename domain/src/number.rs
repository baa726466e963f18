//! Exact decimal numbers of answers and conditions: the same on every machine.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A number with three decimals, kept as thousandths. Enough for square metres, tonnes and ten thousands of yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = f64))]
#[serde(try_from = "f64", into = "f64")]
pub struct Number(i64);

/// Not a number that the program can hold: not finite, or beyond a million million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number this field can hold")]
pub struct BadNumber;

const LIMIT: f64 = 1e12;

impl Number {
    /// From a whole number.
    #[must_use]
    pub const fn whole(n: i32) -> Self {
        Self(n as i64 * 1000)
    }

    /// The next larger number that can be written.
    #[must_use]
    pub const fn up(self) -> Self {
        Self(self.0 + 1)
    }

    /// The next smaller number that can be written.
    #[must_use]
    pub const fn down(self) -> Self {
        Self(self.0 - 1)
    }
}

impl TryFrom<f64> for Number {
    type Error = BadNumber;

    #[expect(clippy::cast_possible_truncation, reason = "bounded by LIMIT just before")]
    fn try_from(value: f64) -> Result<Self, BadNumber> {
        if !value.is_finite() || value.abs() > LIMIT {
            return Err(BadNumber);
        }
        Ok(Self((value * 1000.0).round() as i64))
    }
}

impl From<Number> for f64 {
    #[expect(clippy::cast_precision_loss, reason = "at most 1e15, exact in a double")]
    fn from(number: Number) -> Self {
        number.0 as f64 / 1000.0
    }
}

impl FromStr for Number {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        text.parse::<f64>().map_err(|_| BadNumber).and_then(Self::try_from)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 1000, (self.0 % 1000).abs());
        if self.0 < 0 && whole == 0 {
            f.write_str("-")?;
        }
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let digits = format!("{rest:03}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn numbers_read_and_print_the_same() {
        for text in ["0", "50", "49.5", "-0.25", "1234.567"] {
            assert_eq!(text.parse::<Number>().unwrap().to_string(), text);
        }
        assert!("inf".parse::<Number>().is_err());
        assert!("1e13".parse::<Number>().is_err());
    }
}
