//! A file of the demo, and a short thread. Its row comes with the data, its bytes when the server starts.

use crate::{
    db::AnyConnection,
    files::{
        hex,
        storage::{Storage, StorageError},
        store::{self, Holder, New},
    },
    http::fail::Fail,
    messages::store::{self as messages, Reader},
};
use actix_web::web::Bytes;
use chrono::{DateTime, Duration, Utc};
use openapi::{
    attachment::{AttachmentInput, AttachmentKind, FileType},
    message::MessageSide,
};
use sha2::{Digest, Sha256};

/// A file: object, name, what it is, content.
struct Sample {
    object: &'static str,
    name: &'static str,
    kind: AttachmentKind,
    content: &'static [u8],
}

const QUOTE: Sample = Sample {
    object: "demo-devis",
    name: "Devis (démo).pdf",
    kind: AttachmentKind::Quote,
    content: include_bytes!("../../demo/devis.pdf"),
};
/// A quote with a fiche that is about to be filed; once for the whole demo.
pub fn join(connection: &mut AnyConnection, project: &str, by: &str, at: DateTime<Utc>) -> Result<(), Fail> {
    if store::is_held(connection, QUOTE.object)? {
        return Ok(());
    }
    let sha256 = hex(Sha256::digest(QUOTE.content));
    let new = New {
        object: QUOTE.object,
        name: QUOTE.name,
        file_type: FileType::Pdf,
        size: QUOTE.content.len() as u64,
        sha256: &sha256,
        described: &AttachmentInput { label: String::new(), kind: QUOTE.kind },
        by,
    };
    store::insert(connection, &Holder::Project(project.to_owned()), &new, at)?;
    Ok(())
}

/// A question and its answer, both read.
pub fn talk(
    connection: &mut AnyConnection,
    project: &str,
    (applicant, coordinator): (&str, &str),
    at: DateTime<Utc>,
) -> Result<(), Fail> {
    let question = "Bonjour, pouvons-nous compléter le devis après le dépôt ? (démo)";
    let answer = "Bonjour, le devis joint suffit. Merci. (démo)";
    let (ours, theirs) = (MessageSide::Applicant, MessageSide::Coordination);
    let asked = messages::insert(connection, project, applicant, ours, question, at)?;
    let answered =
        messages::insert(connection, project, coordinator, theirs, answer, at + Duration::hours(3))?;
    messages::mark(connection, &Reader { user: coordinator, side: theirs }, project, &asked)?;
    messages::mark(connection, &Reader { user: applicant, side: ours }, project, &answered)?;
    Ok(())
}

/// Puts the bytes into the store where they are missing.
pub async fn place(storage: &Storage) -> Result<(), StorageError> {
    if storage.exists(QUOTE.object).await? {
        return Ok(());
    }
    storage.put(QUOTE.object, Bytes::from_static(QUOTE.content)).await
}
