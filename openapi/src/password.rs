//! The password rule (CNIL 2022), without the list of common passwords, which the server holds.

/// Whether a password is strong enough by its shape: 12 characters of 4 classes, 14 of 3, or a passphrase of 7 words.
pub fn strong_enough(password: &str) -> bool {
    let length = password.chars().count();
    let classes = [
        password.chars().any(char::is_lowercase),
        password.chars().any(char::is_uppercase),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_alphanumeric() && !c.is_control()),
    ]
    .into_iter()
    .filter(|present| *present)
    .count();
    let words = password.split_whitespace().filter(|word| word.chars().count() >= 2).count();
    (length >= 12 && classes == 4) || (length >= 14 && classes >= 3) || words >= 7
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
}
