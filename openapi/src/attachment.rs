//! Files joined to a project or to a partner's profile.

use crate::{Id, validation as rules};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

/// The types that are accepted; a file's content says which it is, never its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    Pdf,
    Odt,
    Docx,
    Ods,
    Xlsx,
    Jpeg,
    Png,
}

impl FileType {
    pub const ALL: [FileType; 7] = [
        FileType::Pdf,
        FileType::Odt,
        FileType::Docx,
        FileType::Ods,
        FileType::Xlsx,
        FileType::Jpeg,
        FileType::Png,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            FileType::Pdf => "pdf",
            FileType::Odt => "odt",
            FileType::Docx => "docx",
            FileType::Ods => "ods",
            FileType::Xlsx => "xlsx",
            FileType::Jpeg => "jpeg",
            FileType::Png => "png",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// As in `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            FileType::Pdf => "application/pdf",
            FileType::Odt => "application/vnd.oasis.opendocument.text",
            FileType::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileType::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            FileType::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileType::Jpeg => "image/jpeg",
            FileType::Png => "image/png",
        }
    }

    /// What names of this type may end in, without the dot; the first is the usual one.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            FileType::Pdf => &["pdf"],
            FileType::Odt => &["odt"],
            FileType::Docx => &["docx"],
            FileType::Ods => &["ods"],
            FileType::Xlsx => &["xlsx"],
            FileType::Jpeg => &["jpg", "jpeg"],
            FileType::Png => &["png"],
        }
    }

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            FileType::Pdf => "PDF",
            FileType::Odt => "Texte ODT",
            FileType::Docx => "Texte DOCX",
            FileType::Ods => "Tableur ODS",
            FileType::Xlsx => "Tableur XLSX",
            FileType::Jpeg => "Image JPEG",
            FileType::Png => "Image PNG",
        }
    }
}

/// What an attachment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    Statutes,
    BankDetails,
    Quote,
    CommitmentLetter,
    Report,
    Picture,
    #[default]
    Other,
}

impl AttachmentKind {
    pub const ALL: [AttachmentKind; 7] = [
        AttachmentKind::Statutes,
        AttachmentKind::BankDetails,
        AttachmentKind::Quote,
        AttachmentKind::CommitmentLetter,
        AttachmentKind::Report,
        AttachmentKind::Picture,
        AttachmentKind::Other,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            AttachmentKind::Statutes => "statutes",
            AttachmentKind::BankDetails => "bank_details",
            AttachmentKind::Quote => "quote",
            AttachmentKind::CommitmentLetter => "commitment_letter",
            AttachmentKind::Report => "report",
            AttachmentKind::Picture => "picture",
            AttachmentKind::Other => "other",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            AttachmentKind::Statutes => "Statuts",
            AttachmentKind::BankDetails => "RIB",
            AttachmentKind::Quote => "Devis",
            AttachmentKind::CommitmentLetter => "Lettre d’engagement",
            AttachmentKind::Report => "Bilan ou rapport",
            AttachmentKind::Picture => "Photo ou visuel",
            AttachmentKind::Other => "Autre document",
        }
    }
}

/// A file, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f80", "version": 1, "name": "Devis imprimeur.pdf", "label": "Devis de l’imprimeur",
    "kind": "quote", "type": "pdf", "media_type": "application/pdf", "size": 48213,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "filed": false,
    "created_at": "2026-05-20T16:12:04Z"}))]
pub struct Attachment {
    pub id: Id,
    pub version: i32,
    /// A clean file name that ends as its type does.
    pub name: String,
    /// What it shows, in a few words; may be empty.
    pub label: String,
    pub kind: AttachmentKind,
    /// By its content.
    #[serde(rename = "type")]
    pub file_type: FileType,
    pub media_type: String,
    /// In bytes.
    pub size: u64,
    /// Of the content, hexadecimal.
    pub sha256: String,
    /// Part of a version that was filed: it stays readable for those who read that version, even when it is removed.
    pub filed: bool,
    pub created_at: DateTime<Utc>,
}

/// What can be changed of an attachment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"label": "Devis de l’imprimeur", "kind": "quote"}))]
pub struct AttachmentInput {
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub label: String,
    pub kind: AttachmentKind,
}

/// What goes with the bytes of an upload.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AttachmentUpload {
    /// Name of the file, as on the sender's device.
    #[param(example = "Devis imprimeur.pdf", required = true)]
    pub name: Option<String>,
    /// What it shows, in a few words.
    #[param(example = "Devis de l’imprimeur", max_length = 200)]
    pub label: Option<String>,
    /// `statutes`, `bank_details`, `quote`, `commitment_letter`, `report`, `picture` or `other` (default).
    #[param(example = "quote")]
    pub kind: Option<String>,
}

/// Filter of a list of attachments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AttachmentFilter {
    /// Those filed with this version of the fiche (1 is the first submission), instead of the present ones.
    #[param(example = 1, minimum = 1)]
    pub filed: Option<u32>,
}

/// The bytes of a file.
#[derive(Debug, Clone, Copy)]
pub struct FileContent;

impl PartialSchema for FileContent {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(utoipa::openapi::schema::SchemaFormat::KnownFormat(
                utoipa::openapi::schema::KnownFormat::Binary,
            )))
            .into()
    }
}

impl ToSchema for FileContent {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("FileContent")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_the_wire_are_read_back() {
        for kind in FileType::ALL {
            assert_eq!(FileType::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap_or_default(), kind.as_str());
        }
        for kind in AttachmentKind::ALL {
            assert_eq!(AttachmentKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap_or_default(), kind.as_str());
        }
    }
}
