//! Two texts compared word by word, each with the words that the other lacks marked.

use similar::{ChangeTag, TextDiff};
use yew::prelude::*;

/// A piece of a text, and whether the other text lacks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub own: bool,
}

/// The pieces of `text` beside `other`. Pure.
pub fn pieces(text: &str, other: &str) -> Vec<Piece> {
    let difference = TextDiff::from_words(other, text);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in difference.iter_all_changes().filter(|change| change.tag() != ChangeTag::Delete) {
        let own = change.tag() == ChangeTag::Insert;
        match pieces.last_mut() {
            Some(last) if last.own == own => last.text.push_str(change.value()),
            _ => pieces.push(Piece { text: change.value().to_owned(), own }),
        }
    }
    pieces
}

/// `text`, with the words that `other` lacks marked.
pub fn marked(text: &str, other: &str) -> Html {
    let pieces = pieces(text, other).into_iter();
    pieces
        .map(|Piece { text, own }| {
            if own {
                html! { <mark>{ text }</mark> }
            } else {
                html! { { text } }
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str, other: &str) -> Vec<String> {
        pieces(text, other).into_iter().filter(|piece| piece.own).map(|piece| piece.text).collect()
    }

    #[test]
    fn only_the_words_that_the_other_lacks_are_marked() {
        let (mine, theirs) = ("Deux ateliers par semaine, le soir.", "Trois ateliers par semaine.");
        assert_eq!(own(mine, theirs), ["Deux", "semaine, le soir."]);
        assert_eq!(own(theirs, mine), ["Trois", "semaine."]);
        assert!(own(mine, mine).is_empty());
    }

    #[test]
    fn no_character_is_lost_in_pieces() {
        for (one, other) in [("", "a b"), ("a\n\nb  c", "a\nc"), ("é\u{a0}: ü", "e : u")] {
            let whole: String = pieces(one, other).into_iter().map(|piece| piece.text).collect();
            assert_eq!(whole, one);
        }
    }
}
