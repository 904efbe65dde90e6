//! A file as an answer: its name, its tag, and no cache between.

use crate::http::etag;
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue},
    web::Bytes,
};

/// What a cache may keep: nothing without asking again, since who may read it can change.
const CACHE: &str = "private, no-cache";

/// The tag as a header has it.
pub fn quoted(tag: &str) -> String {
    format!("\"{tag}\"")
}

/// 304 where the client has this very file.
pub fn known(request: &HttpRequest, tag: &str) -> Option<HttpResponse> {
    etag::already_read(request, &quoted(tag)).then(|| {
        HttpResponse::NotModified()
            .insert_header((header::ETAG, quoted(tag)))
            .insert_header((header::CACHE_CONTROL, CACHE))
            .finish()
    })
}

/// A file to keep: `name` in letters, digits and hyphens, `title` for systems that can show more.
pub fn file(kind: &str, tag: &str, name: &str, title: &str, bytes: Bytes) -> HttpResponse {
    let parameters = vec![
        DispositionParam::Filename(name.to_owned()),
        DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".into()),
            language_tag: None,
            value: title.as_bytes().to_vec(),
        }),
    ];
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::ETAG, quoted(tag)))
        .insert_header((header::CACHE_CONTROL, CACHE))
        .insert_header(ContentDisposition { disposition: DispositionType::Attachment, parameters })
        .body(bytes)
}

/// A file name that a person reads: without what file systems refuse.
pub fn readable(text: &str) -> String {
    let kept: String =
        text.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { ' ' } else { c }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect()
}
