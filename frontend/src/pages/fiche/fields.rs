//! Counts as the contract holds them.

/// A number beyond what the type holds stays beyond the contract's limit, so that the check refuses it.
pub fn people(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_beyond_the_type_is_beyond_the_limit() {
        assert!(people(i64::MAX) > openapi::limits::PEOPLE_MAX);
    }
}
