//! The password rule (CNIL 2022), without the list of common passwords, which the server holds.

/// Kinds of characters that the rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Lower,
    Upper,
    Digit,
    Sign,
}

impl Class {
    const ALL: [Class; 4] = [Class::Lower, Class::Upper, Class::Digit, Class::Sign];

    fn holds(self, c: char) -> bool {
        match self {
            Class::Lower => c.is_lowercase(),
            Class::Upper => c.is_uppercase(),
            Class::Digit => c.is_ascii_digit(),
            Class::Sign => !c.is_alphanumeric() && !c.is_control(),
        }
    }
}

/// What a password needs to be strong enough: so many characters more, of these kinds too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacks {
    pub characters: usize,
    pub classes: Vec<Class>,
}

/// What is missing by the shortest way to the rule: 12 characters of 4 classes, 14 of 3, or a passphrase of 7 words. Nothing for a
/// password that is strong enough.
pub fn lacks(password: &str) -> Option<Lacks> {
    let length = password.chars().count();
    let missing: Vec<Class> =
        Class::ALL.into_iter().filter(|class| !password.chars().any(|c| class.holds(c))).collect();
    let words = password.split_whitespace().filter(|word| word.chars().count() >= 2).count();
    // One kind of the four may be missing in a longer one.
    let (enough, classes) = if missing.is_empty() { (12, missing) } else { (14, missing[1..].to_vec()) };
    let characters = usize::saturating_sub(enough, length);
    (words < 7 && (characters > 0 || !classes.is_empty())).then_some(Lacks { characters, classes })
}

/// Whether a password is strong enough by its shape.
pub fn strong_enough(password: &str) -> bool {
    lacks(password).is_none()
}

/// Whether a password holds a name or an address of its owner: a word of four letters or more of what `known` says, or of
/// the part of an address before its at sign.
pub fn is_personal(password: &str, known: &[&str]) -> bool {
    let password = password.to_lowercase();
    known.iter().any(|text| {
        let own = text.rsplit_once('@').map_or(*text, |(local, _)| local).to_lowercase();
        own.split(|c: char| !c.is_alphanumeric())
            .any(|word| word.chars().count() >= 4 && password.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_of_four_fourteen_of_three_or_seven_words() {
        for good in ["Alliance-2026", "Alliance202620", "un deux trois quatre cinq six sept"] {
            assert!(strong_enough(good), "{good}");
        }
        for bad in ["Alliance-26", "alliance202620", "un deux trois quatre cinq six", ""] {
            assert!(!strong_enough(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_missing_is_the_shortest_way() {
        let lacking = |characters, classes: &[Class]| Some(Lacks { characters, classes: classes.to_vec() });
        assert_eq!(lacks("Alliance-26"), lacking(1, &[]));
        assert_eq!(lacks("alliance202620"), lacking(0, &[Class::Sign]));
        assert_eq!(lacks("Alliance2026"), lacking(2, &[]));
        assert_eq!(lacks("un deux trois quatre cinq six sept"), None);
    }

    #[test]
    fn the_own_name_and_address_are_no_password() {
        assert!(is_personal("Martin-2026-abc!", &["camille.martin@exemple.fr"]));
        assert!(is_personal("xxCAMILLExx", &["Camille Li"]));
        assert!(!is_personal("Alliance-demo-2026!", &["camille.li@exemple.fr", "Li"]));
    }
}
