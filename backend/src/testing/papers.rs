//! Files that are whole, as people hand them in.

use std::io::Cursor;

/// A whole picture of one pixel.
pub(crate) fn png() -> Vec<u8> {
    let mut written = Cursor::new(Vec::new());
    let picture = image::RgbaImage::from_pixel(1, 1, image::Rgba([200, 0, 0, 255]));
    picture.write_to(&mut written, image::ImageFormat::Png).unwrap();
    written.into_inner()
}

/// A whole document with one empty page.
pub(crate) fn pdf() -> Vec<u8> {
    pdf_with("", "")
}

/// The same with more in its catalogue and in an object of its own, number 4.
pub(crate) fn pdf_with(catalogue: &str, object: &str) -> Vec<u8> {
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>".to_owned(),
        if object.is_empty() {
            "null".to_owned()
        } else {
            object.to_owned()
        },
    ];
    let mut written = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 5\n0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", written.len()));
        written.push_str(&format!("{number} 0 obj{object}endobj\n"));
    }
    let start = written.len();
    format!("{written}{table}trailer<</Root 1 0 R/Size 5>>\nstartxref\n{start}\n%%EOF\n").into_bytes()
}
