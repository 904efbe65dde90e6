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

/// Two versions of one section.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    pub mine: ProjectInput,
    pub theirs: ProjectInput,
    /// When the other one was saved.
    pub at: Timestamp,
    pub etag: Option<String>,
}

/// How a save went.
pub enum Outcome {
    /// Saved, or nothing to save.
    Saved(Timestamp),
    Conflict(Box<Conflict>),
    Failed(ApiError),
}

/// What to do after a version that is no longer current.
#[derive(Debug, PartialEq, Eq)]
enum Stale {
    /// The very same text is saved: an answer that was lost, or the same change twice.
    Same,
    /// Another section changed: send again.
    Elsewhere,
    /// This section changed.
    Here,
}

fn stale(section: Section, base: &ProjectInput, mine: &ProjectInput, theirs: &ProjectInput) -> Stale {
    if section.same(mine, theirs) {
        Stale::Same
    } else if section.same(base, theirs) {
        Stale::Elsewhere
    } else {
        Stale::Here
    }
}

/// What changed in one section, as a JSON Merge Patch that holds no field of another.
fn section_patch(section: Section, from: &ProjectInput, to: &ProjectInput) -> Value {
    merge_patch::between(&section.part(from), &section.part(to))
}

/// Sends what changed in `section`; `mine` is what is typed, tidied for sending.
pub async fn push(id: &str, section: Section, known: &Rc<RefCell<Known>>, mine: ProjectInput) -> Outcome {
    for _ in 0..ATTEMPTS {
        let (patch, etag) = {
            let known = known.borrow();
            (section_patch(section, &known.sent, &mine), known.etag.clone())
        };
        if patch.as_object().is_none_or(|patch| patch.is_empty()) {
            return Outcome::Saved(chrono::Utc::now());
        }
        match api::projects::update(id, &patch, etag.as_deref()).await {
            Ok(answer) => return Outcome::Saved(take(known, answer, mine)),
            Err(error) if error.is_stale() => {
                let current = match api::projects::read(id).await {
                    Ok(current) => current,
                    Err(error) => return Outcome::Failed(error),
                };
                let theirs = content(&current.body);
                let found = stale(section, &known.borrow().server, &mine, &theirs);
                match found {
                    Stale::Same => return Outcome::Saved(take(known, current, mine)),
                    Stale::Elsewhere => {
                        let mut known = known.borrow_mut();
                        known.etag = current.etag;
                        known.server = theirs;
                    }
                    Stale::Here => {
                        let (at, etag) = (current.body.updated_at, current.etag);
                        return Outcome::Conflict(Box::new(Conflict { mine, theirs, at, etag }));
                    }
                }
            }
            Err(error) => return Outcome::Failed(error),
        }
    }
    Outcome::Failed(ApiError::Network)
}

fn take(known: &Rc<RefCell<Known>>, answer: Answer<Project>, mine: ProjectInput) -> Timestamp {
    let mut known = known.borrow_mut();
    known.etag = answer.etag;
    known.server = content(&answer.body);
    known.sent = mine;
    known.refused = None;
    answer.body.updated_at
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
        assert_eq!(stale(Section::Identity, &base, &mine, &theirs), Stale::Elsewhere);
    }

    #[test]
    fn a_change_in_the_same_section_is_a_conflict() {
        let (base, mine, theirs) = (titled("A", ""), titled("B", ""), titled("C", ""));
        assert_eq!(stale(Section::Identity, &base, &mine, &theirs), Stale::Here);
    }

    #[test]
    fn the_same_text_saved_by_a_lost_answer_is_saved() {
        let (base, mine, theirs) = (titled("A", ""), titled("B", ""), titled("B", ""));
        assert_eq!(stale(Section::Identity, &base, &mine, &theirs), Stale::Same);
    }
}
