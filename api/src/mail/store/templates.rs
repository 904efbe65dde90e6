//! The words of a programme's e-mails.

use crate::{
    db::{AnyConnection, schema::email_templates as templates},
    mail::defaults,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id,
    email::{EmailKind, EmailTemplate, EmailTemplateInput, TemplateVariable},
};

/// Version of a template that nobody has changed.
const FIRST: i32 = 1;

type Words = (Option<String>, Option<String>, Option<String>, i32);

/// The words of a kind in a programme, or the default ones.
pub fn find(connection: &mut AnyConnection, programme: &str, kind: EmailKind) -> QueryResult<EmailTemplate> {
    let found: Option<Words> = templates::table
        .find((programme, kind.as_str()))
        .select((templates::subject, templates::body_text, templates::body_html, templates::version))
        .first(connection)
        .optional()?;
    let (own, version) = match found {
        Some((Some(subject), Some(text), Some(html), version)) => {
            (Some(EmailTemplateInput { subject, text, html }), version)
        }
        Some((.., version)) => (None, version),
        None => (None, FIRST),
    };
    let customised = own.is_some();
    let EmailTemplateInput { subject, text, html } = own.unwrap_or_else(|| defaults::template(kind));
    let variables = crate::mail::letters::variables(kind).into_iter().map(|(name, meaning, example)| {
        let example = match example() {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        };
        TemplateVariable { name: name.to_owned(), meaning: meaning.to_owned(), example }
    });
    Ok(EmailTemplate {
        kind,
        version,
        programme: Id::from_storage(programme.to_owned()),
        customised,
        subject,
        text,
        html,
        variables: variables.collect(),
    })
}

/// Gives a programme words of its own, or with none the default ones again. The caller has compared the version.
pub fn save(
    connection: &mut AnyConnection,
    current: &EmailTemplate,
    words: Option<&EmailTemplateInput>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let key = (current.programme.as_str(), current.kind.as_str());
    let values = (
        templates::subject.eq(words.map(|words| words.subject.as_str())),
        templates::body_text.eq(words.map(|words| words.text.as_str())),
        templates::body_html.eq(words.map(|words| words.html.as_str())),
        templates::version.eq(current.version + 1),
        templates::updated_at.eq(now.naive_utc()),
    );
    let changed = diesel::update(templates::table.find(key)).set(values).execute(connection)?;
    if changed == 0 {
        diesel::insert_into(templates::table)
            .values((templates::programme_id.eq(key.0), templates::kind.eq(key.1), values))
            .execute(connection)?;
    }
    Ok(())
}
