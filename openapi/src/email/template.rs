//! The words of e-mails, which a programme can change.

use super::{EmailKind, required_text};
use crate::{Id, limits::SUBJECT_MAX, validation as rules};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A variable that a template can use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"name": "title", "meaning": "Titre de la fiche-action", "example": "Lire en famille"}))]
pub struct TemplateVariable {
    pub name: String,
    /// In French.
    pub meaning: String,
    pub example: String,
}

/// The words of a kind of e-mail in a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "kind": "receipt", "version": 1, "programme": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61", "customised": false,
    "subject": "Fiche-action déposée : {{ title }}", "text": "Bonjour {{ recipient }},", "html": "<p>Bonjour {{ recipient }},</p>",
    "variables": [{"name": "title", "meaning": "Titre de la fiche-action", "example": "Lire en famille"}]}))]
pub struct EmailTemplate {
    pub kind: EmailKind,
    pub version: i32,
    /// Id of the programme.
    pub programme: Id,
    /// Whether the programme has words of its own.
    pub customised: bool,
    pub subject: String,
    pub text: String,
    /// A fragment of HTML; values are escaped where they stand.
    pub html: String,
    pub variables: Vec<TemplateVariable>,
}

/// A template as sent: Jinja with variables, `if` and `for`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({
    "subject": "Fiche-action déposée : {{ title }}", "text": "Bonjour {{ recipient }},\n\n{{ link }}",
    "html": "<p>Bonjour {{ recipient }},</p><p><a href=\"{{ link }}\">Voir la fiche-action</a></p>"}))]
pub struct EmailTemplateInput {
    #[garde(custom(rules::line(1, SUBJECT_MAX)))]
    #[schema(min_length = 1, max_length = 300)]
    pub subject: String,
    #[garde(custom(required_text))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub text: String,
    /// Tags: p, br, strong, em, ul, ol, li, h1 to h3, blockquote, code, and a with a whole `href`, which is nothing but
    /// `{{ link }}` where it holds it.
    #[garde(custom(required_text))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub html: String,
}

impl From<&EmailTemplate> for EmailTemplateInput {
    fn from(template: &EmailTemplate) -> Self {
        let EmailTemplate {
            kind: _,
            version: _,
            programme: _,
            customised: _,
            subject,
            text,
            html,
            variables: _,
        } = template.clone();
        Self { subject, text, html }
    }
}

/// A template filled in with sample data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"subject": "Fiche-action déposée : Lire en famille", "text": "Bonjour Camille Martin,", "html": "<p>Bonjour Camille Martin,</p>"}))]
pub struct EmailPreview {
    pub subject: String,
    pub text: String,
    /// A whole HTML document.
    pub html: String,
}

/// Which programme's templates.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TemplateFilter {
    /// Id or slug; absent: the only programme there is.
    pub programme: Option<String>,
}
