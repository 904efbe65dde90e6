//! The lines of a proposal, and what a change by hand makes of them.

use super::ranking::project_cell;
use crate::{
    components::{
        badge::{Badge, BadgeTone},
        form::changed_text,
        table::{Column, Row, Table},
    },
    i18n::{assignment as t, committee as c},
};
use openapi::{
    Id, Reference,
    assignment::{AssignmentProposal, LineChange, LineReason, ProposedLine, ReviewerLoad},
    review::{AssignmentInput, ProjectRef},
};
use yew::prelude::*;

/// A change by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub project: Id,
    /// Who leaves, if anybody.
    pub from: Option<Id>,
    /// Who comes, if anybody.
    pub to: Option<Id>,
}

fn stays(line: &&ProposedLine) -> bool {
    line.change != LineChange::Removed
}

fn input(project: &Id, reviewer: &Id) -> AssignmentInput {
    AssignmentInput {
        project: Reference::from(project.as_str()),
        reviewer: Reference::from(reviewer.as_str()),
    }
}

/// The lines as they are to be.
pub fn lines(items: &[ProposedLine]) -> Vec<AssignmentInput> {
    items.iter().filter(stays).map(|line| input(&line.project.id, &line.reviewer.id)).collect()
}

/// The lines after a change.
pub fn changed(items: &[ProposedLine], change: &Change) -> Vec<AssignmentInput> {
    let leaves = |line: &&ProposedLine| {
        line.project.id == change.project && Some(&line.reviewer.id) == change.from.as_ref()
    };
    let kept = items.iter().filter(stays).filter(|line| !leaves(line));
    let kept = kept.map(|line| input(&line.project.id, &line.reviewer.id));
    kept.chain(change.to.iter().map(|to| input(&change.project, to))).collect()
}

/// Who could come to a project in the place of `leaving`.
fn candidates<'a>(
    shown: &'a AssignmentProposal,
    project: &Id,
    leaving: Option<&Id>,
) -> Vec<&'a ReviewerLoad> {
    let others: Vec<&ProposedLine> = shown
        .items
        .iter()
        .filter(stays)
        .filter(|line| line.project.id == *project && Some(&line.reviewer.id) != leaving)
        .collect();
    let free = |load: &&ReviewerLoad| {
        let at = load.institution.as_ref().map(|at| &at.id);
        let same = |line: &&ProposedLine| {
            line.reviewer.id == load.reviewer.id
                || (at.is_some() && line.institution.as_ref().map(|at| &at.id) == at)
        };
        !load.conflicts.contains(project) && Some(&load.reviewer.id) != leaving && !others.iter().any(same)
    };
    shown.reviewers.iter().filter(free).collect()
}

/// The lines with their reasons; a choice in each line that can change.
pub fn table(shown: &AssignmentProposal, onchange: &Callback<Change>) -> Html {
    let columns = vec![
        Column::text(c::PROJECT),
        Column::text(t::REVIEWER),
        Column::text(t::INSTITUTION),
        Column::text(t::WHY),
        Column::text(t::CHANGED),
    ];
    let mut rows = Vec::new();
    // By project, since one that nobody may review has no line, and is the one that needs a person.
    for project in &shown.projects {
        let own: Vec<&ProposedLine> =
            shown.items.iter().filter(|line| line.project.id == project.id).collect();
        rows.extend(own.iter().map(|line| row(shown, line, onchange)));
        let count = own.into_iter().filter(stays).count();
        if count < usize::try_from(shown.per_project).unwrap_or(usize::MAX) {
            rows.push(adding(shown, project, onchange));
        }
    }
    html! { <Table caption={t::LINES} caption_hidden=true {columns} {rows} /> }
}

fn badge(line: &ProposedLine) -> Html {
    let (tone, label) = match line.change {
        LineChange::Kept => (BadgeTone::Plain, t::KEPT),
        LineChange::New => (BadgeTone::Active, t::NEW),
        LineChange::Removed => (BadgeTone::Bad, t::REMOVED),
    };
    let codes: Vec<&str> = line.objectives.iter().map(|objective| objective.code.as_str()).collect();
    let why = match line.reason {
        LineReason::Expertise => t::follows(&codes.join(", ")),
        reason => reason.label_fr().to_owned(),
    };
    html! { <><Badge {tone} {label} /><span class="row-comment">{ why }</span></> }
}

fn row(shown: &AssignmentProposal, line: &ProposedLine, onchange: &Callback<Change>) -> Row {
    let fixed = line.reason == LineReason::Begun || line.change == LineChange::Removed;
    let choice = if fixed {
        Html::default()
    } else {
        let label = t::change_of(&line.reviewer.name, &line.project.title);
        choose(shown, &line.project.id, Some(&line.reviewer.id), label, onchange)
    };
    Row {
        key: format!("{}{}", line.project.id, line.reviewer.id),
        cells: vec![
            project_cell(&line.project),
            html! { { &line.reviewer.name } },
            line.institution.as_ref().map(|at| html! { { &at.name } }).unwrap_or_default(),
            badge(line),
            choice,
        ],
    }
}

/// The line that a project still lacks.
fn adding(shown: &AssignmentProposal, project: &ProjectRef, onchange: &Callback<Change>) -> Row {
    let choice = choose(shown, &project.id, None, t::add_to(&project.title), onchange);
    let cells = vec![
        project_cell(project),
        html! { <span class="soft">{ c::NOBODY }</span> },
        Html::default(),
        Html::default(),
        choice,
    ];
    Row { key: format!("{}+", project.id), cells }
}

fn choose(
    shown: &AssignmentProposal,
    project: &Id,
    leaving: Option<&Id>,
    label: String,
    onchange: &Callback<Change>,
) -> Html {
    const REMOVE: &str = "-";
    let onchange = {
        let (onchange, project, from) = (onchange.clone(), project.clone(), leaving.cloned());
        Callback::from(move |event: Event| {
            let chosen = changed_text(&event);
            let to = (chosen != REMOVE).then(|| Id::from_storage(chosen.clone()));
            if !chosen.is_empty() {
                onchange.emit(Change { project: project.clone(), from: from.clone(), to });
            }
        })
    };
    html! {
        <select class="input" aria-label={label} {onchange}>
            <option value="" selected=true>{ if leaving.is_some() { t::KEEP } else { t::ADD } }</option>
            { for candidates(shown, project, leaving).into_iter().map(|load| html! {
                <option value={load.reviewer.id.to_string()}>{ format!("{} ({})", load.reviewer.name, load.after) }</option>
            }) }
            if leaving.is_some() { <option value={REMOVE}>{ t::REMOVE }</option> }
        </select>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{
        partner::{PartnerKind, PartnerRef},
        review::PersonRef,
    };

    fn id(text: &str) -> Id {
        Id::from_storage(text.into())
    }

    fn partner(name: &str) -> PartnerRef {
        PartnerRef { id: id(name), name: name.into(), kind: PartnerKind::Association }
    }

    fn person(name: &str) -> PersonRef {
        PersonRef { id: id(name), name: name.into() }
    }

    fn line(reviewer: &str, at: &str, change: LineChange) -> ProposedLine {
        ProposedLine {
            project: ProjectRef { id: id("p"), number: None, title: "p".into(), partner: partner("lead") },
            reviewer: person(reviewer),
            institution: Some(partner(at)),
            change,
            reason: LineReason::Balance,
            objectives: Vec::new(),
        }
    }

    fn load(reviewer: &str, at: &str, conflicts: &[&str]) -> ReviewerLoad {
        ReviewerLoad {
            reviewer: person(reviewer),
            institution: Some(partner(at)),
            before: 0,
            after: 0,
            conflicts: conflicts.iter().map(|project| id(project)).collect(),
        }
    }

    #[test]
    fn one_person_in_the_place_of_another_leaves_the_rest() {
        let items = [
            line("a", "x", LineChange::New),
            line("b", "y", LineChange::Kept),
            line("c", "z", LineChange::Removed),
        ];
        let change = Change { project: id("p"), from: Some(id("a")), to: Some(id("d")) };
        let reviewers: Vec<String> =
            changed(&items, &change).iter().map(|line| line.reviewer.as_str().to_owned()).collect();
        assert_eq!(reviewers, ["b", "d"]);
    }

    #[test]
    fn nobody_in_conflict_or_of_an_institution_that_is_there_is_offered() {
        let shown = AssignmentProposal {
            per_project: 2,
            confirmed: false,
            balanced: true,
            kept: 0,
            added: 2,
            removed: 0,
            projects: Vec::new(),
            items: vec![line("a", "x", LineChange::New), line("b", "y", LineChange::New)],
            reviewers: vec![
                load("a", "x", &[]),
                load("b", "y", &[]),
                load("c", "y", &[]),
                load("d", "x", &[]),
                load("e", "w", &["p"]),
            ],
        };
        let names: Vec<&str> = candidates(&shown, &id("p"), Some(&id("a")))
            .iter()
            .map(|load| load.reviewer.name.as_str())
            .collect();
        assert_eq!(names, ["d"], "of the institution that leaves");
    }
}
