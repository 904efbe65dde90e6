//! An e-mail as its reader sees it.

use yew::prelude::*;

/// Properties of [`HtmlFrame`].
#[derive(Properties, PartialEq)]
pub struct HtmlFrameProps {
    /// What screen readers call it.
    pub title: AttrValue,
    /// A document, or a fragment.
    pub html: AttrValue,
}

/// HTML in a frame of its own that runs nothing; its links open elsewhere. The page's own policy holds inside too.
#[component]
pub fn HtmlFrame(props: &HtmlFrameProps) -> Html {
    let document = if props.html.trim_start().starts_with("<!doctype") {
        props.html.clone()
    } else {
        AttrValue::from(format!(
            "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><base target=\"_blank\"></head>\
             <body bgcolor=\"#ffffff\" text=\"#1c2628\" link=\"#0b5c63\"><font face=\"sans-serif\">{}</font></body></html>",
            props.html
        ))
    };
    html! {
        <iframe
            class="mail-frame" title={props.title.clone()} sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc={document}
        />
    }
}

/// Properties of [`PlainText`].
#[derive(Properties, PartialEq)]
pub struct PlainTextProps {
    pub text: AttrValue,
}

/// The text as written, its addresses as links.
#[component]
pub fn PlainText(props: &PlainTextProps) -> Html {
    let parts = split(&props.text).into_iter().map(|(text, is_link)| {
        if is_link {
            html! { <a href={text.to_owned()}>{ text }</a> }
        } else {
            html! { { text } }
        }
    });
    html! { <p class="mail-text">{ for parts }</p> }
}

/// The text in pieces, each with whether it is a web address.
fn split(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let length = rest[start..].find(char::is_whitespace).unwrap_or(rest.len() - start);
        let link = rest[start..start + length].trim_end_matches(['.', ',', ')', ';']);
        if start > 0 {
            pieces.push((&rest[..start], false));
        }
        pieces.push((link, true));
        rest = &rest[start + link.len()..];
    }
    if !rest.is_empty() {
        pieces.push((rest, false));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_links_without_the_mark_that_ends_the_sentence() {
        let pieces = split("Voir\nhttps://a.fr/x. Ou http://b.fr");
        assert_eq!(
            pieces,
            [("Voir\n", false), ("https://a.fr/x", true), (". Ou ", false), ("http://b.fr", true)]
        );
    }
}
