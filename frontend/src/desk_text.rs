//! Every sentence of the staff's program, in the language of the reader. They stand in `text/desk/zh.toml` and
//! `text/desk/en.toml`; none of them is in a program of the phone.

use crate::text::{fill, pick};

include!(concat!(env!("OUT_DIR"), "/desk_text.rs"));
