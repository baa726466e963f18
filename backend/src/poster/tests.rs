//! Every code is read back by a reader that knows nothing of the writer.

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use super::{pdf::Fonts, *};

const URL: &str = "https://yijian.example.gov.cn/p/qy_dongda_12";

const SUBJECT: Subject<'_> = Subject {
    id: "qy_dongda_12",
    name: "示例东大街12号",
    name_en: Some("12 Sample East Street"),
    address: "千阳县城关镇示例东大街12号 <一楼 & 二楼>",
    url: URL,
};

/// What a reader sees in a picture of the SVG.
fn read(svg: &str, scale: f32) -> String {
    let tree = Tree::from_str(svg, &Options::default()).unwrap();
    let size = tree.size().to_int_size().scale_by(scale).unwrap();
    let mut picture = Pixmap::new(size.width(), size.height()).unwrap();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    let grey = |x: usize, y: usize| picture.pixels()[y * size.width() as usize + x].green();
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(size.width() as usize, size.height() as usize, grey);
    let codes = seen.detect_grids();
    assert_eq!(codes.len(), 1, "one code in the picture");
    codes[0].decode().unwrap().1
}

#[test]
fn the_code_of_an_address_reads_back() {
    let long = format!(
        "https://yijian.example.gov.cn/r/20260531000017/{}",
        "c0ffee12".repeat(4)
    );
    for url in ["http://127.0.0.1:8080", URL, &long] {
        assert_eq!(read(&qr_svg(url).unwrap(), 4.0), url);
    }
}

#[test]
fn every_poster_reads_back_at_every_level() {
    for sheet in Sheet::ALL {
        for level in [Level::Q, Level::H] {
            assert_eq!(
                read(&svg(&SUBJECT, sheet, level).unwrap(), 1.5),
                URL,
                "{sheet:?} {level:?}"
            );
        }
    }
}

#[test]
fn names_from_the_catalogue_stay_text_in_the_picture() {
    let poster = svg(&SUBJECT, Sheet::A4, Level::Q).unwrap();
    assert!(poster.contains("&lt;一楼 &amp; 二楼&gt;"), "{poster}");
    assert!(poster.contains("扫一扫，办事、查进度"));
    assert!(poster.contains("12 Sample East Street"));
}

#[test]
fn a_terminal_shows_the_code_with_its_quiet_zone() {
    let text = terminal("http://127.0.0.1:8080").unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines
            .iter()
            .all(|line| line.chars().count() == lines[0].chars().count())
    );
    assert!(lines[..2].iter().all(|line| line.chars().all(|block| block == '█')));
    assert!(
        lines
            .iter()
            .all(|line| line.starts_with("████") && line.ends_with("████"))
    );
}

#[test]
fn the_blocks_of_a_terminal_read_back() {
    let text = terminal(URL).unwrap();
    let light: Vec<Vec<bool>> = text
        .lines()
        .flat_map(|line| {
            let upper = line.chars().map(|block| "█▀".contains(block)).collect();
            let lower = line.chars().map(|block| "█▄".contains(block)).collect();
            [upper, lower]
        })
        .collect();
    let (width, height) = (light[0].len() * 4, light.len() * 4);
    let grey = |x: usize, y: usize| if light[y / 4][x / 4] { 255 } else { 0 };
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    assert_eq!(seen.detect_grids()[0].decode().unwrap().1, URL);
}

#[test]
fn an_address_that_cannot_be_read_at_the_door_is_refused() {
    let url = format!("https://yijian.example.gov.cn/{}", "a".repeat(1500));
    let subject = Subject { url: &url, ..SUBJECT };
    assert!(matches!(
        svg(&subject, Sheet::Door, Level::H),
        Err(PosterFault::TooLong { .. } | PosterFault::TooDense { .. })
    ));
    let url = format!("https://yijian.example.gov.cn/{}", "a".repeat(1200));
    let subject = Subject { url: &url, ..SUBJECT };
    assert!(matches!(
        svg(&subject, Sheet::Door, Level::H),
        Err(PosterFault::TooDense { .. })
    ));
    assert!(matches!(
        qr_svg(&"a".repeat(3000)),
        Err(PosterFault::TooLong { bytes: 3000 })
    ));
}

#[test]
fn without_a_chinese_font_the_fault_names_the_package() {
    let fault = Fonts::of(Database::new()).map(|_| ()).unwrap_err();
    assert!(fault.to_string().contains("fonts-noto-cjk"), "{fault}");
}

#[test]
fn the_pdf_is_one_page_with_its_characters_inside() {
    // A machine without Chinese fonts cannot make a PDF; the fault is tested above.
    let Ok(fonts) = Fonts::installed() else { return };
    let poster = svg(&SUBJECT, Sheet::A4, Level::Q).unwrap();
    let bytes = pdf(&poster, &fonts).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    let has = |word: &[u8]| bytes.windows(word.len()).any(|part| part == word);
    assert!(has(b"/FontFile3") || has(b"/FontFile2"), "no font inside");
    assert!(bytes.len() < 200_000, "whole fonts inside: {} bytes", bytes.len());
}
