//! The fonts that are in the server, and what they can write.

use serde_json::Value;
use std::sync::LazyLock;
use typst::{foundations::Bytes, text::Font};
use typst_kit::fonts::{self, FontStore};

/// Loaded with the first document, so that a server that sets none keeps its memory.
pub static STORE: LazyLock<FontStore> = LazyLock::new(|| {
    let mut store = FontStore::new();
    store.extend(fonts::embedded());
    let emoji = Font::iter(Bytes::new(epaint_default_fonts::NOTO_EMOJI_REGULAR));
    store.extend(emoji.map(|font| {
        let info = font.info().clone();
        (font, info)
    }));
    store
});

fn written(c: char) -> bool {
    // Joiners, variation selectors and marks of direction leave no trace of their own.
    let unseen = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
    let book = STORE.book();
    c.is_ascii() || unseen || (0..).map_while(|id| book.info(id)).any(|font| font.coverage.contains(c.into()))
}

/// Writes a sign that no font has by its number in Unicode: PDF/UA allows no empty box, and nothing that a person wrote
/// goes missing.
pub fn settable(content: &mut Value) {
    match content {
        Value::String(text) if !text.chars().all(written) => {
            let mut spelled = String::with_capacity(text.len());
            for c in text.chars() {
                if written(c) {
                    spelled.push(c);
                } else if !c.is_control() {
                    spelled.push_str(&format!("[U+{:04X}]", u32::from(c)));
                }
            }
            *text = spelled;
        }
        Value::Array(items) => items.iter_mut().for_each(settable),
        Value::Object(fields) => fields.values_mut().for_each(settable),
        _ => {}
    }
}
