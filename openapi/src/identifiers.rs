//! French public identifiers: SIREN, SIRET, RNA, UAI, INSEE commune.

/// SIREN of La Poste, whose establishments may follow another key.
const LA_POSTE: &str = "356000000";
/// Key letters of a UAI, by the number modulo 23.
const UAI_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

fn digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_digit())
}

fn luhn(text: &str) -> bool {
    let sum: u32 = text
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0') * if index % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// 9 digits with a valid Luhn key.
pub fn is_siren(text: &str) -> bool {
    digits(text, 9) && luhn(text)
}

/// 14 digits with a valid Luhn key; for La Poste also when the digits' sum is a multiple of 5.
pub fn is_siret(text: &str) -> bool {
    digits(text, 14)
        && (luhn(text)
            || (text.starts_with(LA_POSTE)
                && text.bytes().map(|b| u32::from(b - b'0')).sum::<u32>().is_multiple_of(5)))
}

/// `W`, a digit, a digit or capital letter (overseas, Corsica), seven digits.
pub fn is_rna(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes[0] == b'W'
        && bytes[1].is_ascii_digit()
        && (bytes[2].is_ascii_digit() || bytes[2].is_ascii_uppercase())
        && bytes[3..].iter().all(u8::is_ascii_digit)
}

/// Seven digits and a capital letter, whatever the key.
pub fn looks_like_uai(text: &str) -> bool {
    text.len() == 8
        && text.is_char_boundary(7)
        && digits(&text[..7], 7)
        && text.as_bytes()[7].is_ascii_uppercase()
}

/// The key letter that the number of a UAI asks for; none of what does not look like one.
pub fn uai_letter(text: &str) -> Option<char> {
    let number: usize = Some(text).filter(|text| looks_like_uai(text))?.get(..7)?.parse().ok()?;
    UAI_LETTERS.get(number % 23).map(|letter| char::from(*letter))
}

/// A UAI whose key letter is the right one.
pub fn is_uai(text: &str) -> bool {
    uai_letter(text).is_some_and(|letter| text.ends_with(letter))
}

/// INSEE code of a commune, always a text: `02722`, `2A004`. Not the postal code.
pub fn is_insee_commune(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 5
        && bytes[2..].iter().all(u8::is_ascii_digit)
        && match (bytes[0], bytes[1]) {
            (b'2', second) => matches!(second, b'A' | b'B' | b'1'..=b'9'),
            (first, second) => matches!(first, b'0' | b'1' | b'3'..=b'9') && second.is_ascii_digit(),
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_siret_is_valid_by_its_key_and_la_poste_by_the_sum_too() {
        for good in ["21020695900012", "35600000000048", "35600000049837"] {
            assert!(is_siret(good), "{good}");
        }
        for bad in ["21020695900013", "2102069590001", "2102069590001é", "", "35600000000049"] {
            assert!(!is_siret(bad), "{bad}");
        }
    }

    #[test]
    fn a_uai_has_the_letter_of_its_number() {
        assert!(is_uai("0750655E") && is_uai("0750654D"));
        assert!(!is_uai("0750655D") && looks_like_uai("0750655D"));
        assert!(!looks_like_uai("075065é"));
    }

    #[test]
    fn an_rna_may_hold_one_letter_for_corsica_and_overseas() {
        assert!(is_rna("W021000123") && is_rna("W9R1000123"));
        assert!(!is_rna("W02100012") && !is_rna("X021000123") && !is_rna("W02100012é"));
    }

    #[test]
    fn a_commune_is_not_a_postal_code_of_twenty() {
        assert!(is_insee_commune("02722") && is_insee_commune("2A004"));
        assert!(!is_insee_commune("20000") && !is_insee_commune("2722"));
    }

    proptest! {
        #[test]
        fn one_changed_digit_always_breaks_a_siren(number in 0u64..100_000_000, place in 0usize..9, by in 1u8..10) {
            let base = format!("{number:08}");
            let siren = (0..10).map(|key| format!("{base}{key}")).find(|text| is_siren(text));
            prop_assert!(siren.is_some());
            let mut bytes = siren.unwrap_or_default().into_bytes();
            bytes[place] = b'0' + (bytes[place] - b'0' + by) % 10;
            prop_assert!(!is_siren(&String::from_utf8_lossy(&bytes)));
        }

        #[test]
        fn no_text_makes_a_check_panic(text in ".*") {
            let _ = (is_siren(&text), is_siret(&text), is_rna(&text), is_uai(&text), is_insee_commune(&text));
        }
    }
}
