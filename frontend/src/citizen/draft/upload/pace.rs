//! How large the next piece of an upload is.

/// The smallest piece: a dropped connection costs no more than this.
const LEAST_BYTES: u32 = 32 * 1024;
/// A piece that takes longer is too large for this network, in milliseconds.
const SLOW_MS: f64 = 8_000.0;
/// A piece that is faster may be followed by a larger one, in milliseconds.
const FAST_MS: f64 = 2_500.0;

/// The size of pieces, fitted to the network: small steps that move the bar, no needless requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    bytes: u32,
    most: u32,
}

impl Pace {
    /// Begins carefully. No piece is ever larger than `most`.
    #[must_use]
    pub fn new(most: u32) -> Self {
        Self {
            bytes: (most / 4).max(LEAST_BYTES).min(most),
            most,
        }
    }

    /// The size of the next piece when so many bytes are left.
    #[must_use]
    pub fn piece(self, left: u64) -> u32 {
        u32::try_from(left).unwrap_or(u32::MAX).min(self.bytes)
    }

    /// A piece arrived after so many milliseconds.
    pub fn arrived(&mut self, milliseconds: f64) {
        if milliseconds < FAST_MS {
            self.bytes = self.bytes.saturating_mul(2).min(self.most);
        } else if milliseconds > SLOW_MS {
            self.broke();
        }
    }

    /// A piece did not arrive.
    pub fn broke(&mut self) {
        self.bytes = (self.bytes / 2).max(LEAST_BYTES).min(self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_grow_on_a_fast_network_and_never_beyond_the_most() {
        let mut pace = Pace::new(256 * 1024);
        for _ in 0..10 {
            pace.arrived(100.0);
        }
        assert_eq!(pace.piece(10_000_000), 256 * 1024);
        assert_eq!(pace.piece(5), 5);
    }

    #[test]
    fn pieces_shrink_on_a_bad_network_and_never_to_nothing() {
        let mut pace = Pace::new(256 * 1024);
        for _ in 0..10 {
            pace.broke();
        }
        assert_eq!(pace.piece(10_000_000), LEAST_BYTES);
        pace.arrived(5_000.0);
        assert_eq!(pace.piece(10_000_000), LEAST_BYTES);
    }
}
