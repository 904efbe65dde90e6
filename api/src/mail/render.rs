//! Filling in templates: Jinja with variables, `if` and `for`. Pure.
//!
//! A template is written by a coordinator: it sees nothing but the values of its kind, has no functions, and neither
//! runs nor writes without end.

use super::{SECRET, letters, markup};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, filters, syntax::SyntaxConfig};
use openapi::{
    email::{EmailKind, EmailPreview, EmailTemplateInput},
    limits::{EMAIL_BODY_MAX, SUBJECT_MAX},
    rule::{Rule, TemplateFault},
    validation::Violation,
};
use serde_json::Value;
use std::sync::LazyLock;

/// Instructions that a template may run; a default one needs about a hundred.
const FUEL: u64 = 20_000;
const TAGS: [&str; 6] = ["if", "elif", "else", "endif", "for", "endfor"];

static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::empty();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|name| if name == "html" { AutoEscape::Html } else { AutoEscape::None });
    engine.set_fuel(Some(FUEL));
    // A line that holds a tag alone leaves no line.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        engine.set_syntax(syntax);
    }
    engine.add_filter("upper", filters::upper);
    engine.add_filter("lower", filters::lower);
    engine.add_filter("capitalize", filters::capitalize);
    engine.add_filter("trim", filters::trim);
    engine.add_filter("length", filters::length);
    engine.add_filter("join", filters::join);
    engine.add_filter("default", filters::default);
    engine
});

/// What a template became, or where it cannot be filled in.
fn fill(part: &str, source: &str, values: &Value, kind: EmailKind) -> Result<String, Violation> {
    let wrong = |line: usize, cause: TemplateFault, found: &str| {
        let rule = Rule::InvalidTemplate { line, cause, found: found.chars().take(60).collect() };
        Violation::new(format!("/{part}"), rule)
    };
    if let Some((line, tag)) = forbidden_tag(source) {
        return Err(wrong(line, TemplateFault::ForbiddenTag, tag));
    }
    let refused = |error: &minijinja::Error| {
        let line = error.line().unwrap_or(1);
        match error.kind() {
            ErrorKind::SyntaxError => wrong(line, TemplateFault::Syntax, error.detail().unwrap_or_default()),
            ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction => {
                wrong(line, TemplateFault::UnknownFilter, error.detail().unwrap_or_default())
            }
            ErrorKind::UndefinedError => wrong(line, TemplateFault::UnknownVariable, ""),
            ErrorKind::OutOfFuel => wrong(line, TemplateFault::TooMuch, ""),
            _ => wrong(line, TemplateFault::Other, error.detail().unwrap_or_default()),
        }
    };
    let template = ENGINE.template_from_named_str(part, source).map_err(|error| refused(&error))?;
    let known = letters::variables(kind);
    let unknown = template
        .undeclared_variables(false)
        .into_iter()
        .filter(|name| !known.iter().any(|(variable, ..)| variable == name));
    if let Some((line, name)) = unknown.map(|name| (line_of(source, &name), name)).min() {
        return Err(wrong(line, TemplateFault::UnknownVariable, &name));
    }
    template.render(minijinja::value::Serde(values)).map_err(|error| refused(&error))
}

/// The first tag that templates do without, and its line.
fn forbidden_tag(source: &str) -> Option<(usize, &str)> {
    source.match_indices("{%").find_map(|(place, _)| {
        let rest = source[place + 2..].trim_start_matches(['-', '+']).trim_start();
        let tag = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())];
        (!TAGS.contains(&tag)).then(|| (source[..place].matches('\n').count() + 1, tag))
    })
}

fn line_of(source: &str, word: &str) -> usize {
    source.lines().position(|line| line.contains(word)).map_or(1, |place| place + 1)
}

/// A mail as it is kept: subject, text, and a fragment of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Fills in a template; all that is wrong with it at once. What it became is checked, not what it was: other values take
/// other branches, and one that would give a personal link away is refused whenever it does.
pub fn write(
    kind: EmailKind,
    template: &EmailTemplateInput,
    values: &Value,
) -> Result<Written, Vec<Violation>> {
    let parts = [
        fill("subject", &template.subject, values, kind)
            .and_then(|text| bounded("/subject", text, SUBJECT_MAX)),
        fill("text", &template.text, values, kind)
            .and_then(|text| bounded("/text", text, EMAIL_BODY_MAX * 2)),
        fill("html", &template.html, values, kind)
            .and_then(|text| bounded("/html", text, EMAIL_BODY_MAX * 4)),
    ];
    match parts {
        [Ok(subject), Ok(text), Ok(html)] => {
            // A line break would end the header.
            let subject = subject.split(char::is_control).map(str::trim).collect::<Vec<_>>().join(" ");
            let personal = values["link"].as_str().filter(|link| link.contains(SECRET));
            let told = |place, rule| Violation::new(place, rule);
            let wrong = [
                subject.contains(SECRET).then(|| told("/subject", Rule::MisplacedLink)),
                personal
                    .filter(|link| markup::gives_away(&text, link))
                    .map(|_| told("/text", Rule::MisplacedLink)),
                markup::refusal(&html, personal).map(|rule| told("/html", rule)),
            ];
            let wrong: Vec<Violation> = wrong.into_iter().flatten().collect();
            if wrong.is_empty() { Ok(Written { subject, text: spaced(&text), html }) } else { Err(wrong) }
        }
        parts => Err(parts.into_iter().filter_map(Result::err).collect()),
    }
}

/// What an `if` left out leaves no gap of more than one empty line.
fn spaced(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && kept.last().is_none_or(|last| last.is_empty())) {
            kept.push(line);
        }
    }
    kept.join("\n").trim_end().to_owned()
}

fn bounded(place: &str, text: String, max: usize) -> Result<String, Violation> {
    if text.chars().count() <= max {
        return Ok(text);
    }
    let rule = Rule::InvalidTemplate { line: 1, cause: TemplateFault::TooMuch, found: String::new() };
    Err(Violation::new(place, rule))
}

/// A template with its example values, as a reader would get it. Its link is tried as a personal one: every kind is worded
/// as if it could be.
pub fn preview(kind: EmailKind, template: &EmailTemplateInput) -> Result<EmailPreview, Vec<Violation>> {
    let mut values = letters::sample(kind);
    let programme = values["programme"].as_str().unwrap_or_default().to_owned();
    values["link"] = format!("{}{SECRET}", values["link"].as_str().unwrap_or_default()).into();
    let Written { subject, text, html } = write(kind, template, &values)?;
    let [text, html] = [text, html].map(|words| words.replace(SECRET, ""));
    let html = document(&subject, &html, &programme);
    Ok(EmailPreview { subject, text: signed(&text, &programme), html })
}

fn escaped(text: &str) -> String {
    minijinja::HtmlEscape(text).to_string()
}

/// The text as it is sent.
pub fn signed(text: &str, programme: &str) -> String {
    let from = if programme.is_empty() { "Alliance" } else { programme };
    format!(
        "{}\n\n-- \n{from}\nCe courriel est envoyé par Alliance\u{a0}: n’y répondez pas.\n",
        text.trim_end()
    )
}

/// The fragment as it is sent: a document without styles, which every mail program and the web app's own policy show alike.
pub fn document(subject: &str, html: &str, programme: &str) -> String {
    let from = if programme.is_empty() { "Alliance" } else { programme };
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><base target=\"_blank\"></head>\n<body bgcolor=\"#ffffff\" text=\"#1c2628\" link=\"#0b5c63\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"16\"><tr><td><font face=\"sans-serif\">\n{html}\n\
         <hr>\n<p><small>{from}<br>Ce courriel est envoyé par Alliance\u{a0}: n’y répondez pas.</small></p>\n\
         </font></td></tr></table>\n</body>\n</html>\n",
        title = escaped(subject),
        from = escaped(from),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::defaults;

    fn template(text: &str) -> EmailTemplateInput {
        EmailTemplateInput { subject: "Objet".into(), text: text.into(), html: "<p>{{ title }}</p>".into() }
    }

    fn refusal(text: &str) -> (usize, TemplateFault, String) {
        match preview(EmailKind::Receipt, &template(text)) {
            Err(wrong) => match &wrong[0].rule {
                Rule::InvalidTemplate { line, cause, found } => (*line, *cause, found.clone()),
                other => (0, TemplateFault::Other, format!("{other:?}")),
            },
            Ok(good) => (0, TemplateFault::Other, good.text),
        }
    }

    #[test]
    fn every_default_is_filled_in_with_its_example() {
        for kind in EmailKind::ALL {
            let written = preview(kind, &defaults::template(kind));
            assert!(written.is_ok(), "{kind:?}: {written:?}");
            let Ok(written) = written else { continue };
            assert!(written.text.contains("https://alliance.example.fr/fiches/0193c8a2"), "{written:?}");
            assert!(written.html.contains("https:&#x2f;&#x2f;alliance.example.fr"), "{written:?}");
            assert!(!written.subject.is_empty() && !written.text.contains("\n\n\n"), "{written:?}");
        }
    }

    #[test]
    fn a_wrong_template_says_the_line_and_the_word() {
        assert_eq!(refusal("Bonjour\n{{ colour }}"), (2, TemplateFault::UnknownVariable, "colour".into()));
        assert_eq!(refusal("{{ title | safe }}").1, TemplateFault::UnknownFilter);
        assert_eq!(refusal("\n\n{% set x = 1 %}"), (3, TemplateFault::ForbiddenTag, "set".into()));
        let (line, cause, _) = refusal("Bonjour\n{% if title %}");
        assert!(line >= 1 && cause == TemplateFault::Syntax, "{line}");
    }

    #[test]
    fn a_template_that_would_run_long_is_stopped() {
        let endless = "{% for a in title %}{% for b in sha256 %}{% for c in sha256 %}{{ c }}{% endfor %}{% endfor %}{% endfor %}";
        assert_eq!(refusal(endless).1, TemplateFault::TooMuch);
    }

    #[test]
    fn what_people_typed_is_text_in_html_and_one_line_in_a_subject() {
        let mut values = letters::sample(EmailKind::Receipt);
        values["title"] = "<script>alert(1)</script>\r\nBcc: a@b.fr".into();
        let mut template = template("{{ title }}");
        template.subject = "{{ title }}".into();
        let written = write(EmailKind::Receipt, &template, &values);
        assert!(
            matches!(&written, Ok(w) if !w.html.contains("<script") && !w.subject.contains(['\r', '\n'])),
            "{written:?}"
        );
    }
}
