//! What belongs to a programme: objectives, districts, partners, calls.

use crate::{catalogue::Catalogue, http::fail::Fail};
use openapi::{Id, Reference, programme::Programme, rule::Rule};

/// The programme that a new object names, or the only one there is.
pub fn named<'a>(catalogue: &'a Catalogue, reference: Option<&Reference>) -> Result<&'a Programme, Fail> {
    catalogue.programme_or_only(reference).ok_or_else(|| {
        let rule = if reference.is_some() { Rule::UnknownReference } else { Rule::Required };
        Fail::field("/programme", rule)
    })
}

/// Refuses to move an object to another programme.
pub fn unmoved(catalogue: &Catalogue, own: &Id, reference: Option<&Reference>) -> Result<(), Fail> {
    match reference.map(|reference| catalogue.programme(reference.as_str())) {
        None => Ok(()),
        Some(Some(programme)) if programme.id == *own => Ok(()),
        Some(_) => Err(Fail::field("/programme", Rule::UnknownReference)),
    }
}

/// `?programme=` of a list: everything when it is absent, nothing when no programme has that id or slug.
#[derive(Debug, Clone)]
pub enum Within {
    Everywhere,
    Nowhere,
    Programme(Id),
}

impl Within {
    pub fn parse(catalogue: &Catalogue, reference: Option<&str>) -> Self {
        match reference.filter(|text| !text.is_empty()) {
            None => Within::Everywhere,
            Some(text) => {
                catalogue.programme(text).map_or(Within::Nowhere, |found| Within::Programme(found.id.clone()))
            }
        }
    }

    pub fn holds(&self, programme: &Id) -> bool {
        match self {
            Within::Everywhere => true,
            Within::Nowhere => false,
            Within::Programme(own) => own == programme,
        }
    }
}

/// A code that sorts as people count: `O2` before `O10`.
pub fn counted(code: &str) -> String {
    let folded = crate::http::text::fold(code);
    let mut key = String::new();
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let (text, after) = rest.split_at(rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len()));
        let (digits, after) =
            after.split_at(after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len()));
        key.push_str(text);
        if !digits.is_empty() {
            key.push_str(&format!("{digits:0>10}"));
        }
        rest = after;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenth_objective_comes_after_the_second() {
        let mut codes = ["O10", "O2", "O1", "P1", "O1b"];
        codes.sort_by_key(|code| counted(code));
        assert_eq!(codes, ["O1", "O1b", "O2", "O10", "P1"]);
    }
}
