//! The HTML of a mail: what it may hold, and how it is made of a text. Pure.
//!
//! Templates and mails are written by coordinators, and some carry a link that only their reader may know. So the HTML is
//! refused, not cleaned, where it holds what could send that link elsewhere (a picture, a style, a form), or shows it
//! as something else than it is; whoever writes it reads which tag it was.

use super::SECRET;
use html5gum::{StartTag, Token, Tokenizer};
use openapi::rule::Rule;
use serde_json::Value;

/// None of them changes how the rest is read (as `script`, `style` or `svg` would): what the tokenizer sees is what a
/// mail program does.
const TAGS: [&str; 13] =
    ["p", "br", "strong", "em", "ul", "ol", "li", "h1", "h2", "h3", "blockquote", "code", "a"];
/// They do not part words.
const INLINE: [&str; 4] = ["strong", "em", "code", "a"];
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];
/// Follows every fragment where it is sent. Where it is not read as such, the fragment swallows what comes after it.
const END: &str = "\n<hr>";

/// Why a fragment is refused, if it is: the first thing that it may not hold. `link` is where the mail leads, where its
/// end is a secret.
pub fn refusal(html: &str, link: Option<&str>) -> Option<Rule> {
    if html.to_ascii_lowercase().contains("<hr") {
        return Some(forbidden("<hr>"));
    }
    let (mut text, mut ended) = (String::new(), false);
    for token in Tokenizer::new(&format!("{html}{END}")) {
        // Reading a string cannot fail.
        let Ok(token) = token;
        let found = match token {
            Token::String(piece) => {
                text.push_str(&String::from_utf8_lossy(&piece));
                None
            }
            Token::StartTag(tag) if **tag.name == b"hr"[..] => {
                ended = true;
                None
            }
            Token::StartTag(tag) => {
                part(&mut text, &tag.name);
                started(&tag, link)
            }
            Token::EndTag(tag) => {
                part(&mut text, &tag.name);
                let name = String::from_utf8_lossy(&tag.name);
                (!TAGS.contains(&&*name)).then(|| forbidden(format!("</{name}>")))
            }
            Token::Comment(_) => Some(forbidden("<!-- -->")),
            Token::Doctype(_) => Some(forbidden("<!doctype>")),
            // What is wrong and harmless (a lone `&`) is shown as mail programs do.
            Token::Error(_) => None,
        };
        if found.is_some() {
            return found;
        }
    }
    if !ended {
        return Some(forbidden("<"));
    }
    link.filter(|link| gives_away(&text, link)).map(|_| Rule::MisplacedLink)
}

fn part(text: &mut String, tag: &[u8]) {
    if !INLINE.iter().any(|name| name.as_bytes() == tag) {
        text.push('\n');
    }
}

fn forbidden(found: impl Into<String>) -> Rule {
    Rule::ForbiddenHtml { found: found.into().chars().take(60).collect() }
}

fn started(tag: &StartTag<()>, link: Option<&str>) -> Option<Rule> {
    let name = String::from_utf8_lossy(&tag.name);
    if !TAGS.contains(&&*name) {
        return Some(forbidden(format!("<{name}>")));
    }
    for (attribute, value) in &tag.attributes {
        let attribute = String::from_utf8_lossy(attribute);
        if (&*name, &*attribute) != ("a", "href") {
            return Some(forbidden(format!("<{name} {attribute}>")));
        }
        let target = String::from_utf8_lossy(value);
        let (target, known) = (target.trim(), target.to_ascii_lowercase());
        if !SCHEMES.iter().any(|scheme| known.trim().starts_with(scheme)) {
            return Some(forbidden(format!("href=\"{target}\"")));
        }
        // A personal link is all of an address: as a part of another one it would be told to whoever owns that.
        let carries = |link: &str| target.contains(link) || target.contains(SECRET);
        if link.is_some_and(|link| target != link && carries(link)) {
            return Some(Rule::MisplacedLink);
        }
    }
    None
}

/// Whether a text tells the secret of a link anywhere but at the link's own end, or the link as a part of another address
/// (mail programs make addresses in texts clickable).
pub fn gives_away(text: &str, link: &str) -> bool {
    let mut rest = String::new();
    let mut from = 0;
    for (place, _) in text.match_indices(link) {
        let before = text[..place].chars().next_back();
        if before.is_some_and(|sign| !sign.is_whitespace() && !"(<«“\"'".contains(sign)) {
            return true;
        }
        rest.push_str(&text[from..place]);
        from = place + link.len();
    }
    rest.push_str(&text[from..]);
    rest.contains(SECRET)
}

/// The mark of a secret stands where the link does and nowhere else, whatever people typed.
pub fn without_mark(values: &mut Value) {
    match values {
        Value::String(text) if text.contains(SECRET) => *text = text.replace(SECRET, "secret"),
        Value::Array(items) => items.iter_mut().for_each(without_mark),
        Value::Object(fields) => fields.values_mut().for_each(without_mark),
        _ => {}
    }
}

/// A text as HTML: paragraphs between empty lines, addresses that can be followed.
pub fn of_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let html = paragraphs.map(|part| {
        let lines: Vec<String> = part.lines().map(|line| with_links(line.trim_end())).collect();
        format!("<p>{}</p>", lines.join("<br>\n"))
    });
    html.collect::<Vec<_>>().join("\n")
}

fn with_links(line: &str) -> String {
    let mut html = String::new();
    let mut rest = line;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, address) = rest.split_at(start);
        let end = address.find(|sign: char| sign.is_whitespace() || "<>\"«»".contains(sign));
        let address = &address[..end.unwrap_or(address.len())];
        // What closes a sentence is not of the address.
        let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '…', '\'', '’']);
        html.push_str(&escaped(before));
        let safe = escaped(address);
        html.push_str(&format!("<a href=\"{safe}\">{safe}</a>"));
        rest = &rest[start + address.len()..];
    }
    html + &escaped(rest)
}

fn escaped(text: &str) -> String {
    minijinja::HtmlEscape(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINK: &str = "https://alliance.example.fr/bienvenue/__secret__";

    fn found(html: &str) -> Option<String> {
        match refusal(html, Some(LINK)) {
            Some(Rule::ForbiddenHtml { found }) => Some(found),
            Some(other) => Some(other.code().to_owned()),
            None => None,
        }
    }

    #[test]
    fn words_lists_titles_and_links_are_allowed() {
        let html = format!(
            "<h1>Bonjour</h1><p>Un <strong>mot</strong> &amp; un <em>autre</em>,<br/>R & D < 3 €</p><ul><li>a</li></ul>\
             <a href=\"{LINK}\">Ouvrir</a> <a href=mailto:a@b.fr>écrire</a> ({LINK})"
        );
        assert_eq!(found(&html), None);
    }

    #[test]
    fn anything_else_is_refused_by_its_name() {
        for (html, what) in [
            ("<p>a</p><img src=x>", "<img>"),
            ("<IMG/src='x'>", "<img>"),
            ("<style>p{}</style>", "<style>"),
            ("<script>1</script>", "<script>"),
            ("<svg/onload=1>", "<svg>"),
            ("<form action='https://x.fr'>", "<form>"),
            ("</td></tr></table>", "</td>"),
            ("<p style=\"background:url(https://x.fr)\">", "<p style>"),
            ("<a href='https://x.fr' ping='https://x.fr'>a</a>", "<a ping>"),
            ("<a href=\" javascript:alert(1)\">a</a>", "href=\"javascript:alert(1)\""),
            ("<a href=\"java&#115;cript:alert(1)\">a</a>", "href=\"javascript:alert(1)\""),
            ("<a href=\"/fiches\">a</a>", "href=\"/fiches\""),
            ("<!--[if mso]><img src=x><![endif]-->", "<!-- -->"),
            ("<!doctype html>", "<!doctype>"),
            // Nothing may swallow what follows the fragment.
            ("<p>a</p><a href=\"https://x.fr/?", "<"),
            ("<p>a</p><p title=", "<p title>"),
            ("<p>a</p><p", "<p <hr>"),
            ("<p>a</p>\n<hr><a href=\"https://x.fr/?", "<hr>"),
            ("<!--", "<!-- -->"),
        ] {
            assert_eq!(found(html).as_deref(), Some(what), "{html}");
        }
    }

    #[test]
    fn a_personal_link_is_a_whole_address_and_its_secret_stands_nowhere_else() {
        for html in [
            "<a href=\"https://x.fr/?to=__secret__\">a</a>".to_owned(),
            "<a href=\"https://x.fr/?&#95;_secret__\">a</a>".to_owned(),
            format!("<a href=\"https://x.fr/?to={LINK}\">a</a>"),
            format!("<a href=\"{LINK}?x\">a</a>"),
            format!("<p>https://x.fr/?to={LINK}</p>"),
            "<p>https://x.fr/__secret__</p>".to_owned(),
            "<p>https://x.fr/__<em></em>secret__</p>".to_owned(),
        ] {
            assert_eq!(found(&html).as_deref(), Some("misplaced_link"), "{html}");
        }
        assert!(!gives_away(&format!("Ouvrir\u{a0}: {LINK}."), LINK));
        assert!(gives_away("https://x.fr/__secret__", LINK));
    }

    #[test]
    fn a_text_becomes_paragraphs_with_links_that_can_be_followed() {
        let html = of_text("Bonjour <Camille>,\nvoici (https://x.fr/a?b=1&c=2).\r\n\r\n\r\nÀ bientôt");
        assert_eq!(
            html,
            "<p>Bonjour &lt;Camille&gt;,<br>\nvoici (<a href=\"https:&#x2f;&#x2f;x.fr&#x2f;a?b=1&amp;c=2\">\
             https:&#x2f;&#x2f;x.fr&#x2f;a?b=1&amp;c=2</a>).</p>\n<p>À bientôt</p>"
        );
    }

    proptest! {
        #[test]
        fn what_is_made_of_a_text_is_always_allowed(text in "(.|\n|https://|<|\"|'|&|__secret__){0,60}") {
            let html = of_text(&text);
            prop_assert_eq!(refusal(&html, None), None, "{}", html);
        }
    }
}
