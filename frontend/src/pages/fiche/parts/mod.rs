//! The fields of each section.

mod action;
mod audience;
mod budget;
mod budget_lines;
mod calendar;
mod identity;
mod objectives;
mod partners;
mod requests;

use super::{catalogue::Catalogue, sections::Section};
use crate::components::form::{Form, Unread};
use openapi::{Id, project::ProjectInput};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of every part.
#[derive(Properties, PartialEq, Clone)]
pub struct PartProps {
    pub form: Form<ProjectInput>,
    pub onunread: Callback<Unread>,
    pub catalogue: Rc<Catalogue>,
    /// The lead partner.
    pub lead: Id,
}

/// The fields of a section.
pub fn part(section: Section, props: PartProps) -> Html {
    match section {
        Section::Identity => html! { <identity::Identity ..props /> },
        Section::Objectives => html! { <objectives::ObjectivesPart ..props /> },
        Section::Action => html! { <action::Action ..props /> },
        Section::Calendar => html! { <calendar::Calendar ..props /> },
        Section::Audience => html! { <audience::Audience ..props /> },
        Section::Partners => html! { <partners::Partners ..props /> },
        Section::Budget => html! { <budget::BudgetPart ..props /> },
        // No page leads here: see `sections::PAGES`.
        Section::Indicators | Section::Declarations => Html::default(),
    }
}
