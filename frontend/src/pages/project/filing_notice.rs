//! Whether a fiche that is being written can be filed: an extension, or why not now.

use super::moments::{is_overdue, opens_again};
use crate::{
    components::{
        link::{RouteLink, query_string},
        notice::{Notice, Tone},
    },
    i18n::{project as t, reuse as r},
    routes::Route,
    session::use_session,
};
use openapi::{ProjectStatus, project::Project};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`FilingNotice`].
#[derive(Properties, PartialEq)]
pub struct FilingNoticeProps {
    pub project: Rc<Project>,
}

/// Says it to its organisation; nothing while the call's own deadline counts.
#[component]
pub fn FilingNotice(props: &FilingNoticeProps) -> Html {
    let session = use_session();
    let project = &props.project;
    let Some(filing) = &project.filing else { return Html::default() };
    let until = filing.deadline.as_ref();
    if let Some(reason) = filing.extension_reason.as_ref().filter(|_| filing.is_open()) {
        let words = until.map(|until| t::before(until.on, until.at.as_deref())).unwrap_or_default();
        return html! {
            <Notice title={t::EXTENDED}>
                <p class="strong">{ t::extended_until(&words) }</p>
                <p class="typed">{ reason }</p>
            </Notice>
        };
    }
    if filing.is_open() {
        return Html::default();
    }
    if is_overdue(project) {
        let due = project.correction.as_ref().map(|correction| correction.due).unwrap_or_default();
        return html! {
            <Notice tone={Tone::Warning} title={t::NOT_FILED}><p>{ t::overdue(due, true) }</p></Notice>
        };
    }
    if project.status != ProjectStatus::Draft {
        return Html::default();
    }
    if let Some(day) = opens_again(project) {
        return html! {
            <Notice tone={Tone::Warning} title={t::CLOSED_FOR_NOW}><p>{ t::next_window(day, true) }</p></Notice>
        };
    }
    let use_it = session.can_edit_for(&project.partner.id);
    let query = AttrValue::from(query_string([("fiche", project.id.as_str())]));
    html! {
        <Notice tone={Tone::Warning} title={t::NOT_FILED}>
            if let Some(until) = until {
                <p>{ t::missed(until.on, until.at.as_deref()) }</p>
            }
            <p>{ t::REUSE }</p>
            if use_it {
                <p><RouteLink to={Route::FicheReuse} {query}>{ r::FROM_HERE }</RouteLink></p>
            }
        </Notice>
    }
}
