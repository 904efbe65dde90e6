//! ODT, ODS, DOCX and XLSX are ZIP archives: what is inside tells them from each other, and from what only looks alike.

use super::{content::Refusal, storage::StorageError};
use openapi::attachment::FileType;
use quick_xml::{Reader, XmlVersion, events::Event};
use std::{
    collections::HashSet,
    io::{self, Read, Seek},
};
use zip::{ZipArchive, result::ZipError};

/// Parts of an archive.
const PARTS_MAX: usize = 5_000;
/// All parts unpacked, in bytes: far above an office document of 10 MiB, far below a bomb.
const UNPACKED_MAX: u64 = 300 * 1024 * 1024;
/// The part that lists the types of the others.
const TYPES_MAX: u64 = 1024 * 1024;
/// What programs and macros are called, in lower case.
const MACROS: [&str; 5] = ["vbaproject.bin", "vbadata.xml", "basic/", "scripts/", "xl/macrosheets/"];
const PROGRAMS: [&str; 4] = ["meta-inf/manifest.mf", "androidmanifest.xml", "classes.dex", "install.rdf"];

type Verdict = Result<FileType, Refusal>;

/// A fault of the archive is a refusal; one of its reader is an error.
fn fault(error: ZipError) -> io::Result<Refusal> {
    match error {
        ZipError::Io(error) => broken(error),
        _ => Ok(Refusal::Damaged),
    }
}

/// What unpacking says of bytes that are no such thing; what the store says is an error.
fn broken(error: io::Error) -> io::Result<Refusal> {
    let of_the_store = error.get_ref().is_some_and(|cause| cause.is::<StorageError>());
    if of_the_store { Err(error) } else { Ok(Refusal::Damaged) }
}

/// Looks into an archive of `size` bytes.
pub fn look<R: Read + Seek>(file: R, size: u64) -> io::Result<Verdict> {
    let mut archive = match ZipArchive::new(file) {
        Ok(archive) => archive,
        Err(error) => return fault(error).map(Err),
    };
    if archive.offset() != 0 || archive.len() > PARTS_MAX {
        return Ok(Err(Refusal::Unsafe));
    }
    let (mut names, mut packed, mut unpacked) = (HashSet::new(), 0_u64, 0_u64);
    let (mut macros, mut unsafe_name) = (false, false);
    for index in 0..archive.len() {
        let mut part = match archive.by_index(index) {
            Ok(part) => part,
            Err(error) => return fault(error).map(Err),
        };
        let Ok(name) = part.name().map(|name| name.to_lowercase()) else { return Ok(Err(Refusal::Damaged)) };
        unsafe_name |= leads_out(&name) || PROGRAMS.contains(&name.as_str());
        macros |= MACROS.iter().any(|sign| name.ends_with(sign) || name.starts_with(sign));
        packed = packed.saturating_add(part.compressed_size());
        // Parts that share their bytes unpack to more than the file holds.
        if packed > size || part.size() > UNPACKED_MAX {
            return Ok(Err(Refusal::Unsafe));
        }
        // Counted while it unpacks: the size that is declared may lie.
        match io::copy(&mut part.by_ref().take(UNPACKED_MAX + 1 - unpacked), &mut io::sink()) {
            Ok(bytes) => unpacked += bytes,
            Err(error) => return broken(error).map(Err),
        }
        if unpacked > UNPACKED_MAX {
            return Ok(Err(Refusal::Unsafe));
        }
        // Two parts of one name: each reader takes another one.
        if !names.insert(name) {
            return Ok(Err(Refusal::Unsafe));
        }
    }
    if macros {
        return Ok(Err(Refusal::Macros));
    }
    if unsafe_name {
        return Ok(Err(Refusal::Unsafe));
    }
    if names.contains("mimetype") {
        return open_document(&mut archive);
    }
    if names.contains("[content_types].xml") {
        return office_open(&mut archive, &names);
    }
    Ok(Err(Refusal::Type))
}

fn leads_out(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains([':', '\0'])
        || name.split(['/', '\\']).any(|part| part == "..")
}

fn read<R: Read + Seek>(archive: &mut ZipArchive<R>, name: &str) -> io::Result<Result<Vec<u8>, Refusal>> {
    let part = match archive.by_name(name) {
        Ok(part) => part,
        Err(error) => return fault(error).map(Err),
    };
    let mut bytes = Vec::new();
    match part.take(TYPES_MAX).read_to_end(&mut bytes) {
        Ok(_) => Ok(Ok(bytes)),
        Err(error) => broken(error).map(Err),
    }
}

/// OpenDocument 1.3, part 2, 3.3: the part `mimetype` says the type.
fn open_document<R: Read + Seek>(archive: &mut ZipArchive<R>) -> io::Result<Verdict> {
    Ok(read(archive, "mimetype")?.and_then(|text| {
        let found = [FileType::Odt, FileType::Ods]
            .into_iter()
            .find(|kind| text.trim_ascii() == kind.media_type().as_bytes());
        found.ok_or(Refusal::Type)
    }))
}

/// ECMA-376, part 2, 7.2.3.2: the part `[Content_Types].xml` says the type of each other part.
fn office_open<R: Read + Seek>(archive: &mut ZipArchive<R>, names: &HashSet<String>) -> io::Result<Verdict> {
    Ok(read(archive, "[Content_Types].xml")?.and_then(|text| {
        let types = content_types(&text).ok_or(Refusal::Damaged)?;
        if types.iter().any(|(_, kind)| kind.contains("macroenabled") || kind.contains("vbaproject")) {
            return Err(Refusal::Macros);
        }
        let main = |kind: FileType| format!("{}.main+xml", kind.media_type());
        let found = [FileType::Docx, FileType::Xlsx].into_iter().find(|kind| {
            let of_kind = types.iter().filter(|(_, name)| *name == main(*kind));
            of_kind.into_iter().any(|(part, _)| {
                part.as_ref().is_none_or(|part| names.contains(part.trim_start_matches('/')))
            })
        });
        found.ok_or(Refusal::Type)
    }))
}

/// Each part, none for a default of many, with its type, in lower case.
fn content_types(text: &[u8]) -> Option<Vec<(Option<String>, String)>> {
    let mut reader = Reader::from_reader(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                let mut part = None;
                let mut kind = String::new();
                for attribute in element.attributes() {
                    let attribute = attribute.ok()?;
                    let value = || {
                        attribute
                            .normalized_value(XmlVersion::Implicit1_0)
                            .ok()
                            .map(|text| text.to_lowercase())
                    };
                    match attribute.key.local_name().as_ref() {
                        "PartName" => part = Some(value()?),
                        "ContentType" => kind = value()?,
                        _ => {}
                    }
                }
                found.push((part, kind));
            }
            Event::Eof => return Some(found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
