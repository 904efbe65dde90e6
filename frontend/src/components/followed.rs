//! The objectives that a reviewer follows.

use super::{
    async_content::{Skeleton, use_load},
    button::{Button, Look},
    form::{Checkboxes, Choice, ErrorSummary, use_form},
    notice::{Notice, Tone},
};
use crate::{
    api::{self, Answer, ApiResult},
    i18n::assignment as t,
};
use futures_util::future::try_join;
use openapi::{
    Reference,
    account::{FollowedInput, Membership},
    programme::Objective,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Followed`].
#[derive(Properties, PartialEq)]
pub struct FollowedProps {
    /// Of a reviewer or carrier.
    pub membership: Membership,
    /// Whether it is the reader's own.
    pub own: bool,
}

/// Choosing the objectives.
#[component]
pub fn Followed(props: &FollowedProps) -> Html {
    let programme = props.membership.programme.as_ref().map(|programme| programme.id.to_string());
    let asked = (props.membership.id.to_string(), programme);
    let loaded = use_load(asked, |(membership, programme)| read(membership, programme));
    html! {
        { loaded.view(Skeleton::Lines(3), |both| {
            let (membership, objectives) = &**both;
            html! {
                <FollowedForm membership={membership.clone()} etag={loaded.etag()} objectives={Rc::new(objectives.clone())} own={props.own} />
            }
        }) }
    }
}

async fn read(membership: String, programme: Option<String>) -> ApiResult<(Membership, Vec<Objective>)> {
    let objectives = api::programme::objectives(programme.as_deref());
    let (membership, objectives) = try_join(api::account::membership(&membership), objectives).await?;
    Ok(Answer { body: (membership.body, objectives.body.items), etag: membership.etag })
}

#[derive(Properties, PartialEq)]
struct FollowedFormProps {
    membership: Membership,
    etag: Option<AttrValue>,
    objectives: Rc<Vec<Objective>>,
    own: bool,
}

#[component]
fn FollowedForm(props: &FollowedFormProps) -> Html {
    let form = use_form(|| FollowedInput {
        objectives: props.membership.objectives.iter().map(|one| Reference::from(one.id.as_str())).collect(),
    });
    // The version moves with each change saved here.
    let etag = use_state(|| props.etag.clone());
    let saved = use_state(|| false);
    let onsubmit = {
        let (form, etag, saved, id) =
            (form.clone(), etag.clone(), saved.clone(), props.membership.id.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            saved.set(false);
            let (input, read, id) = (form.value().clone(), (*etag).clone(), id.clone());
            let (form, etag, saved) = (form.clone(), etag.clone(), saved.clone());
            let request = async move { api::account::follow(&id, &input, read.as_deref()).await };
            form.clone().send(request, move |answer| {
                etag.set(answer.etag.map(AttrValue::from));
                form.saved(None);
                saved.set(true);
            });
        })
    };
    let choices = props
        .objectives
        .iter()
        .map(|one| Choice::new(one.id.to_string(), format!("{} · {}", one.code, one.label)));
    let values = form.value().objectives.iter().map(|one| one.as_str().to_owned()).collect::<Vec<_>>();
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            if *saved && !form.dirty() { <Notice tone={Tone::Success}><p>{ t::SAVED_FOLLOWED }</p></Notice> }
            <Checkboxes
                at={format!("/objectives-{}", props.membership.id)} legend={t::FOLLOWED} {values} choices={choices.collect::<Vec<_>>()} optional=true
                hint={if props.own { t::FOLLOWED_HINT } else { t::FOLLOWED_OF }}
                onchange={form.edit(|input: &mut FollowedInput, ids: Vec<String>| {
                    input.objectives = ids.iter().map(|id| Reference::from(id.as_str())).collect();
                })}
            />
            <Button look={Look::Secondary} submit=true busy={form.busy()}>{ t::SAVE_FOLLOWED }</Button>
        </form>
    }
}
