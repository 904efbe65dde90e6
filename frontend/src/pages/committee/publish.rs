//! The coordinator publishes all decisions at once.

use crate::{
    api::{self, ApiError},
    components::{
        button::Button,
        dialog::Confirm,
        link::RouteLink,
        notice::{Notice, Tone},
    },
    i18n::committee as t,
    routes::Route,
};
use openapi::{call::Call, committee::Publication};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`Publish`].
#[derive(Properties, PartialEq)]
pub struct PublishProps {
    pub call: Rc<Call>,
    pub etag: Option<AttrValue>,
    pub publication: Publication,
    pub onpublished: Callback<()>,
}

/// What is missing, then the button and what it does.
#[component]
pub fn Publish(props: &PublishProps) -> Html {
    let publication = &props.publication;
    let asking = use_state(|| false);
    let busy = use_state(|| false);
    let refused = use_state(|| None::<ApiError>);
    let ask = {
        let (asking, refused) = (asking.clone(), refused.clone());
        Callback::from(move |_: MouseEvent| {
            refused.set(None);
            asking.set(true);
        })
    };
    let oncancel = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    let onconfirm = {
        let (call, etag, done) = (props.call.id.to_string(), props.etag.clone(), props.onpublished.clone());
        let (asking, busy, refused) = (asking.clone(), busy.clone(), refused.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (call, etag, done) = (call.clone(), etag.clone(), done.clone());
            let (asking, busy, refused) = (asking.clone(), busy.clone(), refused.clone());
            spawn_local(async move {
                let answer = api::committee::publish(&call, etag.as_deref()).await;
                busy.set(false);
                asking.set(false);
                refused.set(answer.err());
                // Published or not, what is missing may have changed.
                done.emit(());
            });
        })
    };
    html! {
        <section class="section" aria-labelledby="publication">
            <h2 id="publication">{ t::PUBLICATION }</h2>
            if let Some(error) = &*refused {
                <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice>
            }
            if publication.ready {
                <p>{ t::READY }</p>
            } else {
                { missing(publication) }
            }
            if publication.closes_call {
                <Notice tone={Tone::Warning}><p>{ t::CLOSES }</p></Notice>
            }
            <Button disabled={!publication.ready} described_by={(!publication.ready).then_some(AttrValue::Static("publication-manque"))} onclick={ask}>
                { t::PUBLISH }
            </Button>
            if *asking {
                <Confirm title={t::PUBLISH_TITLE} action={t::PUBLISH} danger=true busy={*busy} {onconfirm} {oncancel}>
                    <p>{ t::publish_text(publication.selected.into(), publication.waitlisted.into(), publication.rejected.into()) }</p>
                    <p>{ t::PUBLISH_PUBLIC }</p>
                    if publication.closes_call { <p>{ t::CLOSES }</p> }
                    <p class="strong">{ t::PUBLISH_FINAL }</p>
                </Confirm>
            }
        </section>
    }
}

fn missing(publication: &Publication) -> Html {
    let nothing = publication.selected + publication.waitlisted + publication.rejected == 0;
    let names: Vec<&str> = publication.unsigned.iter().map(|carrier| carrier.name.as_str()).collect();
    html! {
        <div id="publication-manque">
            <p>{ t::MISSING }</p>
            <ul>
                if !publication.undecided.is_empty() {
                    <li>
                        { t::ADMISSIBILITY_OR_DECISION }
                        <ul>
                            { for publication.undecided.iter().map(|project| html! {
                                <li key={project.id.to_string()}>
                                    <RouteLink to={Route::Fiche { id: project.id.to_string() }}>{ &project.title }</RouteLink>
                                </li>
                            }) }
                        </ul>
                    </li>
                }
                if !publication.unsigned.is_empty() {
                    <li>{ t::SIGNATURES_OF }{ names.join(", ") }</li>
                }
                if nothing && publication.undecided.is_empty() { <li>{ t::NONE_DECIDED }</li> }
            </ul>
        </div>
    }
}
