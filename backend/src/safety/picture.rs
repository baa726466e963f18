//! Pictures, decoded and written anew.
//!
//! What is seen stays: pixels, turned upright, and the profile that says what their colours mean. What is not seen goes:
//! place, time, device, thumbnail, comments, and whatever was hidden in between or behind.

use std::io::Cursor;

use image::{
    ColorType, DynamicImage, ExtendedColorType, GenericImageView, ImageDecoder, ImageEncoder, ImageError, ImageFormat,
    ImageReader, Limits, codecs::jpeg::JpegEncoder, codecs::png::PngEncoder, metadata::Orientation,
};

use super::{Safe, Unsafe};

/// Most pixels that are decoded: what the cameras of phones take at their usual settings, and four bytes for each.
pub(super) const MOST_PIXELS: u64 = 50_000_000;
/// Longest side in pixels.
const MOST_SIDE: u32 = 30_000;
/// Most bytes that decoding may take.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;
/// Qualities of a JPEG, the best one first: the next is taken when a file has grown by more than a quarter.
const QUALITIES: [u8; 3] = [88, 80, 72];
/// A picture of so many bytes is small enough, however small it was.
const SMALL_BYTES: usize = 200 * 1024;
/// A PNG beyond this becomes a JPEG.
const MOST_PNG_BYTES: usize = 20 * 1024 * 1024;
/// Largest colour profile that is kept; those of cameras and screens have a few kilobytes.
const MOST_PROFILE_BYTES: usize = 16 * 1024;

/// Decodes a picture and writes it anew: a photograph as JPEG, what has transparency or was a PNG as PNG.
pub(super) fn written_anew(format: ImageFormat, content: &[u8]) -> Result<Safe, Unsafe> {
    let mut decoder = ImageReader::with_format(Cursor::new(content), format)
        .into_decoder()
        .map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width.max(height) > MOST_SIDE {
        return Err(Unsafe::TooManyPixels);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    decoder.set_limits(limits).map_err(refusal)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = plain(DynamicImage::from_decoder(decoder).map_err(refusal)?);
    picture.apply_orientation(orientation);
    let profile = profile.filter(|profile| fits(profile, &picture));
    let as_png = format == ImageFormat::Png || picture.color().has_alpha();
    if as_png {
        let content = png(&picture, profile.clone())?;
        if content.len() <= MOST_PNG_BYTES {
            return Ok(Safe {
                media_type: "image/png",
                content,
            });
        }
    }
    Ok(Safe {
        media_type: "image/jpeg",
        content: jpeg(&picture, profile, content.len())?,
    })
}

/// Eight bits for each colour, as everything that shows pictures reads them.
fn plain(picture: DynamicImage) -> DynamicImage {
    match picture.color() {
        ColorType::L8 | ColorType::La8 | ColorType::Rgb8 | ColorType::Rgba8 => picture,
        ColorType::L16 => picture.into_luma8().into(),
        ColorType::La16 => picture.into_luma_alpha8().into(),
        color if color.has_alpha() => picture.into_rgba8().into(),
        _ => picture.into_rgb8().into(),
    }
}

/// Whether a profile is one, and of the colours that the picture has.
/// Source: ICC.1:2022, 7.2 (size at 0, colour space at 16, signature at 36).
fn fits(profile: &[u8], picture: &DynamicImage) -> bool {
    let space: &[u8] = if picture.color().has_color() { b"RGB " } else { b"GRAY" };
    profile.len() <= MOST_PROFILE_BYTES && profile.get(16..20) == Some(space) && profile.get(36..40) == Some(b"acsp")
}

fn png(picture: &DynamicImage, profile: Option<Vec<u8>>) -> Result<Vec<u8>, Unsafe> {
    let mut written = Vec::new();
    let mut encoder = PngEncoder::new(&mut written);
    with_profile(&mut encoder, profile);
    let (width, height) = picture.dimensions();
    let color = ExtendedColorType::from(picture.color());
    encoder
        .write_image(picture.as_bytes(), width, height, color)
        .map_err(refusal)?;
    Ok(written)
}

fn jpeg(picture: &DynamicImage, profile: Option<Vec<u8>>, before: usize) -> Result<Vec<u8>, Unsafe> {
    // A JPEG has no transparency.
    let opaque = match picture.color() {
        ColorType::La8 => Some(DynamicImage::from(picture.to_luma8())),
        ColorType::Rgba8 => Some(DynamicImage::from(picture.to_rgb8())),
        _ => None,
    };
    let picture = opaque.as_ref().unwrap_or(picture);
    let (width, height) = picture.dimensions();
    let mut written = Vec::new();
    for quality in QUALITIES {
        written.clear();
        let mut encoder = JpegEncoder::new_with_quality(&mut written, quality);
        with_profile(&mut encoder, profile.clone());
        encoder
            .write_image(picture.as_bytes(), width, height, picture.color().into())
            .map_err(refusal)?;
        if written.len() <= SMALL_BYTES.max(before + before / 4) {
            break;
        }
    }
    Ok(written)
}

fn with_profile(encoder: &mut impl ImageEncoder, profile: Option<Vec<u8>>) {
    if let Some(profile) = profile {
        // Both formats take one; without it colours would be a little off, and nothing else.
        let _ = encoder.set_icc_profile(profile);
    }
}

fn refusal(fault: ImageError) -> Unsafe {
    match fault {
        ImageError::Limits(_) => Unsafe::TooManyPixels,
        _ => Unsafe::Broken,
    }
}
