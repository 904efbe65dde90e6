//! Files sent again with a key: compared by hash, as they come.

use super::Kept;
use actix_web::dev::Payload;
use futures_util::StreamExt;
use openapi::limits::FILE_MAX;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Whether a POST to this path brings a file.
pub fn is_one(path: &str) -> bool {
    path.ends_with("/attachments")
}

/// Whether a body is the file that the first answer tells of.
pub async fn is_same(mut body: Payload, first: &Kept) -> bool {
    let (mut hash, mut size) = (Sha256::new(), 0_u64);
    while let Some(chunk) = body.next().await {
        let Ok(chunk) = chunk else { return false };
        size += chunk.len() as u64;
        if size > FILE_MAX {
            return false;
        }
        hash.update(&chunk);
    }
    let answer: Value = serde_json::from_str(&first.body).unwrap_or_default();
    answer["sha256"] == crate::files::hex(hash.finalize())
}
