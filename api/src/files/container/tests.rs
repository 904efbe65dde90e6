use super::*;
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

const DOCX: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
    <Default Extension="xml" ContentType="application/xml"/>
    <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let begun = writer.start_file(*name, SimpleFileOptions::default());
        assert!(begun.is_ok() && writer.write_all(content).is_ok(), "{name}");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn look_at(bytes: &[u8]) -> Verdict {
    look(Cursor::new(bytes), bytes.len() as u64).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn what_is_inside_tells_the_type() {
    let odt = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<a/>"),
        ("META-INF/manifest.xml", b"<a/>"),
    ]);
    assert_eq!(look_at(&odt), Ok(FileType::Odt));
    let docx = archive(&[("[Content_Types].xml", DOCX.as_bytes()), ("word/document.xml", b"<a/>")]);
    assert_eq!(look_at(&docx), Ok(FileType::Docx));
    let sheet = DOCX
        .replace("wordprocessingml.document", "spreadsheetml.sheet")
        .replace("word/document", "xl/workbook");
    let xlsx = archive(&[("[Content_Types].xml", sheet.as_bytes()), ("xl/workbook.xml", b"<a/>")]);
    assert_eq!(look_at(&xlsx), Ok(FileType::Xlsx));
}

#[test]
fn an_archive_that_is_no_document_is_refused() {
    assert_eq!(look_at(&archive(&[("virus.exe", b"MZ")])), Err(Refusal::Type));
    assert_eq!(look_at(&archive(&[("[Content_Types].xml", DOCX.as_bytes())])), Err(Refusal::Type));
    assert_eq!(look_at(&archive(&[("mimetype", b"application/epub+zip")])), Err(Refusal::Type));
}

#[test]
fn macros_are_refused_wherever_they_hide() {
    let part = ("word/document.xml", &b"<a/>"[..]);
    let types = ("[Content_Types].xml", DOCX.as_bytes());
    assert_eq!(look_at(&archive(&[types, part, ("word/vbaProject.bin", b"x")])), Err(Refusal::Macros));
    let docm = DOCX.replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document",
        "vnd.ms-word.document.macroEnabled",
    );
    assert_eq!(look_at(&archive(&[("[Content_Types].xml", docm.as_bytes()), part])), Err(Refusal::Macros));
    let odt = [("mimetype", &b"application/vnd.oasis.opendocument.text"[..]), ("Basic/Standard/a.xml", b"x")];
    assert_eq!(look_at(&archive(&odt)), Err(Refusal::Macros));
}

#[test]
fn a_bomb_is_refused_before_it_swells() {
    let zeros = vec![0; usize::try_from(UNPACKED_MAX).unwrap_or_default() / 2 + 1];
    let bomb = archive(&[
        ("[Content_Types].xml", DOCX.as_bytes()),
        ("word/document.xml", &zeros),
        ("word/b", &zeros),
    ]);
    assert!(bomb.len() < 2_000_000, "{}", bomb.len());
    assert_eq!(look_at(&bomb), Err(Refusal::Unsafe));
}

#[test]
fn a_declared_size_that_lies_does_not_help() {
    let honest =
        archive(&[("[Content_Types].xml", DOCX.as_bytes()), ("word/document.xml", &vec![0; 100_000])]);
    let size = 100_000_u32.to_le_bytes();
    let mut lying = honest.clone();
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == size {
            lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
    }
    assert_ne!(lying, honest);
    assert!(look_at(&lying).is_err());
}

#[test]
fn parts_that_lead_out_or_come_twice_are_refused() {
    let types = ("[Content_Types].xml", DOCX.as_bytes());
    let part = ("word/document.xml", &b"<a/>"[..]);
    for name in ["../../etc/passwd", "/etc/passwd", "C:evil", "META-INF/MANIFEST.MF"] {
        assert_eq!(look_at(&archive(&[types, part, (name, b"x")])), Err(Refusal::Unsafe), "{name}");
    }
    assert_eq!(look_at(&archive(&[types, part, ("WORD/document.xml", b"x")])), Err(Refusal::Unsafe));
}

#[test]
fn a_cut_or_changed_archive_is_damaged_and_one_behind_something_else_unsafe() {
    let docx = archive(&[("[Content_Types].xml", DOCX.as_bytes()), ("word/document.xml", b"<a>text</a>")]);
    assert_eq!(look_at(&docx[..docx.len() - 30]), Err(Refusal::Damaged));
    let mut changed = docx.clone();
    // Within the packed bytes of the first part.
    changed[90] ^= 0xff;
    assert!(look_at(&changed).is_err());
    let mut late = b"PK\x03\x04 a page of script before it ".to_vec();
    late.extend(&docx);
    assert!(look_at(&late).is_err());
}
