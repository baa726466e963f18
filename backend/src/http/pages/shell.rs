//! Puts a drawn page into the frame that trunk built.

use yijian_frontend::{render::Rendered, ui::layout::Reader};

/// Fills language, reading size, title, content and data into the frame. Trunk may have left out the quotation marks.
pub(super) fn fill(shell: &str, reader: Reader, rendered: &Rendered) -> String {
    let class = if reader.elder { " class=\"elder\"" } else { "" };
    let root = format!("<html lang=\"{}\"{class}>", reader.lang.tag());
    let page = replace_between(shell, "<html", ">", &root);
    let title = format!("<title>{}</title>", escape(&rendered.title));
    let page = replace_between(&page, "<title", "</title>", &title);
    let data = rendered
        .first
        .as_ref()
        .map(|first| format!("<script type=\"application/json\" id=\"first\">{first}</script>"));
    let Some(place) = place_of_page(&page) else { return page };
    let (before, after) = page.split_at(place);
    // The data stands behind the page, whose element ends here.
    let after = after.strip_prefix("</div>").unwrap_or(after);
    format!("{before}{}</div>{}{after}", rendered.html, data.unwrap_or_default())
}

/// The frame without what starts a program: for pages that need none. Inline scripts that only look whether one can start
/// go with it.
pub(super) fn without_program(shell: &str) -> String {
    let mut rest = shell;
    let mut kept = String::with_capacity(shell.len());
    while let Some(start) = rest.find("<script").into_iter().chain(preload(rest)).min() {
        let end = if rest[start..].starts_with("<script") {
            "</script>"
        } else {
            ">"
        };
        kept.push_str(&rest[..start]);
        rest = rest[start..].find(end).map_or("", |at| &rest[start + at + end.len()..]);
    }
    kept.push_str(rest);
    kept
}

/// Where the next link stands that fetches a program before it is needed.
fn preload(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find("<link") {
        let start = from + at;
        let end = start + text[start..].find('>')?;
        if text[start..end].contains("preload") {
            return Some(start);
        }
        from = end;
    }
    None
}

/// Where the content of `<div id="page">` begins.
fn place_of_page(shell: &str) -> Option<usize> {
    let start = shell.find("id=\"page\"").or_else(|| shell.find("id=page"))?;
    Some(start + shell[start..].find('>')? + 1)
}

/// Replaces from a start to the end behind it; without them the text stays.
fn replace_between(text: &str, start: &str, end: &str, by: &str) -> String {
    let found = text
        .find(start)
        .and_then(|from| Some((from, from + text[from..].find(end)? + end.len())));
    match found {
        Some((from, to)) => format!("{}{by}{}", &text[..from], &text[to..]),
        None => text.to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use yijian_domain::lang::Lang;

    use super::*;

    #[test]
    fn a_frame_without_a_program_keeps_its_style_only() {
        let shell = "<head><script>look()</script><link rel=stylesheet href=/app.css><link rel=\"modulepreload\" href=\"/door.js\">\
                     <link rel=preload href=/door_bg.wasm as=fetch></head><body><div id=page></div>\
                     <script type=module>start()</script></body>";
        assert_eq!(
            without_program(shell),
            "<head><link rel=stylesheet href=/app.css></head><body><div id=page></div></body>"
        );
    }

    #[test]
    fn a_frame_is_filled_with_and_without_quotation_marks() {
        let rendered = Rendered {
            title: "A<B".to_owned(),
            html: "<p>C</p>".to_owned(),
            first: Some("{}".to_owned()),
        };
        let reader = Reader {
            lang: Lang::En,
            elder: true,
        };
        for shell in [
            "<!doctype html><html lang=\"zh-CN\"><head><title>一件</title></head><body><div id=\"page\"></div></body></html>",
            "<!doctype html><html lang=zh-CN><head><title>一件</title></head><body><div id=page></div></body></html>",
        ] {
            let page = fill(shell, reader, &rendered);
            assert!(
                page.contains("<html lang=\"en\" class=\"elder\"><head><title>A&lt;B</title>"),
                "{page}"
            );
            assert!(
                page.contains("><p>C</p></div><script type=\"application/json\" id=\"first\">{}</script></body>"),
                "{page}"
            );
        }
    }
}
