//! Sends a section to the server without overwriting what somebody else saved.

use super::{content::content, sections::Section};
use crate::{
    api::{self, Answer, ApiError, merge_patch},
    format::Timestamp,
};
use openapi::project::{Project, ProjectInput};
use serde_json::Value;
use std::{cell::RefCell, collections::HashSet, rc::Rc};
use yew::prelude::*;

/// How often a save is tried again because another section changed in the meantime.
const ATTEMPTS: usize = 4;

/// What the page and the server know of each other.
pub struct Known {
    /// The version to send as If-Match.
    pub etag: Option<String>,
    /// What the server answered last.
    pub server: ProjectInput,
    /// What was sent last, as it was typed: the server may have tidied it.
    pub sent: ProjectInput,
    /// What is typed now.
    pub latest: ProjectInput,
    /// What was tried last and refused: not tried again by itself.
    pub refused: Option<ProjectInput>,
    /// Fields whose text is no number or amount.
    pub unread: HashSet<AttrValue>,
    pub busy: bool,
}

/// Two versions of one section, which say different things in the same fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// What was changed here, carried over to `theirs`.
    pub mine: ProjectInput,
    pub theirs: ProjectInput,
    /// When the other one was saved.
    pub at: Timestamp,
    pub etag: Option<String>,
}

/// How a save went.
pub enum Outcome {
    /// Saved, or nothing to save. `written` differs from what was to be sent where somebody else's changes joined it.
    Saved {
        at: Timestamp,
        written: Box<ProjectInput>,
    },
    Conflict(Box<Conflict>),
    Failed(ApiError),
}

/// What to do after a version that is no longer current.
#[derive(Debug, PartialEq)]
enum Stale {
    /// The very same text is saved: an answer that was lost, or the same change twice.
    Same,
    /// Other fields changed: both changes together.
    Elsewhere(Box<ProjectInput>),
    /// The same fields changed: what was changed here, over what is saved.
    Here(Box<ProjectInput>),
}

/// `sent` is what `mine` started from, `server` what `theirs` started from: the same text, but for what the server tidied.
fn stale(
    section: Section,
    sent: &ProjectInput,
    mine: &ProjectInput,
    server: &ProjectInput,
    theirs: &ProjectInput,
) -> Stale {
    if section.same(mine, theirs) {
        return Stale::Same;
    }
    let both = Box::new(joined(section, sent, mine, theirs));
    if overlap(&section_patch(section, sent, mine), &section_patch(section, server, theirs)) {
        Stale::Here(both)
    } else {
        Stale::Elsewhere(both)
    }
}

/// What was changed in a section from `base` to `mine`, over `theirs`; its other sections are those of `theirs`.
pub fn joined(
    section: Section,
    base: &ProjectInput,
    mine: &ProjectInput,
    theirs: &ProjectInput,
) -> ProjectInput {
    let within = |part: &ProjectInput| {
        let mut whole = theirs.clone();
        section.take(part, &mut whole);
        whole
    };
    let (base, mine) = (within(base), within(mine));
    merge_patch::carried_over(&base, &mine, theirs).unwrap_or(mine)
}

/// Whether two patches change the same field. A list counts as one field.
fn overlap(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.iter().any(|(name, value)| other.get(name).is_some_and(|found| overlap(value, found)))
        }
        _ => true,
    }
}

/// What changed in one section, as a JSON Merge Patch that holds no field of another.
fn section_patch(section: Section, from: &ProjectInput, to: &ProjectInput) -> Value {
    merge_patch::between(&section.part(from), &section.part(to))
}

/// Sends what changed in `section`; `mine` is what is typed, tidied for sending.
pub async fn push(id: &str, section: Section, known: &Rc<RefCell<Known>>, mine: ProjectInput) -> Outcome {
    let mut mine = mine;
    for _ in 0..ATTEMPTS {
        let (patch, etag) = {
            let known = known.borrow();
            (section_patch(section, &known.sent, &mine), known.etag.clone())
        };
        if patch.as_object().is_none_or(|patch| patch.is_empty()) {
            return Outcome::Saved { at: chrono::Utc::now(), written: Box::new(mine) };
        }
        let error = match api::projects::update(id, &patch, etag.as_deref()).await {
            Ok(answer) => return take(known, answer, mine),
            Err(error) => error,
        };
        if !error.is_stale() {
            return Outcome::Failed(error);
        }
        let current = match api::projects::read(id).await {
            Ok(current) => current,
            Err(error) => return Outcome::Failed(error),
        };
        let theirs = content(&current.body);
        let found = {
            let known = known.borrow();
            stale(section, &known.sent, &mine, &known.server, &theirs)
        };
        match found {
            Stale::Same => return take(known, current, mine),
            Stale::Elsewhere(both) => {
                mine = *both;
                let mut known = known.borrow_mut();
                known.etag = current.etag;
                known.sent = theirs.clone();
                known.server = theirs;
            }
            Stale::Here(mine) => {
                let (at, etag) = (current.body.updated_at, current.etag);
                return Outcome::Conflict(Box::new(Conflict { mine: *mine, theirs, at, etag }));
            }
        }
    }
    Outcome::Failed(ApiError::Network)
}

fn take(known: &Rc<RefCell<Known>>, answer: Answer<Project>, mine: ProjectInput) -> Outcome {
    let mut known = known.borrow_mut();
    known.etag = answer.etag;
    known.server = content(&answer.body);
    known.sent = mine.clone();
    known.refused = None;
    Outcome::Saved { at: answer.body.updated_at, written: Box::new(mine) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn titled(title: &str, need: &str) -> ProjectInput {
        ProjectInput { title: title.into(), need: need.into(), ..ProjectInput::default() }
    }

    #[test]
    fn the_patch_of_a_section_holds_no_field_of_another() {
        let (from, to) = (ProjectInput::default(), titled("T", "N"));
        assert_eq!(section_patch(Section::Identity, &from, &to), json!({"title": "T"}));
        assert_eq!(section_patch(Section::Objectives, &from, &to), json!({"need": "N"}));
        assert_eq!(section_patch(Section::Budget, &from, &to), json!({}));
    }

    #[test]
    fn an_objective_or_address_that_is_taken_away_is_sent_as_null() {
        let mut from = ProjectInput::default();
        from.objectives.main = Some("O2".into());
        from.contact.email = Some("a@exemple.fr".into());
        let to = ProjectInput::default();
        assert_eq!(section_patch(Section::Objectives, &from, &to), json!({"objectives": {"main": null}}));
        assert_eq!(section_patch(Section::Identity, &from, &to), json!({"contact": {"email": null}}));
    }

    #[test]
    fn a_change_in_another_section_is_no_conflict() {
        let (base, mine, theirs) = (titled("A", ""), titled("B", ""), titled("A", "Besoin"));
        let both = Box::new(titled("B", "Besoin"));
        assert_eq!(stale(Section::Identity, &base, &mine, &base, &theirs), Stale::Elsewhere(both));
    }

    #[test]
    fn another_field_of_the_same_section_joins_mine() {
        let (base, mine) = (titled("A", ""), titled("B", ""));
        let mut theirs = titled("A", "");
        theirs.contact.phone = "03".into();
        let found = stale(Section::Identity, &base, &mine, &base, &theirs);
        let Stale::Elsewhere(both) = found else { unreachable!("{found:?}") };
        assert_eq!((both.title.as_str(), both.contact.phone.as_str()), ("B", "03"));
    }

    #[test]
    fn the_same_field_is_a_conflict_and_keeping_mine_keeps_their_other_fields() {
        let (base, mine) = (titled("A", ""), titled("B", ""));
        let mut theirs = titled("C", "");
        theirs.summary = "Résumé".into();
        let found = stale(Section::Identity, &base, &mine, &base, &theirs);
        let Stale::Here(mine) = found else { unreachable!("{found:?}") };
        assert_eq!((mine.title.as_str(), mine.summary.as_str()), ("B", "Résumé"));
    }

    #[test]
    fn what_the_server_tidied_is_nobodys_change() {
        let (sent, server) = (titled("A ", ""), titled("A", ""));
        let (mut mine, mut theirs) = (sent.clone(), server.clone());
        mine.summary = "Résumé".into();
        theirs.contact.phone = "03".into();
        let found = stale(Section::Identity, &sent, &mine, &server, &theirs);
        assert!(matches!(found, Stale::Elsewhere(_)), "{found:?}");
    }

    #[test]
    fn the_same_text_saved_by_a_lost_answer_is_saved() {
        let (base, mine, theirs) = (titled("A", ""), titled("B", ""), titled("B", ""));
        assert_eq!(stale(Section::Identity, &base, &mine, &base, &theirs), Stale::Same);
    }
}
