//! Texts made comparable: case, accents and inflections removed, the same on both engines.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case without accents, for sorting: `Éducation` is `education`, `œuvre` is `oeuvre`.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).fold(
        String::with_capacity(text.len()),
        |mut folded, c| {
            match c {
                'œ' => folded.push_str("oe"),
                'æ' => folded.push_str("ae"),
                '’' => folded.push('\''),
                other => folded.push(other),
            }
            folded
        },
    )
}

/// The stems of a text's words, in order.
pub fn stems(text: &str) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::French);
    // The stemmer knows endings with their accents: stem first, fold after.
    text.to_lowercase()
        .replace(['’', '\''], " ")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| fold(&stemmer.stem(word)))
        .collect()
}

/// What is stored to be searched: each folded word and its stem, each after a space.
pub fn index(texts: &[&str]) -> String {
    let mut indexed = String::new();
    for text in texts {
        let folded = fold(text);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        for (word, stem) in words.zip(stems(text).into_iter().chain(std::iter::repeat(String::new()))) {
            indexed.push(' ');
            indexed.push_str(word);
            if !stem.is_empty() && !word.starts_with(&stem) {
                indexed.push(' ');
                indexed.push_str(&stem);
            }
        }
    }
    indexed
}

/// The needles of a query: a text matches when its index holds ` needle` for every one of them.
pub fn needles(query: &str) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::French);
    fold(query)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| stemmer.stem(word).into_owned())
        .map(|stem| format!(" {stem}"))
        .collect()
}

/// Whether an indexed text holds every needle.
pub fn matches(indexed: &str, needles: &[String]) -> bool {
    needles.iter().all(|needle| indexed.contains(needle.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, query: &str) -> bool {
        matches(&index(&[text]), &needles(query))
    }

    #[test]
    fn a_search_ignores_case_accents_and_endings() {
        assert!(found("Parentalité", "parentalite"));
        assert!(found("Lutte contre l’illettrisme", "ILLETTRISME"));
        assert!(found("Médiation sociale", "mediations"));
        assert!(found("Sous-préfecture de Soissons", "prefecture soissons"));
        assert!(found("Ateliers de lecture", "atelier"));
        assert!(found("Parentalité", "paren"));
        assert!(!found("Parentalité", "lecture"));
    }

    #[test]
    fn folding_orders_accented_names_with_their_letters() {
        assert_eq!(fold("Éducation nationale"), "education nationale");
        assert_eq!(fold("Cœur"), "coeur");
    }
}
