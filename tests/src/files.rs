//! Files to attach, made here, and how people send them.

use crate::{Answer, Person, client::Request};
use reqwest::Method;
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// What Word calls the parts of a document.
pub const DOCX_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

/// A PDF of exactly `size` bytes; `mark` makes it differ from others.
pub fn pdf(mark: &str, size: usize) -> Vec<u8> {
    let mut bytes = format!("%PDF-1.4\n% {mark}\n").into_bytes();
    let end = b"\n%%EOF\n";
    bytes.resize(size.saturating_sub(end.len()).max(bytes.len()), b'x');
    bytes.extend(end);
    bytes
}

/// A small PNG.
pub fn png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0".to_vec();
    bytes.extend(b"\x3a\x7e\x9b\x55\0\0\0\0IEND\xaeB`\x82");
    bytes
}

/// A program for Windows, as far as anybody looks.
pub fn program() -> Vec<u8> {
    let mut bytes = b"MZ\x90\0\x03\0\0\0".to_vec();
    bytes.resize(4_096, 0);
    bytes
}

/// A ZIP archive.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a name of a part");
        writer.write_all(content).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

/// A Word document with further parts.
pub fn docx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts = vec![("[Content_Types].xml", DOCX_TYPES.as_bytes()), ("word/document.xml", &b"<w/>"[..])];
    parts.extend_from_slice(more);
    archive(&parts)
}

/// Where a file with a name is sent; `path` is a project's or a partner's.
pub fn place(path: &str, name: &str) -> String {
    let mut query = String::new();
    for byte in name.bytes() {
        query.push_str(&format!("%{byte:02X}"));
    }
    format!("{path}/attachments?name={query}")
}

/// Sends a file; `path` is a project's or a partner's.
pub fn attach(person: &Person, path: &str, name: &str, bytes: Vec<u8>) -> Request {
    person.request(Method::POST, &place(path, name)).raw("application/octet-stream", bytes)
}

/// Path of a PDF that was attached.
pub async fn attached(person: &Person, path: &str, name: &str) -> String {
    let answer: Answer = attach(person, path, name, pdf(name, 2_000)).await.is(201);
    format!("{path}/attachments/{}", answer.id())
}
