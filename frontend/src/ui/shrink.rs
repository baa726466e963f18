//! Makes a photograph small enough for a weak network and keeps it readable: upright, at most 2000 pixels on its long
//! side, JPEG. The position and the phone's name inside the photograph stay on the phone.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlImageElement, ImageBitmap, ImageBitmapOptions,
    ImageOrientation, Url, window,
};

/// Longest side in pixels. An A4 page then has 170 dots per inch: small print stays readable.
const LONG_SIDE: f64 = 2000.0;
/// JPEG quality.
const QUALITY: f64 = 0.8;
/// Largest file the server takes, in bytes.
const LARGEST_BYTES: f64 = 20.0 * 1024.0 * 1024.0;

/// A file that is ready to go.
pub(crate) struct Ready {
    /// Its content.
    pub(crate) blob: Blob,
    /// Its name.
    pub(crate) name: String,
    /// Its media type as far as the phone knows.
    pub(crate) media_type: String,
}

/// Makes a file ready: photographs are reduced, documents stay as they are.
///
/// # Errors
/// The code of what is wrong: `file_kind`, `file_too_big`, `file_broken`.
pub(crate) async fn shrink(file: &File) -> Result<Ready, &'static str> {
    let (name, media_type) = (clean(&file.name()), file.type_());
    let is_pdf = media_type == "application/pdf" || name.to_ascii_lowercase().ends_with(".pdf");
    if !is_pdf {
        if let Some(blob) = reduced(file).await {
            return Ok(Ready {
                blob,
                name: as_jpeg(&name),
                media_type: "image/jpeg".to_owned(),
            });
        }
        if !media_type.starts_with("image/") && !media_type.is_empty() {
            return Err("file_kind");
        }
    }
    if file.size() > LARGEST_BYTES {
        return Err("file_too_big");
    }
    if file.size() < 1.0 {
        return Err("file_broken");
    }
    let media_type = if is_pdf {
        "application/pdf".to_owned()
    } else {
        media_type
    };
    Ok(Ready {
        blob: file.clone().unchecked_into(),
        name,
        media_type,
    })
}

/// A name as the server takes it: no control characters, not too long.
fn clean(name: &str) -> String {
    const LONGEST: usize = 120;
    let clean: Vec<char> = name.chars().filter(|character| !character.is_control()).collect();
    // The end tells the kind.
    clean[clean.len().saturating_sub(LONGEST)..].iter().collect()
}

/// The name with the ending of what it is now.
fn as_jpeg(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{}.jpg", if stem.is_empty() { "photo" } else { stem })
}

/// The photograph reduced; none when the browser cannot read it.
async fn reduced(file: &File) -> Option<Blob> {
    let canvas = match decoded(file).await {
        Some(bitmap) => {
            let size = (f64::from(bitmap.width()), f64::from(bitmap.height()));
            let canvas = drawn(size, |pen, width, height| {
                pen.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
            });
            bitmap.close();
            canvas?
        }
        None => through_image(file).await?,
    };
    as_blob(&canvas).await
}

/// Decodes upright, as the camera held it.
async fn decoded(file: &File) -> Option<ImageBitmap> {
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    let window = window()?;
    // Older browsers do not know the function at all.
    js_sys::Reflect::has(&window, &"createImageBitmap".into())
        .ok()
        .filter(|known| *known)?;
    let promise = window
        .create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)
        .ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// The way of browsers that cannot decode without an image element; they turn it upright by themselves.
async fn through_image(file: &File) -> Option<HtmlCanvasElement> {
    let address = Url::create_object_url_with_blob(file).ok()?;
    let image = HtmlImageElement::new().ok()?;
    let loaded = Promise::new(&mut |done: Function, failed: Function| {
        image.set_onload(Some(&done));
        image.set_onerror(Some(&failed));
    });
    image.set_src(&address);
    let loaded = JsFuture::from(loaded).await;
    let size = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    let canvas = loaded.ok().and_then(|_| {
        drawn(size, |pen, width, height| {
            pen.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)
        })
    });
    // The address of a blob that is no longer needed; an unknown one does no harm.
    let _freed = Url::revoke_object_url(&address);
    canvas
}

/// Draws on a canvas that is no larger than needed, on white where the picture is transparent.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 1 and 2000"
)]
fn drawn(
    (width, height): (f64, f64),
    draw: impl Fn(&CanvasRenderingContext2d, f64, f64) -> Result<(), JsValue>,
) -> Option<HtmlCanvasElement> {
    if width < 1.0 || height < 1.0 {
        return None;
    }
    let scale = (LONG_SIDE / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let canvas: HtmlCanvasElement = window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    pen.set_fill_style_str("#fff");
    pen.fill_rect(0.0, 0.0, width, height);
    draw(&pen, width, height).ok()?;
    Some(canvas)
}

async fn as_blob(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let promise = Promise::new(&mut |done: Function, _| {
        let give = Closure::once_into_js(move |blob: JsValue| {
            // Whoever waits takes it.
            let _called = done.call1(&JsValue::UNDEFINED, &blob);
        });
        // A canvas that cannot be read gives nothing, and the original file is sent.
        if canvas
            .to_blob_with_type_and_encoder_options(give.unchecked_ref(), "image/jpeg", &JsValue::from_f64(QUALITY))
            .is_err()
        {
            let _called = give
                .unchecked_ref::<Function>()
                .call1(&JsValue::UNDEFINED, &JsValue::NULL);
        }
    });
    let blob: Blob = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    // The memory of old phones is small: free the pixels at once.
    canvas.set_width(0);
    (blob.size() > 0.0).then_some(blob)
}
