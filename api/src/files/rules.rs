//! Names of files, ranges, and what fits. Pure.

use openapi::{
    ErrorCode,
    attachment::FileType,
    limits::{FILE_MAX, FILE_NAME_MAX, FILES_MAX, FILES_TOTAL_MAX},
};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Whether one more file fits beside those that are there.
pub fn fits(present: &[u64], more: u64) -> Result<(), ErrorCode> {
    let total = present.iter().sum::<u64>().saturating_add(more);
    if more > FILE_MAX {
        Err(ErrorCode::FileTooLarge)
    } else if present.len() >= FILES_MAX || total > FILES_TOTAL_MAX {
        Err(ErrorCode::AttachmentsFull)
    } else {
        Ok(())
    }
}

/// Characters that show nothing, or turn the others around.
fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Names that are devices on Windows, whatever they end in.
fn is_device(stem: &str) -> bool {
    let stem = stem.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// A name that any system takes, of one part, and that ends as the type of the content does.
pub fn clean_name(given: &str, kind: FileType) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    // The joiner within an emoji is kept: without it a family falls apart.
    let visible = last.nfc().filter(|c| *c == '\u{200d}' || !hides(*c));
    let plain: String = visible.map(|c| if "<>:\"|?*".contains(c) { '-' } else { c }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let trimmed = words.trim_matches(['.', ' ', '\u{200d}']);
    let ends_right = |extension: &&&str| {
        trimmed.len() > extension.len() + 1 && trimmed.to_lowercase().ends_with(&format!(".{extension}"))
    };
    let (stem, extension) = match kind.extensions().iter().find(ends_right) {
        Some(extension) => (&trimmed[..trimmed.len() - extension.len() - 1], *extension),
        None => (without_other_type(trimmed), kind.extensions()[0]),
    };
    let stem: String = stem.chars().take(FILE_NAME_MAX - extension.len() - 1).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    match stem {
        "" => format!("fichier.{extension}"),
        stem if is_device(stem) => format!("_{stem}.{extension}"),
        stem => format!("{stem}.{extension}"),
    }
}

/// A photo called `.png` that is a JPEG becomes `.jpg`, not `.png.jpg`.
fn without_other_type(name: &str) -> &str {
    let known = |extension: &str| {
        FileType::ALL.iter().any(|kind| kind.extensions().contains(&extension.to_ascii_lowercase().as_str()))
    };
    match name.rsplit_once('.') {
        Some((stem, extension)) if known(extension) => stem,
        _ => name,
    }
}

/// `attachment`, with the name for old and new clients (RFC 6266, RFC 8187).
pub fn disposition(name: &str) -> String {
    let plain: String = name
        .nfd()
        .filter(char::is_ascii)
        .map(|c| if c.is_ascii_control() || matches!(c, '"' | '\\' | '%') { '-' } else { c })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{}\"; filename*=UTF-8''{encoded}", plain.trim())
}

/// What `Range` asks of a file (RFC 9110, section 14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Whole,
    Part(Range<u64>),
    /// 416
    Beyond,
}

/// Reads `Range`; what cannot be read, or asks for several ranges, asks for the whole.
pub fn asked(header: Option<&str>, size: u64) -> Asked {
    let Some(spec) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Asked::Whole;
    };
    let Some((first, last)) = spec.split_once('-').filter(|_| !spec.contains(',')) else {
        return Asked::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let digits = |text: &str| {
        text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().unwrap_or(u64::MAX))
    };
    match (first.is_empty(), last.is_empty()) {
        (true, true) => Asked::Whole,
        (true, false) => match digits(last) {
            None => Asked::Whole,
            Some(0) => Asked::Beyond,
            Some(count) => Asked::Part(size.saturating_sub(count)..size),
        },
        (false, ends) => match (digits(first), if ends { Some(u64::MAX) } else { digits(last) }) {
            (Some(first), Some(last)) if first <= last => {
                if first < size {
                    Asked::Part(first..size.min(last.saturating_add(1)))
                } else {
                    Asked::Beyond
                }
            }
            _ => Asked::Whole,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_one_part_without_what_hides_and_ends_as_its_content() {
        for (given, kind, clean) in [
            ("Devis imprimeur.pdf", FileType::Pdf, "Devis imprimeur.pdf"),
            ("DEVIS.PDF", FileType::Pdf, "DEVIS.pdf"),
            ("../../etc/passwd", FileType::Pdf, "passwd.pdf"),
            ("C:\\Users\\moi\\photo.JPEG", FileType::Jpeg, "photo.jpeg"),
            ("photo.png", FileType::Jpeg, "photo.jpg"),
            ("virus.exe", FileType::Png, "virus.exe.png"),
            ("nul\0.pdf", FileType::Pdf, "_nul.pdf"),
            ("facture\u{202e}fdp.exe", FileType::Pdf, "facturefdp.exe.pdf"),
            ("", FileType::Odt, "fichier.odt"),
            (".pdf", FileType::Pdf, "pdf.pdf"),
            ("  \t..  ", FileType::Ods, "fichier.ods"),
            ("Fête 🎉.pdf", FileType::Pdf, "Fête 🎉.pdf"),
            ("a<b>:c?.pdf", FileType::Pdf, "a-b--c-.pdf"),
        ] {
            assert_eq!(clean_name(given, kind), clean, "{given:?}");
        }
    }

    #[test]
    fn a_header_holds_any_name() {
        assert_eq!(
            disposition("Été « 1 ».pdf"),
            "attachment; filename=\"Ete  1 .pdf\"; filename*=UTF-8''%C3%89t%C3%A9%20%C2%AB%201%20%C2%BB.pdf"
        );
    }

    #[test]
    fn a_range_is_within_the_file_or_refused() {
        assert_eq!(asked(None, 10), Asked::Whole);
        assert_eq!(asked(Some("bytes=0-3"), 10), Asked::Part(0..4));
        assert_eq!(asked(Some("bytes=8-99"), 10), Asked::Part(8..10));
        assert_eq!(asked(Some("bytes=4-"), 10), Asked::Part(4..10));
        assert_eq!(asked(Some("bytes=-3"), 10), Asked::Part(7..10));
        assert_eq!(asked(Some("bytes=10-"), 10), Asked::Beyond);
        assert_eq!(asked(Some("bytes=-0"), 10), Asked::Beyond);
        for odd in ["bytes=", "bytes=3-1", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes=-"] {
            assert_eq!(asked(Some(odd), 10), Asked::Whole, "{odd}");
        }
    }

    #[test]
    fn ten_mebibytes_fit_and_one_byte_more_does_not() {
        assert_eq!(fits(&[], FILE_MAX), Ok(()));
        assert_eq!(fits(&[], FILE_MAX + 1), Err(ErrorCode::FileTooLarge));
        assert_eq!(fits(&[FILE_MAX; 4], FILE_MAX), Ok(()));
        assert_eq!(fits(&[FILE_MAX; 5], 1), Err(ErrorCode::AttachmentsFull));
        assert_eq!(fits(&[1; FILES_MAX], 1), Err(ErrorCode::AttachmentsFull));
    }

    proptest! {
        #[test]
        fn every_clean_name_can_be_a_file_and_a_header(given in ".*") {
            let name = clean_name(&given, FileType::Docx);
            prop_assert!(name.ends_with(".docx") && name.chars().count() <= FILE_NAME_MAX);
            prop_assert!(!name.contains(['/', '\\', '\0', '\n', '"']));
            prop_assert_eq!(&clean_name(&name, FileType::Docx), &name);
            prop_assert!(disposition(&name).bytes().all(|b| (0x20..0x7f).contains(&b)));
        }

        #[test]
        fn a_part_never_leaves_the_file(text in "bytes=[0-9,-]{0,12}", size in 1_u64..1000) {
            if let Asked::Part(range) = asked(Some(&text), size) {
                prop_assert!(range.start < range.end && range.end <= size);
            }
        }
    }
}
