//! The state of a section that is being written: it saves itself, keeps what cannot be saved, and asks where two versions meet.

use super::{
    catalogue::Catalogue,
    checks,
    content::{content, expanded, to_send, without_blank_lines},
    saving::{Conflict, Known, Outcome, joined, push},
    sections::Section,
};
use crate::{
    api::ApiError,
    components::{
        form::{Form, Unread, use_form},
        unsaved::use_unsaved_guard,
    },
    draft_store::{self, Kept, use_draft},
    format::Timestamp,
    session::use_session,
};
use gloo_timers::callback::Timeout;
use openapi::project::{Project, ProjectInput};
use std::{cell::RefCell, collections::HashSet, rc::Rc};
use yew::{platform::spawn_local, prelude::*};

/// How long typing must pause before the section saves itself, in milliseconds.
const PAUSE: u32 = 2_500;
/// The same while the server does not answer.
const PAUSE_OFFLINE: u32 = 15_000;

/// What the saved-state line says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Status {
    Saved(Timestamp),
    Saving,
    /// No answer: kept on this device, tried again by itself.
    Offline,
    /// Refused: kept on this device.
    NotSaved,
}

/// Why a save is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// By itself, after a pause: says nothing of what is wrong.
    Quiet,
    Stay,
    /// And go on to the next section.
    GoOn,
}

/// See [`use_editor`].
pub struct Editor {
    pub form: Form<ProjectInput>,
    pub onunread: Callback<Unread>,
    pub status: Status,
    pub dirty: bool,
    pub save: Callback<Intent>,
    /// Two versions to choose from.
    pub conflict: Option<Rc<Conflict>>,
    /// The choice: true for what was typed here.
    pub onchoose: Callback<bool>,
    /// The version that was not chosen.
    pub aside: Option<Rc<ProjectInput>>,
    pub onforget: Callback<()>,
    /// What was typed before this page was opened, and not saved.
    pub found: Option<Rc<Kept<ProjectInput>>>,
    pub ontake: Callback<()>,
    pub ondrop: Callback<()>,
}

/// Where this device keeps what is typed in a section.
pub fn draft_key(project: &str, section: Section) -> String {
    format!("fiche.{project}.{}", section.slug())
}

/// Where it keeps the version that was not chosen.
fn aside_key(project: &str, section: Section) -> String {
    format!("fiche.{project}.{}.ecartee", section.slug())
}

/// What the server holds of a section, to know whether it changed since something was kept.
fn print_of(section: Section, fiche: &ProjectInput) -> String {
    serde_json::to_string(&section.part(fiche)).unwrap_or_default()
}

/// Edits one section of a fiche, starting with `project` as it was read with `etag`.
#[hook]
pub fn use_editor(
    section: Section,
    project: &Rc<Project>,
    etag: Option<AttrValue>,
    catalogue: &Rc<Catalogue>,
    onsaved: Callback<Intent>,
) -> Editor {
    let session = use_session();
    let person = session.me().map(|me| me.id.clone());
    let id = project.id.to_string();
    let shown = {
        let catalogue = Rc::clone(catalogue);
        move |fiche: ProjectInput| expanded(fiche, &catalogue.districts, &catalogue.funders)
    };
    let form = use_form(|| shown(content(project)));
    let known: Rc<RefCell<Known>> = use_mut_ref(|| {
        let (server, latest) = (content(project), shown(content(project)));
        let etag = etag.map(|etag| etag.to_string());
        Known {
            etag,
            server,
            sent: to_send(&latest),
            latest,
            refused: None,
            unread: HashSet::new(),
            busy: false,
        }
    });
    let status = use_state(|| Status::Saved(project.updated_at));
    // Rises when a save ended: the next one is planned again from what is typed by then.
    let round = use_state(|| 0_u32);
    let conflict = use_state(|| None::<Rc<Conflict>>);
    let aside = use_state(|| {
        let person = person.as_ref()?;
        draft_store::kept::<ProjectInput>(person, &aside_key(&id, section)).map(|kept| Rc::new(kept.value))
    });
    let offered = use_state(|| true);

    known.borrow_mut().latest = form.value().clone();
    let dirty = {
        let known = known.borrow();
        !section.same(&to_send(form.value()), &known.sent) || !known.unread.is_empty()
    };
    let base = print_of(section, &known.borrow().server);
    let draft = use_draft(draft_key(&id, section).into(), form.value(), Some(base.clone()), dirty);
    use_unsaved_guard(dirty);

    // What was kept and is saved all the same needs no question; what was kept of an older version needs a comparison.
    {
        let (found, draft, conflict, offered) =
            (draft.found.clone(), draft.clone(), conflict.clone(), offered.clone());
        let known = Rc::clone(&known);
        let at = project.updated_at;
        use_effect_with((), move |()| {
            let Some(kept) = found else { return };
            let mine = to_send(&kept.value);
            let (server, sent, etag) = {
                let known = known.borrow();
                (known.server.clone(), known.sent.clone(), known.etag.clone())
            };
            if section.same(&mine, &sent) {
                draft.clear();
                offered.set(false);
            } else if kept.base.as_deref() != Some(base.as_str()) {
                offered.set(false);
                let started = kept.base.as_deref().and_then(|base| serde_json::from_str(base).ok());
                let mine =
                    started.map_or_else(|| mine.clone(), |base| joined(section, &base, &mine, &server));
                conflict.set(Some(Rc::new(Conflict { mine, theirs: server, at, etag })));
            }
        });
    }

    let save = {
        let (form, known, status, round) = (form.clone(), Rc::clone(&known), status.clone(), round.clone());
        let (conflict, draft, onsaved, id) = (conflict.clone(), draft.clone(), onsaved.clone(), id.clone());
        let shown = shown.clone();
        Callback::from(move |intent: Intent| {
            if known.borrow().busy {
                return;
            }
            let readable = known.borrow().unread.is_empty();
            let errors = if readable {
                checks::wrong(section, &without_blank_lines(form.value().clone()))
            } else {
                // A line whose only text is an amount that cannot be read looks blank and must stay.
                checks::wrong_where_written(section, form.value())
            };
            if intent == Intent::Quiet {
                if !errors.is_empty() || !readable {
                    return;
                }
            } else {
                if readable {
                    form.change(|fiche| *fiche = without_blank_lines(std::mem::take(fiche)));
                }
                if !form.accept(errors) {
                    return;
                }
            }
            let mine = to_send(form.value());
            known.borrow_mut().busy = true;
            status.set(Status::Saving);
            let (form, known, status, round) =
                (form.clone(), Rc::clone(&known), status.clone(), round.clone());
            let (conflict, draft, onsaved, id) =
                (conflict.clone(), draft.clone(), onsaved.clone(), id.clone());
            let shown = shown.clone();
            spawn_local(async move {
                let outcome = push(&id, section, &known, mine.clone()).await;
                known.borrow_mut().busy = false;
                match outcome {
                    Outcome::Saved { at, written } => {
                        let latest = to_send(&known.borrow().latest);
                        let unchanged = section.same(&latest, &mine);
                        if !section.same(&written, &mine) {
                            // Somebody else's changes joined: they show here too, under what was typed since.
                            let both = shown(joined(section, &mine, &latest, &written));
                            form.change(move |fiche| section.take(&both, fiche));
                        }
                        if unchanged {
                            draft.clear();
                        }
                        // What was said to be wrong or missing may be mended by now, and an earlier failure is over.
                        let mended = checks::missing(section, &mine).is_empty() || form.general().is_some();
                        if intent != Intent::Quiet || mended {
                            form.saved(None);
                        }
                        status.set(Status::Saved(at));
                        onsaved.emit(intent);
                    }
                    Outcome::Conflict(found) => {
                        status.set(Status::NotSaved);
                        known.borrow_mut().refused = Some(mine);
                        conflict.set(Some(Rc::new(*found)));
                    }
                    Outcome::Failed(error) => {
                        let offline = matches!(error, ApiError::Network | ApiError::Unreadable { .. });
                        status.set(if offline { Status::Offline } else { Status::NotSaved });
                        if !offline {
                            known.borrow_mut().refused = Some(mine);
                        }
                        if intent != Intent::Quiet {
                            form.fail(&error);
                        }
                    }
                }
                round.set(round.wrapping_add(1));
            });
        })
    };

    // Saves itself after a pause, as soon as the network is back, and once logged in again.
    {
        let (save, known) = (save.clone(), Rc::clone(&known));
        let waiting = conflict.is_some() || !dirty;
        let offline = *status == Status::Offline;
        use_effect_with((form.value().clone(), *round, session.renewals(), waiting), move |(value, ..)| {
            let again = known.borrow().refused.as_ref() == Some(&to_send(value));
            let plan = (!waiting && !again).then(|| {
                let pause = if offline { PAUSE_OFFLINE } else { PAUSE };
                let timer = {
                    let save = save.clone();
                    Timeout::new(pause, move || save.emit(Intent::Quiet))
                };
                let online = web_sys::window().map(|window| {
                    gloo_events::EventListener::new(&window, "online", move |_| save.emit(Intent::Quiet))
                });
                (timer, online)
            });
            move || drop(plan)
        });
    }
    {
        let (known, round) = (Rc::clone(&known), round.clone());
        use_effect_with(session.renewals(), move |_| {
            known.borrow_mut().refused = None;
            round.set(round.wrapping_add(1));
        });
    }
    // Leaving the page keeps what was typed a moment ago.
    {
        let (known, person, key) = (Rc::clone(&known), person.clone(), draft_key(&id, section));
        use_effect_with((), move |()| {
            move || {
                let known = known.borrow();
                if let Some(person) = person.filter(|_| !section.same(&to_send(&known.latest), &known.sent)) {
                    draft_store::keep(&person, &key, &known.latest, Some(print_of(section, &known.server)));
                }
            }
        });
    }

    let onunread = {
        let (known, forward) = (Rc::clone(&known), form.on_unread());
        Callback::from(move |unread: Unread| {
            // A field that goes away with the page tells it while the page is being drawn.
            if let Ok(mut known) = known.try_borrow_mut() {
                if unread.message.is_some() {
                    known.unread.insert(unread.pointer.clone());
                } else {
                    known.unread.remove(&unread.pointer);
                }
            }
            forward.emit(unread);
        })
    };
    let onchoose = {
        let (form, known, conflict, aside, draft) =
            (form.clone(), Rc::clone(&known), conflict.clone(), aside.clone(), draft.clone());
        let (round, status, person, key) =
            (round.clone(), status.clone(), person.clone(), aside_key(&id, section));
        Callback::from(move |keep_mine: bool| {
            let Some(found) = (*conflict).clone() else { return };
            let (kept, left) =
                if keep_mine { (&found.mine, &found.theirs) } else { (&found.theirs, &found.mine) };
            {
                let mut known = known.borrow_mut();
                known.etag.clone_from(&found.etag);
                known.server = found.theirs.clone();
                known.sent = to_send(&found.theirs);
                known.refused = None;
            }
            let kept = shown(kept.clone());
            form.change(move |fiche| section.take(&kept, fiche));
            if let Some(person) = &person {
                draft_store::keep(person, &key, left, None);
            }
            if !keep_mine {
                draft.clear();
                status.set(Status::Saved(found.at));
            }
            aside.set(Some(Rc::new(left.clone())));
            conflict.set(None);
            round.set(round.wrapping_add(1));
        })
    };
    let onforget = {
        let (aside, key) = (aside.clone(), aside_key(&id, section));
        Callback::from(move |()| {
            if let Some(person) = &person {
                draft_store::clear(person, &key);
            }
            aside.set(None);
        })
    };
    let ontake = {
        let (form, found, offered) = (form.clone(), draft.found.clone(), offered.clone());
        Callback::from(move |()| {
            if let Some(kept) = found.clone() {
                form.change(move |fiche| section.take(&kept.value, fiche));
            }
            offered.set(false);
        })
    };
    let ondrop = {
        let (draft, offered) = (draft.clone(), offered.clone());
        Callback::from(move |()| {
            draft.clear();
            offered.set(false);
        })
    };

    Editor {
        status: *status,
        conflict: (*conflict).clone(),
        aside: (*aside).clone(),
        found: draft.found.filter(|_| *offered && conflict.is_none()),
        form,
        onunread,
        dirty,
        save,
        onchoose,
        onforget,
        ontake,
        ondrop,
    }
}
