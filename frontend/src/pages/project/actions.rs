//! What the reader can do to a project now: only what the API lists as open.

use super::dialogs::{Act, ActProps, dialog};
use crate::{
    api::{Answer, ApiError},
    components::{
        button::{Button, Look},
        link::RouteLink,
        notice::{Notice, Tone},
    },
    i18n::{fiche as f, project as t},
    routes::Route,
};
use openapi::{ProjectStatus, Transition, project::Project};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ProjectActions`].
#[derive(Properties, PartialEq)]
pub struct ProjectActionsProps {
    pub project: Rc<Project>,
    /// The version that is shown.
    pub etag: Option<AttrValue>,
    /// The project as it is after the act: give it to `Loaded::set`.
    pub onchange: Callback<Answer<Project>>,
    /// The project changed elsewhere: read it again.
    pub onreload: Callback<()>,
    /// The reader may delete the draft; called once it is deleted.
    #[prop_or_default]
    pub ondelete: Option<Callback<()>>,
    /// Small buttons, in a list.
    #[prop_or_default]
    pub small: bool,
}

/// Buttons for the open transitions, each with its dialog. Shows nothing when there is none.
#[component]
pub fn ProjectActions(props: &ProjectActionsProps) -> Html {
    let asking = use_state(|| None::<Act>);
    let refused = use_state(|| None::<ApiError>);
    let project = &props.project;
    let id = project.id.to_string();
    let open = |transition| project.allowed_transitions.contains(&transition);

    let close = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let ondone = {
        let (asking, refused) = (asking.clone(), refused.clone());
        let (onchange, ondelete) = (props.onchange.clone(), props.ondelete.clone());
        Callback::from(move |answer: Option<Answer<Project>>| {
            asking.set(None);
            refused.set(None);
            match answer {
                Some(answer) => onchange.emit(answer),
                None => ondelete.iter().for_each(|ondelete| ondelete.emit(())),
            }
        })
    };
    let onstale = {
        let (asking, refused, onreload) = (asking.clone(), refused.clone(), props.onreload.clone());
        Callback::from(move |error: ApiError| {
            asking.set(None);
            refused.set(Some(error));
            onreload.emit(());
        })
    };
    let button = |act: Act, look: Look, label: &'static str| {
        let asking = asking.clone();
        html! {
            <Button {look} small={props.small} onclick={Callback::from(move |_: MouseEvent| asking.set(Some(act)))}>{ label }</Button>
        }
    };
    let returned = project.status == ProjectStatus::Returned;
    let submit = open(Transition::Submit).then(|| {
        // The main button of an editable fiche is the one that opens it.
        let verb = if returned { f::CHECK_AND_FILE_AGAIN } else { f::CHECK_AND_FILE };
        html! { <RouteLink to={Route::FicheCheck { id: id.clone() }} class={Look::Secondary.class()}>{ verb }</RouteLink> }
    });
    let buttons = [
        submit,
        // What was filed needs its correction: without it the fiche can only be refused.
        (open(Transition::Admissibility) && !returned).then(|| button(Act::Admit, Look::Primary, t::ADMIT)),
        open(Transition::Admissibility).then(|| button(Act::Refuse, Look::Secondary, t::REFUSE)),
        open(Transition::Return).then(|| {
            button(Act::Return, Look::Secondary, if returned { t::RETURN_AGAIN } else { t::RETURN })
        }),
        open(Transition::Reopen).then(|| button(Act::Reopen, Look::Secondary, t::REOPEN)),
        open(Transition::Withdraw).then(|| button(Act::Withdraw, Look::Quiet, t::WITHDRAW)),
        open(Transition::Abandon).then(|| button(Act::Abandon, Look::Quiet, t::ABANDON)),
        props.ondelete.as_ref().map(|_| button(Act::Delete, Look::Quiet, t::DELETE)),
    ];
    let buttons: Vec<Html> = buttons.into_iter().flatten().collect();
    html! {
        <>
            if let Some(error) = &*refused {
                <Notice tone={Tone::Warning}>
                    <p>{ if error.is_stale() { t::STALE_ACTION.to_owned() } else { error.message() } }</p>
                </Notice>
            }
            if !buttons.is_empty() {
                <div class="project-actions">{ for buttons }</div>
            }
            if let Some(act) = *asking {
                { dialog(ActProps { act, id, etag: props.etag.clone(), ondone, onstale, oncancel: close }) }
            }
        </>
    }
}
