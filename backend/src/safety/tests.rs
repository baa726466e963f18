use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageDecoder, ImageEncoder, ImageFormat, Rgb, RgbImage, codecs::jpeg};

use super::*;
use crate::testing::{clamd::ClamdStandIn, clamd::HARMFUL, pdf, pdf_with, png};

async fn look(content: Vec<u8>) -> Result<Safe, Unsafe> {
    shown(&Safety::new(None), content).await.unwrap()
}

async fn shown(safety: &Safety, content: Vec<u8>) -> Result<Result<Safe, Unsafe>, LookFault> {
    let turn = safety.turn().await.unwrap();
    safety.look(&turn, content).await
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut written = Cursor::new(Vec::new());
    picture.write_to(&mut written, format).unwrap();
    written.into_inner()
}

/// A picture that is red at the left and blue at the right.
fn two_colours(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([220, 20, 20])
        } else {
            Rgb([20, 20, 220])
        }
    })
}

/// A photograph as a phone takes it: with a profile, held sideways, knowing where it was taken.
fn photograph(orientation: u8) -> Vec<u8> {
    // TIFF header, one directory with the orientation and a comment.
    let mut exif = b"II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0x0e, 0x01, 2, 0, 14, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(b"SECRET-PLACE-X");
    let mut content = Vec::new();
    let mut encoder = jpeg::JpegEncoder::new_with_quality(&mut content, 90);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.set_icc_profile(profile(b"RGB ")).unwrap();
    let picture = two_colours(64, 32);
    encoder
        .write_image(&picture, 64, 32, image::ExtendedColorType::Rgb8)
        .unwrap();
    // And something hidden behind the picture.
    content.extend(b"SECRET-BEHIND-X");
    content
}

/// The head of a colour profile, which is all that is looked at.
fn profile(space: &[u8; 4]) -> Vec<u8> {
    let mut profile = vec![0; 200];
    profile[16..20].copy_from_slice(space);
    profile[36..40].copy_from_slice(b"acsp");
    profile
}

fn has(content: &[u8], part: &[u8]) -> bool {
    content.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn the_kind_is_known_from_the_content() {
    let picture = DynamicImage::from(two_colours(8, 8));
    for (content, kind) in [
        (png(), "image/png"),
        (pdf(), "application/pdf"),
        (written(&picture, ImageFormat::Jpeg), "image/jpeg"),
        // A browser shows it anywhere, so it need not stay what it was.
        (written(&picture, ImageFormat::WebP), "image/jpeg"),
    ] {
        assert_eq!(look(content).await.unwrap().media_type, kind);
    }
    for (content, refused) in [
        (b"<html><script>alert(1)</script></html>".to_vec(), Unsafe::Kind),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(),
            Unsafe::Kind,
        ),
        (b"\x7fELF\x02\x01\x01".to_vec(), Unsafe::Kind),
        (b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), Unsafe::Kind),
        (Vec::new(), Unsafe::Kind),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".to_vec(), Unsafe::Heic),
        (png()[..40].to_vec(), Unsafe::Broken),
        (pdf()[..20].to_vec(), Unsafe::Broken),
        ([&pdf()[..20], &b"%%EOF"[..]].concat(), Unsafe::Broken),
        (vec![0xff, 0xd8, 0xff, 0xe0], Unsafe::Broken),
    ] {
        assert_eq!(
            look(content.clone()).await,
            Err(refused),
            "{:?}",
            String::from_utf8_lossy(&content)
        );
    }
}

#[tokio::test]
async fn a_photograph_stands_upright_and_knows_nothing_of_where_it_was_taken() {
    let before = photograph(6);
    assert!(has(&before, b"SECRET-PLACE-X") && has(&before, b"SECRET-BEHIND-X"));
    let after = look(before).await.unwrap();
    assert_eq!(after.media_type, "image/jpeg");
    assert!(!has(&after.content, b"SECRET") && !has(&after.content, b"Exif"));
    let picture = image::load_from_memory(&after.content).unwrap();
    // Turned by a quarter to the right: what was left is on top.
    assert_eq!(picture.dimensions(), (32, 64));
    let (top, bottom) = (picture.get_pixel(16, 5), picture.get_pixel(16, 58));
    assert!(
        top[0] > 180 && top[2] < 60 && bottom[2] > 180 && bottom[0] < 60,
        "{top:?} {bottom:?}"
    );
    // The colours mean what they meant.
    let mut decoder = jpeg::JpegDecoder::new(Cursor::new(&after.content)).unwrap();
    assert_eq!(decoder.icc_profile().unwrap().unwrap(), profile(b"RGB "));
}

#[tokio::test]
async fn what_is_transparent_and_what_is_grey_stays_so() {
    let clear = DynamicImage::from(image::RgbaImage::from_pixel(4, 4, image::Rgba([1, 2, 3, 0])));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let safe = look(written(&clear, format)).await.unwrap();
        assert_eq!(safe.media_type, "image/png");
        assert_eq!(image::load_from_memory(&safe.content).unwrap().get_pixel(0, 0)[3], 0);
    }
    let grey = DynamicImage::from(image::GrayImage::from_pixel(4, 4, image::Luma([100])));
    let deep = DynamicImage::from(grey.to_luma16());
    for picture in [grey, deep] {
        let safe = look(written(&picture, ImageFormat::Png)).await.unwrap();
        assert_eq!(
            image::load_from_memory(&safe.content).unwrap().color(),
            image::ColorType::L8
        );
    }
}

#[tokio::test]
async fn a_picture_that_was_made_small_does_not_grow() {
    // Noise is the worst there is for a JPEG.
    let mut seed = 1_u32;
    let noise = RgbImage::from_fn(600, 600, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([(seed >> 24) as u8, (seed >> 16) as u8, (seed >> 8) as u8])
    });
    let mut small = Vec::new();
    let encoder = jpeg::JpegEncoder::new_with_quality(&mut small, 75);
    encoder
        .write_image(&noise, 600, 600, image::ExtendedColorType::Rgb8)
        .unwrap();
    let after = look(small.clone()).await.unwrap().content;
    assert!(
        after.len() <= small.len() + small.len() / 4,
        "{} {}",
        small.len(),
        after.len()
    );
}

#[tokio::test]
async fn a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() {
    // Says that it is 60,000 by 60,000, in a few bytes.
    let mut bomb = png();
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let mut table = flate2::Crc::new();
    table.update(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&table.sum().to_be_bytes());
    assert_eq!(look(bomb).await, Err(Unsafe::TooManyPixels));
    let jpeg = [
        &[0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xea, 0x60, 0xea, 0x60, 1, 1, 0x11, 0][..],
        &[0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, 0xff, 0xd9],
    ];
    assert_eq!(look(jpeg.concat()).await, Err(Unsafe::TooManyPixels));
}

#[tokio::test]
async fn a_pdf_that_acts_by_itself_is_refused() {
    for (catalogue, object) in [
        ("/OpenAction<</S/JavaScript/JS(app.alert(1))>>", ""),
        ("/OpenAction 4 0 R", "<</S/Launch/F(cmd.exe)>>"),
        ("/OpenAction<</S/URI/URI(http://a.example)>>", ""),
        (
            "/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[<</S/URI/URI(http://a.example)>>]>>",
            "",
        ),
        ("/AA<</WC<</S/URI/URI(http://a.example)>>>>", ""),
        ("/Names<</JavaScript 4 0 R>>", ""),
        ("/Names<</EmbeddedFiles 4 0 R>>", ""),
        ("/AcroForm<</XFA 4 0 R/Fields[]>>", ""),
        // Written so that a search for the word does not find it.
        ("", "<</S/J#61vaScript/J#53(app.alert(1))>>"),
        ("", "<</Type/Annot/Subtype/RichMedia>>"),
        ("", "<</Type/Annot/Subtype/FileAttachment>>"),
        ("", "<</Type/Annot/A[<</S/SubmitForm>>]>>"),
        ("", "<</Type/Filespec/EF<</F 9 0 R>>>>"),
        ("", "<</Type/EmbeddedFile/Length 2>>stream\nab\nendstream"),
        ("", "<</S/GoToR/F(\\\\\\\\a.example\\\\x)>>"),
    ] {
        let refused = look(pdf_with(catalogue, object)).await;
        assert!(
            matches!(refused, Err(Unsafe::PdfActive(_))),
            "{catalogue} {object} {refused:?}"
        );
    }
}

#[tokio::test]
async fn what_is_hidden_in_a_compressed_stream_of_objects_is_found() {
    use lopdf::{Document, Object, dictionary};
    let mut document = Document::load_mem(&pdf()).unwrap();
    let script =
        document.add_object(dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") });
    document
        .catalog_mut()
        .unwrap()
        .set("PieceInfo", dictionary! { "X" => dictionary! { "Private" => script } });
    let mut packed = Vec::new();
    document.save_modern(&mut packed).unwrap();
    assert!(has(&packed, b"/ObjStm") && !has(&packed, b"JavaScript"));
    assert_eq!(look(packed.clone()).await, Err(Unsafe::PdfActive("a script")));
    // A reader that knows the filter would see it, and we do not.
    let at = packed.windows(7).position(|part| part == b"/ObjStm").unwrap();
    let begins = packed[..at].windows(4).rposition(|part| part == b" obj").unwrap();
    let filter = packed[begins..]
        .windows(11)
        .position(|part| part == b"FlateDecode")
        .unwrap();
    packed[begins + filter..][..11].copy_from_slice(b"BlateDecode");
    assert_eq!(look(packed).await, Err(Unsafe::Broken));
}

#[tokio::test]
async fn what_a_damaged_table_hides_is_found_as_it_lies() {
    // The table says that object 4 is free; a reader that rebuilds the table sees it.
    let hidden = String::from_utf8(pdf_with("", "<</S/JavaScript/JS(app.alert(1))>>")).unwrap();
    let (before, table) = hidden.split_once("xref\n").unwrap();
    let entry = table.lines().nth(5).unwrap();
    let hidden = format!("{before}xref\n{}", table.replace(entry, "0000000000 65535 f "));
    assert_eq!(look(hidden.into_bytes()).await, Err(Unsafe::PdfActive("a script")));
}

#[tokio::test]
async fn a_pdf_with_pages_and_links_stays_as_it_is() {
    for (catalogue, object) in [
        ("", ""),
        ("/OpenAction[3 0 R/Fit]", ""),
        ("/OpenAction 4 0 R", "<</S/GoTo/D[3 0 R/FitH 0]>>"),
        (
            "/PageMode/UseOutlines/AA<<>>",
            "<</Type/Annot/Subtype/Link/A<</S/URI/URI(http://a.example)>>>>",
        ),
        ("", "<</Type/StructElem/S/P/K[]>>"),
    ] {
        let content = pdf_with(catalogue, object);
        assert_eq!(
            look(content.clone()).await.unwrap().content,
            content,
            "{catalogue} {object}"
        );
    }
}

#[tokio::test]
async fn an_encrypted_pdf_is_refused_as_such() {
    let encrypted = String::from_utf8(pdf_with("", "<</Filter/Standard/V 1/R 2/O(a)/U(b)/P -1>>")).unwrap();
    let encrypted = encrypted.replace("trailer<<", "trailer<</Encrypt 4 0 R/ID[<00><00>]");
    assert_eq!(look(encrypted.into_bytes()).await, Err(Unsafe::PdfEncrypted));
}

#[tokio::test]
async fn a_pdf_that_nests_without_end_brings_nothing_down() {
    for object in ["[".repeat(100_000), "<</A".repeat(100_000), "(".repeat(100_000)] {
        let looked = look(pdf_with("", &object)).await;
        assert!(looked.is_ok() || looked == Err(Unsafe::Broken), "{looked:?}");
    }
}

#[tokio::test]
async fn every_file_is_shown_to_the_scanner_as_it_came() {
    let clamd = ClamdStandIn::start().await;
    let safety = Safety::new(Some(clamd.clamd.clone()));
    assert!(shown(&safety, png()).await.unwrap().is_ok());
    // Behind the end, where writing anew would drop it.
    let harmful = [png(), HARMFUL.to_vec()].concat();
    assert_eq!(shown(&safety, harmful.clone()).await.unwrap(), Err(Unsafe::Infected));
    // More than one piece of what is sent to the scanner.
    let large = [vec![b'%'; 200_000], HARMFUL.to_vec(), b"\n".to_vec(), pdf()].concat();
    let large = [b"%PDF-1.4\n".to_vec(), large].concat();
    assert_eq!(shown(&safety, large).await.unwrap(), Err(Unsafe::Infected));
    assert_eq!(clamd.shown.load(std::sync::atomic::Ordering::SeqCst), 3);
}

#[tokio::test]
async fn without_a_verdict_nothing_is_kept() {
    let gone = ClamdStandIn::start().await;
    gone.stop();
    tokio::task::yield_now().await;
    let silent = ClamdStandIn::answering(Some("")).await;
    let limited = ClamdStandIn::answering(Some("INSTREAM size limit exceeded. ERROR\0")).await;
    let odd = ClamdStandIn::answering(Some("stream: OK FOUND ERROR\0")).await;
    for clamd in [
        gone.clamd,
        silent.clamd,
        limited.clamd,
        odd.clamd,
        Clamd::Unix("/nowhere/clamd.ctl".into()),
    ] {
        assert!(
            shown(&Safety::new(Some(clamd.clone())), png()).await.is_err(),
            "{clamd:?}"
        );
    }
}

#[test]
fn a_scanner_is_named_by_host_and_port_or_by_its_socket() {
    assert_eq!(Clamd::read("127.0.0.1:3310"), Ok(Clamd::Tcp("127.0.0.1:3310".into())));
    assert_eq!(
        Clamd::read("/run/clamav/clamd.ctl"),
        Ok(Clamd::Unix("/run/clamav/clamd.ctl".into()))
    );
    for wrong in [
        "",
        "clamd",
        ":3310",
        "host:0",
        "host:99999",
        "http://host:3310",
        "a b:1",
    ] {
        assert_eq!(Clamd::read(wrong), Err(AddressFault), "{wrong}");
    }
}

/// Where clamd runs with a database that knows [`HARMFUL`], `YIJIAN_TEST_CLAMD` names it; elsewhere the stand-in has to do.
#[tokio::test]
async fn the_real_clamd_is_understood() {
    let Some(address) = std::env::var("YIJIAN_TEST_CLAMD").ok() else {
        return;
    };
    let safety = Safety::new(Some(Clamd::read(&address).unwrap()));
    assert!(shown(&safety, png()).await.unwrap().is_ok());
    assert!(
        shown(&safety, [pdf(), vec![b'%'; 15_000_000], b"\n%%EOF".to_vec()].concat())
            .await
            .unwrap()
            .is_ok()
    );
    let harmful = [png(), HARMFUL.to_vec()].concat();
    assert_eq!(shown(&safety, harmful).await.unwrap(), Err(Unsafe::Infected));
    // Longer than clamd takes.
    let large = [png(), vec![0; 30_000_000]].concat();
    assert!(shown(&safety, large).await.is_err());
}

#[tokio::test]
async fn who_finds_too_many_before_them_waits_for_a_turn() {
    let safety = Safety::new(None);
    let mut turns = Vec::new();
    for _ in 0..TURNS {
        turns.push(safety.turn().await.unwrap());
    }
    assert!(timeout(Duration::from_millis(50), safety.turn()).await.is_err());
    turns.pop();
    assert!(safety.turn().await.is_ok());
}
