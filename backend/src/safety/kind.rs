//! What a file is, from its content.

use std::io::Cursor;

use image::ImageFormat;
use yijian_kind::Found;

use super::Unsafe;

/// A kind that is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture that can be decoded here.
    Picture(ImageFormat),
    /// A document.
    Pdf,
}

impl Kind {
    /// What a file is, whatever it is called.
    ///
    /// # Errors
    /// When it is something that is not accepted.
    pub fn of(content: &[u8]) -> Result<Self, Unsafe> {
        match yijian_kind::look(Cursor::new(content)) {
            Ok(Found::Kind("application/pdf")) => Ok(Self::Pdf),
            Ok(Found::Kind("image/jpeg")) => Ok(Self::Picture(ImageFormat::Jpeg)),
            Ok(Found::Kind("image/png")) => Ok(Self::Picture(ImageFormat::Png)),
            Ok(Found::Kind("image/webp")) => Ok(Self::Picture(ImageFormat::WebP)),
            Ok(Found::Kind("image/heic")) => Err(Unsafe::Heic),
            Ok(Found::Kind(_) | Found::Other) => Err(Unsafe::Kind),
            Ok(Found::Broken) | Err(_) => Err(Unsafe::Broken),
        }
    }
}
