//! The moments at which things break.

use std::{
    env,
    hash::{BuildHasher, RandomState},
};

/// SplitMix64, the same for the same seed.
#[derive(Debug)]
pub(crate) struct Lot {
    /// What it began with.
    pub(crate) seed: u64,
    state: u64,
}

impl Lot {
    /// New every time, unless `YIJIAN_HARM_SEED` repeats an earlier run. Says which.
    pub(crate) fn draw() -> Self {
        let seed = env::var("YIJIAN_HARM_SEED").map_or_else(
            |_| RandomState::new().hash_one(0),
            |seed| seed.parse().expect("YIJIAN_HARM_SEED is a number"),
        );
        super::tell(format_args!("YIJIAN_HARM_SEED={seed}"));
        Self { seed, state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).expect("smaller than a usize")
    }
}

/// How many times as long as the short form, `YIJIAN_HARM_ROUNDS`.
pub(crate) fn rounds() -> usize {
    env::var("YIJIAN_HARM_ROUNDS").map_or(1, |rounds| rounds.parse().expect("YIJIAN_HARM_ROUNDS is a number"))
}

/// Whether there is time for what takes minutes.
pub(crate) fn is_long() -> bool {
    env::var_os("YIJIAN_HARM_ROUNDS").is_some()
}
