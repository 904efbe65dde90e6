//! The fields of each section.

mod action;
mod audience;
mod budget;
mod budget_grid;
mod budget_rows;
mod calendar;
mod counts;
mod declarations;
mod identity;
mod indicators;
mod objectives;
mod partners;
mod renewal;
mod requests;

use super::{catalogue::Catalogue, checks, sections::Section};
use crate::{
    components::{
        form::{Form, Unread},
        notice::{Notice, Tone},
    },
    i18n::{fiche_fields, fiche_form as w},
};
use openapi::project::{Project, ProjectInput};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of every part.
#[derive(Properties, PartialEq, Clone)]
pub struct PartProps {
    pub form: Form<ProjectInput>,
    pub onunread: Callback<Unread>,
    pub catalogue: Rc<Catalogue>,
    /// As it was when the page was opened.
    pub project: Rc<Project>,
}

/// The fields of a section, and what is odd in them.
pub fn part(section: Section, props: PartProps) -> Html {
    let odd = checks::odd(section, props.form.value());
    html! {
        <>
            { fields(section, props) }
            if !odd.is_empty() {
                <Notice tone={Tone::Warning} title={w::ODD}>
                    <ul>{ for odd.iter().map(|error| html! { <li>{ fiche_fields::named(&error.pointer, &error.message) }</li> }) }</ul>
                </Notice>
            }
        </>
    }
}

fn fields(section: Section, props: PartProps) -> Html {
    match section {
        Section::Identity => html! { <identity::Identity ..props /> },
        Section::Objectives => html! { <objectives::ObjectivesPart ..props /> },
        Section::Action => html! { <action::Action ..props /> },
        Section::Calendar => html! { <calendar::Calendar ..props /> },
        Section::Audience => html! { <audience::Audience ..props /> },
        Section::Partners => html! { <partners::Partners ..props /> },
        Section::Budget => html! { <budget::BudgetPart ..props /> },
        Section::Indicators => html! { <indicators::Indicators ..props /> },
        Section::Declarations => html! { <declarations::DeclarationsPart ..props /> },
    }
}
