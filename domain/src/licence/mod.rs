//! The licence: what each item issued, and what the composite licence (行业综合许可证) that carries them is worth today.
//!
//! There is no national law about the composite licence; published local rules agree that it carries the information of
//! its components and replaces none of them: each keeps its own number, validity, change and revocation, and the whole
//! is only as valid as its parts are today (standards 9.3).

#[cfg(feature = "seal")]
mod seal;
mod standing;

#[cfg(test)]
mod tests;

#[cfg(feature = "seal")]
pub use seal::{Seal, SealFault, code_bits, read_code};
pub use standing::{ComponentStanding, Standing};
