//! The state of a section that is being written: it saves itself, keeps what cannot be saved, and asks where two versions meet.

use super::{
    catalogue::Catalogue,
    checks,
    choice::{Choices, aside_of, chosen},
    content::{content, expanded, to_send, without_blank_lines},
    pace::Pace,
    saving::{Conflict, Known, Outcome, Stale, joined, push, said, stale},
    sections::Section,
};
use crate::{
    api::{self, ApiError},
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
    /// What was chosen of each field.
    pub onchoose: Callback<Choices>,
    /// The version that was not chosen.
    pub aside: Option<Rc<ProjectInput>>,
    pub onforget: Callback<()>,
    /// What was typed before this page was opened, was not saved, and is taken up again.
    pub resumed: Option<Rc<Kept<ProjectInput>>>,
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

/// Edits one section of a fiche, starting with `project` as it was read; `current` is the version that the server was
/// last heard to have.
#[hook]
pub fn use_editor(
    section: Section,
    project: &Rc<Project>,
    current: i32,
    catalogue: &Rc<Catalogue>,
    onsaved: Callback<Intent>,
) -> Editor {
    let session = use_session();
    let person = session.me().map(|me| me.id.clone());
    let (id, lead) = (project.id.to_string(), project.partner.kind);
    let shown = {
        let catalogue = Rc::clone(catalogue);
        move |fiche: ProjectInput| expanded(fiche, &catalogue.districts, &catalogue.funders)
    };
    let form = use_form(|| shown(content(project)));
    let opened = project.sections.iter().flatten().find(|at| at.section == section).cloned();
    let known: Rc<RefCell<Known>> = use_mut_ref(|| {
        let (server, latest) = (content(project), shown(content(project)));
        Known {
            version: opened.as_ref().map_or(1, |at| at.version),
            server,
            sent: to_send(&latest),
            latest,
            unanswered: Vec::new(),
            refused: None,
            unread: HashSet::new(),
            busy: false,
        }
    });
    let pace = use_mut_ref(Pace::default);
    let status = use_state(|| Status::Saved(opened.as_ref().map_or(project.updated_at, |at| at.updated_at)));
    // Rises when a save ended: the next one is planned again from what is typed by then.
    let round = use_state(|| 0_u32);
    let conflict = use_state(|| None::<Rc<Conflict>>);
    let aside = use_state(|| {
        let person = person.as_ref()?;
        draft_store::kept::<ProjectInput>(person, &aside_key(&id, section)).map(|kept| Rc::new(kept.value))
    });
    let resumed = use_state(|| None::<Rc<Kept<ProjectInput>>>);

    known.borrow_mut().latest = form.value().clone();
    let dirty = {
        let known = known.borrow();
        !section.same(&to_send(form.value()), &known.sent) || !known.unread.is_empty()
    };
    let base = print_of(section, &known.borrow().server);
    let draft = use_draft(draft_key(&id, section).into(), form.value(), Some(base.clone()), dirty);
    use_unsaved_guard(dirty);

    // What was kept is taken up again by itself; where somebody saved in between it joins that, or is compared with it.
    {
        let (found, draft, conflict, resumed) =
            (draft.found.clone(), draft.clone(), conflict.clone(), resumed.clone());
        let (known, form, shown) = (Rc::clone(&known), form.clone(), shown.clone());
        let at = opened.clone();
        let started_at = project.updated_at;
        use_effect_with((), move |()| {
            let Some(kept) = found else { return };
            let mine = to_send(&kept.value);
            let (server, sent, version) = {
                let known = known.borrow();
                (known.server.clone(), known.sent.clone(), known.version)
            };
            if section.same(&mine, &sent) {
                draft.clear();
                return;
            }
            let base =
                kept.base.as_deref().and_then(|base| serde_json::from_str(base).ok()).unwrap_or_default();
            let text = match stale(section, &base, &mine, &base, &server) {
                Stale::Same => return draft.clear(),
                Stale::Elsewhere(both) => *both,
                Stale::Here(mine) => {
                    let by =
                        at.as_ref().and_then(|at| at.updated_by.as_ref()).map(|person| person.name.clone());
                    let at = at.map_or(started_at, |at| at.updated_at);
                    conflict.set(Some(Rc::new(Conflict { mine: *mine, theirs: server, at, by, version })));
                    return;
                }
            };
            // Lines that are still blank stay as they were typed, where nothing joined them.
            let text = if section.same(&to_send(&kept.value), &text) { kept.value.clone() } else { text };
            let text = shown(text);
            form.change(move |fiche| section.take(&text, fiche));
            resumed.set(Some(kept));
        });
    }

    let save = {
        let (form, known, status, round) = (form.clone(), Rc::clone(&known), status.clone(), round.clone());
        let (conflict, draft, onsaved, id) = (conflict.clone(), draft.clone(), onsaved.clone(), id.clone());
        let (shown, pace, resumed) = (shown.clone(), Rc::clone(&pace), resumed.clone());
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
            // A timer set before the last key still saves what that key typed.
            let mine = to_send(&known.borrow().latest);
            known.borrow_mut().busy = true;
            pace.borrow_mut().sent();
            status.set(Status::Saving);
            let (form, known, status, round) =
                (form.clone(), Rc::clone(&known), status.clone(), round.clone());
            let (conflict, draft, onsaved, id) =
                (conflict.clone(), draft.clone(), onsaved.clone(), id.clone());
            let (shown, pace, resumed) = (shown.clone(), Rc::clone(&pace), resumed.clone());
            spawn_local(async move {
                let outcome = push(&id, section, &known, mine.clone()).await;
                known.borrow_mut().busy = false;
                match outcome {
                    Outcome::Saved { at, written } => {
                        pace.borrow_mut().answered();
                        resumed.set(None);
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
                        let mended =
                            checks::missing(section, &mine, lead).is_empty() || form.general().is_some();
                        if intent != Intent::Quiet || mended {
                            form.saved(None);
                        }
                        status.set(Status::Saved(at));
                        onsaved.emit(intent);
                    }
                    Outcome::Conflict(found) => {
                        pace.borrow_mut().answered();
                        status.set(Status::NotSaved);
                        known.borrow_mut().refused = Some(mine);
                        conflict.set(Some(Rc::new(*found)));
                    }
                    Outcome::Failed(error) => {
                        let away = error.may_pass() && !matches!(error, ApiError::SessionExpired);
                        status.set(if away { Status::Offline } else { Status::NotSaved });
                        if away {
                            pace.borrow_mut().failed(js_sys::Date::now());
                        } else {
                            pace.borrow_mut().answered();
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

    // Saves itself a moment after the last key, as soon as the network is back, and once logged in again.
    {
        let (save, known, pace) = (save.clone(), Rc::clone(&known), Rc::clone(&pace));
        let waiting = conflict.is_some() || !dirty;
        use_effect_with((form.value().clone(), *round, session.renewals(), waiting), move |(value, ..)| {
            let again = known.borrow().refused.as_ref() == Some(&to_send(value));
            let plan = (!waiting && !again).then(|| {
                let wait = pace.borrow_mut().wait(js_sys::Date::now());
                let timer = {
                    let save = save.clone();
                    Timeout::new(wait, move || save.emit(Intent::Quiet))
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
    // Somebody else saved this section, which is as it was read here: it shows what they wrote.
    {
        let (form, known, status, round) = (form.clone(), Rc::clone(&known), status.clone(), round.clone());
        let (id, shown) = (id.clone(), shown.clone());
        let idle = !dirty && conflict.is_none();
        use_effect_with((current, idle), move |(current, idle)| {
            let behind = known.try_borrow().is_ok_and(|known| !known.busy && known.version < *current);
            if *idle && behind {
                spawn_local(async move {
                    let Ok(answer) = api::projects::read_section(&id, section).await else { return };
                    let Ok(theirs) = said(&answer.body) else { return };
                    let mut known = known.borrow_mut();
                    // Typed on meanwhile: the save that follows joins the two.
                    if known.busy || !section.same(&to_send(&known.latest), &known.sent) {
                        return;
                    }
                    known.version = answer.body.version;
                    section.take(&theirs, &mut known.server);
                    section.take(&theirs, &mut known.sent);
                    drop(known);
                    let mut whole = ProjectInput::default();
                    section.take(&theirs, &mut whole);
                    let whole = shown(whole);
                    form.change(move |fiche| section.take(&whole, fiche));
                    status.set(Status::Saved(answer.body.updated_at));
                    round.set(round.wrapping_add(1));
                });
            }
        });
    }

    let onchoose = {
        let (form, known, conflict, aside, draft) =
            (form.clone(), Rc::clone(&known), conflict.clone(), aside.clone(), draft.clone());
        let (round, status, person, key) =
            (round.clone(), status.clone(), person.clone(), aside_key(&id, section));
        Callback::from(move |choices: Choices| {
            let Some(found) = (*conflict).clone() else { return };
            let kept = chosen(section, &found.mine, &found.theirs, &choices);
            let left = aside_of(section, &found.mine, &found.theirs, &choices);
            {
                let mut known = known.borrow_mut();
                known.version = found.version;
                known.server = found.theirs.clone();
                known.sent = to_send(&found.theirs);
                known.refused = None;
                known.unanswered.clear();
            }
            if section.same(&to_send(&kept), &to_send(&found.theirs)) {
                draft.clear();
                status.set(Status::Saved(found.at));
            }
            let kept = shown(kept);
            form.change(move |fiche| section.take(&kept, fiche));
            if let (Some(person), Some(left)) = (&person, &left) {
                draft_store::keep(person, &key, left, None);
            }
            if let Some(left) = left {
                aside.set(Some(Rc::new(left)));
            }
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
    Editor {
        status: *status,
        conflict: (*conflict).clone(),
        aside: (*aside).clone(),
        resumed: (*resumed).clone(),
        form,
        onunread,
        dirty,
        save,
        onchoose,
        onforget,
    }
}
