//! Test: French typography in every text of this folder.

use std::{fs, path::Path};

const NBSP: char = '\u{a0}';
const NNBSP: char = '\u{202f}';

/// The text with the spaces that French typography asks for.
fn mended(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut mended = String::with_capacity(text.len());
    for (index, &character) in characters.iter().enumerate() {
        let next = characters.get(index + 1).copied();
        let before = index.checked_sub(1).and_then(|index| characters.get(index)).copied();
        mended.push(match (character, before, next) {
            // A mark alone after a space, not the start of a code such as `:id`.
            (' ', _, Some(':' | '»' | '%' | '€')) => NBSP,
            (' ', _, Some(';' | '!' | '?')) => NNBSP,
            (' ', Some('«'), _) => NBSP,
            ('\'', Some(before), Some(next)) if before.is_alphabetic() && next.is_alphabetic() => '’',
            _ => character,
        });
    }
    mended
}

/// The source with each string literal mended; comments and code stay.
fn mended_source(source: &str) -> String {
    let mut mended_lines = Vec::new();
    // A literal may go on over several lines.
    let mut inside = false;
    for line in source.lines() {
        if !inside && line.trim_start().starts_with("//") {
            mended_lines.push(line.to_owned());
            continue;
        }
        let parts: Vec<String> = line
            .split('"')
            .enumerate()
            .map(|(index, part)| {
                inside ^= index > 0;
                if inside { mended(part) } else { part.to_owned() }
            })
            .collect();
        mended_lines.push(parts.join("\""));
    }
    mended_lines.join("\n") + "\n"
}

#[test]
fn spaces_do_not_break_before_double_punctuation() {
    assert_eq!(mended("Déposer ? « Oui »"), "Déposer\u{202f}? «\u{a0}Oui\u{a0}»");
    assert_eq!(mended("L'appel : 10 %"), "L’appel\u{a0}: 10\u{a0}%");
}

#[test]
fn typography_of_every_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n");
    let files =
        fs::read_dir(folder).map(|entries| entries.flatten().map(|entry| entry.path()).collect::<Vec<_>>());
    let mut wrong = Vec::new();
    for path in files.unwrap_or_default() {
        // This file holds the wrong forms on purpose.
        if path.file_name().is_some_and(|name| name == "typography.rs") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap_or_default();
        let mended = mended_source(&source);
        if mended != source {
            if std::env::var_os("FIX_TYPOGRAPHY").is_some() {
                assert!(fs::write(&path, mended).is_ok());
            } else {
                let lines = source.lines().zip(mended.lines()).enumerate();
                wrong.extend(
                    lines
                        .filter(|(_, (old, new))| old != new)
                        .map(|(index, (old, _))| format!("{}:{}: {}", path.display(), index + 1, old.trim())),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "run FIX_TYPOGRAPHY=1 cargo test -p frontend typography\n{}", wrong.join("\n"));
}
