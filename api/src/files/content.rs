//! What a file is, by its content. Its name and what the sender declares say nothing.

use super::container;
use openapi::{ErrorCode, attachment::FileType};
use std::io::{Read, Seek, SeekFrom};

/// Bytes at the beginning that tell the type.
const HEAD: usize = 512;
/// An end record of a ZIP archive: 22 bytes and a comment of at most 65,535.
const TAIL: u64 = 22 + 65_535;

/// Why a file is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// None of the accepted types.
    Type,
    Macros,
    /// Two types in one file, an archive that swells, a path that leads out.
    Unsafe,
    Damaged,
}

impl Refusal {
    pub fn code(self) -> ErrorCode {
        match self {
            Refusal::Type => ErrorCode::FileTypeRefused,
            Refusal::Macros => ErrorCode::FileHasMacros,
            Refusal::Unsafe => ErrorCode::FileUnsafe,
            Refusal::Damaged => ErrorCode::FileDamaged,
        }
    }
}

/// Looks at a file of `size` bytes. What the file itself lacks is a refusal; what its reader fails at, an error.
pub fn look<R: Read + Seek>(mut file: R, size: u64) -> std::io::Result<Result<FileType, Refusal>> {
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if head.starts_with(b"PK\x03\x04") {
        file.seek(SeekFrom::Start(0))?;
        return container::look(file, size);
    }
    let Some(found) = plain(&head) else { return Ok(Err(Refusal::Type)) };
    file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    Ok(if ends_as_archive(&tail) {
        // Opened as an archive it would be another file.
        Err(Refusal::Unsafe)
    } else if !is_whole(found, &tail) {
        Err(Refusal::Damaged)
    } else {
        Ok(found)
    })
}

fn plain(head: &[u8]) -> Option<FileType> {
    match infer::get(head)?.mime_type() {
        // The signature stands at the very beginning: what may stand before it by the letter is what polyglots use.
        "application/pdf" => head.starts_with(b"%PDF-").then_some(FileType::Pdf),
        "image/jpeg" => Some(FileType::Jpeg),
        "image/png" => (head.get(12..16) == Some(b"IHDR")).then_some(FileType::Png),
        _ => None,
    }
}

fn holds(bytes: &[u8], sign: &[u8]) -> bool {
    bytes.windows(sign.len()).any(|window| window == sign)
}

/// Whether the end that each type has is there: a file cut on its way to the sender is found here.
fn is_whole(kind: FileType, tail: &[u8]) -> bool {
    match kind {
        FileType::Pdf => holds(tail, b"%%EOF"),
        FileType::Png => holds(tail, b"IEND"),
        FileType::Jpeg => holds(tail, b"\xff\xd9"),
        FileType::Odt | FileType::Docx | FileType::Ods | FileType::Xlsx => true,
    }
}

/// Whether an end record of an archive reaches exactly to the end.
fn ends_as_archive(tail: &[u8]) -> bool {
    (0..tail.len().saturating_sub(21)).any(|at| {
        let record = &tail[at..];
        record.starts_with(b"PK\x05\x06")
            && usize::from(u16::from_le_bytes([record[20], record[21]])) == record.len() - 22
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

    fn look_at(bytes: &[u8]) -> Result<FileType, Refusal> {
        look(Cursor::new(bytes), bytes.len() as u64).unwrap_or(Err(Refusal::Damaged))
    }

    #[test]
    fn a_pdf_is_a_pdf_whatever_it_is_called() {
        assert_eq!(look_at(PDF), Ok(FileType::Pdf));
    }

    #[test]
    fn programs_scripts_pages_and_nothing_are_refused() {
        let mut program = b"MZ\x90\0".to_vec();
        program.resize(600, 0);
        for bytes in [&program[..], b"#!/bin/sh\n", b"<html><script>", b"GIF89a", b"plain text", b"", b"\0"] {
            assert_eq!(look_at(bytes), Err(Refusal::Type), "{bytes:?}");
        }
    }

    #[test]
    fn a_pdf_that_is_an_archive_too_is_refused() {
        let mut both = PDF.to_vec();
        both.extend(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x03\0abc");
        assert_eq!(look_at(&both), Err(Refusal::Unsafe));
        both.push(b'.');
        both.extend(b"%%EOF");
        assert_eq!(look_at(&both), Ok(FileType::Pdf), "an end record in the middle is content");
    }

    #[test]
    fn a_pdf_behind_something_else_is_refused() {
        let mut late = b"<script>".to_vec();
        late.extend(PDF);
        assert_eq!(look_at(&late), Err(Refusal::Type));
    }

    #[test]
    fn a_file_without_its_end_is_damaged() {
        assert_eq!(look_at(&PDF[..40]), Err(Refusal::Damaged));
        assert_eq!(look_at(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"), Err(Refusal::Damaged));
        assert_eq!(look_at(b"\xff\xd8\xff\xe0\0\x10JFIF"), Err(Refusal::Damaged));
    }
}
