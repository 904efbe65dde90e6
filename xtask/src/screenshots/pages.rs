//! Which pages there are, read from the app's routes, and which of a page's links lead to one not seen yet.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

const ROUTES: &str = "frontend/src/routes.rs";
/// How many examples of one pattern: two projects rarely look alike.
const EXAMPLES: usize = 2;
/// How many where the last part chooses a section of a form, each another page.
const SECTIONS: usize = 12;

/// The patterns of the app's addresses, such as `/appels/:id`.
pub struct Patterns(Vec<Vec<String>>);

impl Patterns {
    /// Reads the `#[at("…")]` of the routes.
    pub fn read(workspace: &Workspace) -> Result<Self> {
        let source =
            fs::read_to_string(workspace.path(ROUTES)).with_context(|| format!("cannot read {ROUTES}"))?;
        let patterns = Self::parse(&source);
        if patterns.0.is_empty() {
            bail!("{ROUTES} names no address");
        }
        Ok(patterns)
    }

    fn parse(source: &str) -> Self {
        let found = source.split("#[at(\"").skip(1).filter_map(|rest| rest.split('"').next());
        Self(found.map(parts).collect())
    }

    /// The pattern of a path; a fixed part counts more than a placeholder.
    fn of(&self, path: &str) -> Option<String> {
        let path = parts(path);
        let fits = |pattern: &&Vec<String>| {
            pattern.len() == path.len()
                && pattern.iter().zip(&path).all(|(part, given)| part.starts_with(':') || part == given)
        };
        let best = self
            .0
            .iter()
            .filter(fits)
            .min_by_key(|pattern| pattern.iter().filter(|part| part.starts_with(':')).count());
        best.map(|pattern| format!("/{}", pattern.join("/")))
    }

    fn all(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|pattern| format!("/{}", pattern.join("/")))
    }
}

fn parts(path: &str) -> Vec<String> {
    path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The pages still to see, by following links, each pattern only so often.
pub struct Walk<'a> {
    patterns: &'a Patterns,
    waiting: VecDeque<String>,
    met: BTreeMap<String, BTreeSet<String>>,
}

impl<'a> Walk<'a> {
    /// Starts from these addresses.
    pub fn from(patterns: &'a Patterns, starts: &[&str]) -> Self {
        let mut walk = Self { patterns, waiting: VecDeque::new(), met: BTreeMap::new() };
        for start in starts {
            walk.meet(start);
        }
        walk
    }

    /// Takes note of a link; it waits to be visited if it shows something new.
    pub fn meet(&mut self, address: &str) {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let Some(pattern) = self.patterns.of(path) else {
            return;
        };
        let limit = if !pattern.contains(':') {
            1
        } else if pattern.ends_with(":section") {
            SECTIONS
        } else {
            EXAMPLES
        };
        let known = self.met.entry(pattern).or_default();
        if known.len() < limit && known.insert(path.to_owned()) {
            self.waiting.push_back(address.to_owned());
        }
    }

    /// The patterns met so far.
    pub fn met(&self) -> impl Iterator<Item = &String> {
        self.met.keys()
    }
}

impl Iterator for Walk<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.waiting.pop_front()
    }
}

/// The patterns that nobody came across.
pub fn never_met(patterns: &Patterns, met: &BTreeSet<String>) -> Vec<String> {
    patterns.all().filter(|pattern| !met.contains(pattern)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns() -> Patterns {
        Patterns::parse(
            "#[at(\"/\")]\nHome,\n#[at(\"/fiches/nouvelle\")]\n#[at(\"/fiches/:id\")]\n#[at(\"/fiches/:id/modifier/:section\")]",
        )
    }

    #[test]
    fn a_fixed_address_is_not_taken_for_an_id() {
        assert_eq!(patterns().of("/fiches/nouvelle").as_deref(), Some("/fiches/nouvelle"));
        assert_eq!(patterns().of("/fiches/7").as_deref(), Some("/fiches/:id"));
        assert_eq!(patterns().of("/").as_deref(), Some("/"));
        assert_eq!(patterns().of("/api/docs"), None);
    }

    #[test]
    fn a_pattern_is_seen_a_few_times_only() {
        let patterns = patterns();
        let mut walk = Walk::from(&patterns, &["/"]);
        for id in 1..9 {
            walk.meet(&format!("/fiches/{id}"));
            walk.meet(&format!("/fiches/{id}#top"));
        }
        assert_eq!(walk.by_ref().collect::<Vec<_>>(), ["/", "/fiches/1", "/fiches/2"]);
    }

    #[test]
    fn a_page_that_no_link_leads_to_is_named() {
        let met = BTreeSet::from(["/".to_owned(), "/fiches/:id".to_owned()]);
        assert_eq!(never_met(&patterns(), &met), ["/fiches/nouvelle", "/fiches/:id/modifier/:section"]);
    }
}
