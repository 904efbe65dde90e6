//! Sends a section to the server without overwriting what somebody else saved.

use super::sections::Section;
use crate::{
    api::{self, ApiError, merge_patch},
    format::Timestamp,
};
use openapi::project::{ProjectInput, SectionContent};
use serde_json::Value;
use std::{cell::RefCell, collections::HashSet, rc::Rc};
use yew::prelude::*;

/// How often a save is tried again because others saved other fields of the section in the meantime.
const ATTEMPTS: usize = 4;
/// How many texts that got no answer are remembered.
const REMEMBERED: usize = 8;

/// What the page and the server know of each other.
pub struct Known {
    /// The version of the section, to send as If-Match.
    pub version: i32,
    /// What the server answered last.
    pub server: ProjectInput,
    /// What was sent last, as it was typed: the server may have tidied it.
    pub sent: ProjectInput,
    /// What is typed now.
    pub latest: ProjectInput,
    /// What was sent and got no answer: the server may have it all the same.
    pub unanswered: Vec<ProjectInput>,
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
    /// By whom, where the server says it.
    pub by: Option<String>,
    pub version: i32,
}

impl Conflict {
    /// Between what was changed here and what the server has now.
    pub fn with(mine: ProjectInput, theirs: ProjectInput, found: &SectionContent) -> Self {
        let by = found.updated_by.as_ref().map(|person| person.name.clone());
        Self { mine, theirs, at: found.updated_at, by, version: found.version }
    }
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
pub enum Stale {
    /// The very same text is saved: an answer that was lost, or the same change twice.
    Same,
    /// Other fields changed: both changes together.
    Elsewhere(Box<ProjectInput>),
    /// The same fields changed: what was changed here, over what is saved.
    Here(Box<ProjectInput>),
}

/// `sent` is what `mine` started from, `server` what `theirs` started from: the same text, but for what the server tidied.
pub fn stale(
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

/// What the server says in a section, as the form holds it.
///
/// # Errors
/// When a newer server knows members that this app does not: what it cannot read it must not overwrite.
pub fn said(found: &SectionContent) -> Result<ProjectInput, ApiError> {
    let content = Value::Object(found.content.clone());
    let mut fiche: ProjectInput =
        serde_json::from_value(content).map_err(|_| ApiError::Unreadable { status: 200 })?;
    for involved in fiche.partners.iter_mut().filter(|involved| involved.partner.is_some()) {
        // A partner of the programme has its own name.
        involved.name = None;
    }
    Ok(fiche)
}

impl Known {
    /// The server has this now, and it is what was sent.
    fn take(&mut self, section: Section, found: &SectionContent, mine: &ProjectInput) {
        let mut server = mine.clone();
        if let Ok(content) = said(found) {
            section.take(&content, &mut server);
        }
        self.version = found.version;
        self.server = server;
        self.sent = mine.clone();
        self.refused = None;
        self.unanswered.clear();
    }

    /// One's own text that was saved although its answer never came is nobody else's: what is typed goes on from there.
    fn recognise(&mut self, section: Section, version: i32, theirs: &ProjectInput) -> bool {
        let own = self.unanswered.iter().any(|sent| section.same(sent, theirs));
        if own {
            self.version = version;
            section.take(theirs, &mut self.server);
            section.take(theirs, &mut self.sent);
            self.unanswered.clear();
        }
        own
    }

    fn remember(&mut self, mine: &ProjectInput) {
        if self.unanswered.last() != Some(mine) {
            if self.unanswered.len() == REMEMBERED {
                self.unanswered.remove(0);
            }
            self.unanswered.push(mine.clone());
        }
    }
}

/// Sends what changed in `section`; `mine` is what is typed, tidied for sending.
pub async fn push(id: &str, section: Section, known: &Rc<RefCell<Known>>, mine: ProjectInput) -> Outcome {
    let mut mine = mine;
    for _ in 0..ATTEMPTS {
        let (patch, version) = {
            let mut known = known.borrow_mut();
            known.remember(&mine);
            (section_patch(section, &known.sent, &mine), known.version)
        };
        if patch.as_object().is_none_or(|patch| patch.is_empty()) {
            return Outcome::Saved { at: chrono::Utc::now(), written: Box::new(mine) };
        }
        let error = match api::projects::save_section(id, section, &patch, version).await {
            Ok(answer) => {
                known.borrow_mut().take(section, &answer.body, &mine);
                return Outcome::Saved { at: answer.body.updated_at, written: Box::new(mine) };
            }
            Err(error) => error,
        };
        if !error.is_stale() {
            return Outcome::Failed(error);
        }
        let found = match api::projects::read_section(id, section).await {
            Ok(found) => found.body,
            Err(error) => return Outcome::Failed(error),
        };
        let theirs = match said(&found) {
            Ok(theirs) => theirs,
            Err(error) => return Outcome::Failed(error),
        };
        let outcome = {
            let mut known = known.borrow_mut();
            if !section.same(&mine, &theirs) && known.recognise(section, found.version, &theirs) {
                continue;
            }
            stale(section, &known.sent, &mine, &known.server, &theirs)
        };
        match outcome {
            Stale::Same => {
                known.borrow_mut().take(section, &found, &mine);
                return Outcome::Saved { at: found.updated_at, written: Box::new(mine) };
            }
            Stale::Elsewhere(both) => {
                mine = *both;
                let mut known = known.borrow_mut();
                known.version = found.version;
                known.sent = theirs.clone();
                known.server = theirs;
            }
            Stale::Here(mine) => {
                return Outcome::Conflict(Box::new(Conflict::with(*mine, theirs, &found)));
            }
        }
    }
    Outcome::Failed(ApiError::Network)
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

    fn known(section: &ProjectInput) -> Known {
        Known {
            version: 3,
            server: section.clone(),
            sent: section.clone(),
            latest: section.clone(),
            unanswered: Vec::new(),
            refused: None,
            unread: HashSet::new(),
            busy: false,
        }
    }

    #[test]
    fn ones_own_text_whose_answer_was_lost_is_no_conflict_with_what_was_typed_since() {
        let (base, lost, later) = (titled("", ""), titled("Lire", ""), titled("Lire ensemble", ""));
        let mut known = known(&base);
        known.remember(&lost);
        known.remember(&later);
        assert!(known.recognise(Section::Identity, 4, &lost));
        assert_eq!(known.version, 4);
        let patch = section_patch(Section::Identity, &known.sent, &later);
        assert_eq!(patch, json!({"title": "Lire ensemble"}));
        // Somebody else's is.
        let mut known = self::known(&base);
        known.remember(&later);
        assert!(!known.recognise(Section::Identity, 4, &titled("Autre", "")));
    }

    #[test]
    fn a_section_that_this_app_cannot_read_is_not_taken_for_an_empty_one() {
        let mut found = SectionContent {
            section: Section::Identity,
            version: 2,
            updated_at: chrono::DateTime::UNIX_EPOCH,
            updated_by: None,
            content: Section::Identity.part(&titled("T", "")),
        };
        assert_eq!(said(&found).map(|fiche| fiche.title), Ok("T".to_owned()));
        found.content.insert("colour".into(), json!("rouge"));
        assert!(said(&found).is_err());
    }
}
