//! Inputs from inputs, the same on every machine: for a run without a fuzzer.

/// `SplitMix64` (Steele, Lea, Flood 2014): small, and the same everywhere.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that always roll the same for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not including `end`; 0 when `end` is.
    #[expect(clippy::cast_possible_truncation, reason = "below `end`, which is a usize")]
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    #[expect(clippy::cast_possible_truncation, reason = "the lowest byte is what is wanted")]
    fn byte(&mut self) -> u8 {
        self.next() as u8
    }
}

/// Pieces that programs trip over.
const NASTY: [&[u8]; 14] = [
    b"",
    b"\0",
    b"\xff\xfe",
    b"-1",
    b"1e999",
    b"NaN",
    b"\"",
    b"\\u0000",
    b"((((((((((((((((",
    b"[[[[[[[[[[[[[[[[",
    "\u{200b}".as_bytes(),
    "\u{20000}".as_bytes(),
    "１２３".as_bytes(),
    b"99999999999999999999",
];

/// An input made of one or two others: cut, joined, with bytes changed, repeated, taken out or put in.
///
/// # Panics
/// When there is nothing to begin with.
#[must_use]
pub fn mutate(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut input = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(4) {
        let at = dice.below(input.len() + 1);
        match dice.below(7) {
            0 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            1 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte = dice.byte();
                }
            }
            2 => input.truncate(at),
            3 => {
                let end = (at + 1 + dice.below(16)).min(input.len());
                input.drain(at.min(end)..end);
            }
            4 => {
                input.splice(at..at, NASTY[dice.below(NASTY.len())].iter().copied());
            }
            5 => {
                let end = (at + 1 + dice.below(64)).min(input.len());
                let again = input[at.min(end)..end].to_vec();
                input.splice(at..at, again);
            }
            _ => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len() + 1);
                input.truncate(at);
                input.extend_from_slice(&other[from..]);
            }
        }
    }
    input
}
