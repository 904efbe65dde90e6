//! Publishing a call, and closing one before its date.

use crate::{
    api::{self, Answer, ApiError},
    components::{
        button::{Button, Look},
        dialog::Confirm,
        link::RouteLink,
        notice::{Notice, Tone},
    },
    i18n::calls as t,
    routes::Route,
};
use openapi::call::{Call, CallStatus};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`Steps`].
#[derive(Properties, PartialEq)]
pub struct StepsProps {
    pub call: Rc<Call>,
    pub etag: Option<String>,
    /// The form says something that is not saved.
    pub unsaved: bool,
    /// It is done, with the sentence to show.
    pub onstep: Callback<(Answer<Call>, &'static str)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Publish,
    Close,
}

/// The next step of a call, with the question before.
#[component]
pub fn Steps(props: &StepsProps) -> Html {
    let asking = use_state(|| None::<Step>);
    let busy = use_state(|| false);
    let refused = use_state(|| None::<ApiError>);
    let call = &props.call;
    let ask = |step: Step| {
        let (asking, refused) = (asking.clone(), refused.clone());
        Callback::from(move |_: MouseEvent| {
            refused.set(None);
            asking.set(Some(step));
        })
    };
    let oncancel = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let confirm = |step: Step| {
        let (id, etag, onstep) = (call.id.to_string(), props.etag.clone(), props.onstep.clone());
        let (asking, busy, refused) = (asking.clone(), busy.clone(), refused.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (id, etag, onstep) = (id.clone(), etag.clone(), onstep.clone());
            let (asking, busy, refused) = (asking.clone(), busy.clone(), refused.clone());
            spawn_local(async move {
                let answer = match step {
                    Step::Publish => api::calls::publish(&id, etag.as_deref()).await,
                    Step::Close => api::calls::close(&id, etag.as_deref()).await,
                };
                busy.set(false);
                asking.set(None);
                match answer {
                    Ok(answer) => {
                        onstep.emit((answer, if step == Step::Publish { t::PUBLISHED } else { t::CLOSED }));
                    }
                    Err(error) => refused.set(Some(error)),
                }
            });
        })
    };
    let hindered = match () {
        () if props.unsaved => Some(t::PUBLISH_UNSAVED),
        () if call.criteria.is_empty() => Some(t::PUBLISH_CRITERIA),
        () => None,
    };
    html! {
        <div class="call-steps">
            if let Some(error) = &*refused {
                <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice>
            }
            <div class="row">
                { match call.status {
                    CallStatus::Draft => html! {
                        <Button disabled={hindered.is_some()} described_by={hindered.map(|_| AttrValue::Static("appel-empeche"))} onclick={ask(Step::Publish)}>
                            { t::PUBLISH }
                        </Button>
                    },
                    CallStatus::Upcoming | CallStatus::Open => html! {
                        <>
                            <RouteLink to={Route::Call { id: call.slug.clone() }}>{ t::PUBLIC_PAGE }</RouteLink>
                            <Button look={Look::Quiet} onclick={ask(Step::Close)}>{ t::CLOSE }</Button>
                        </>
                    },
                    CallStatus::Closed | CallStatus::Decided => html! {
                        <RouteLink to={Route::Call { id: call.slug.clone() }}>{ t::PUBLIC_PAGE }</RouteLink>
                    },
                } }
            </div>
            if let Some(why) = hindered.filter(|_| call.status == CallStatus::Draft) {
                <p class="soft" id="appel-empeche">{ why }</p>
            }
            { match *asking {
                Some(Step::Publish) => html! {
                    <Confirm title={t::PUBLISH_TITLE} action={t::PUBLISH} busy={*busy} onconfirm={confirm(Step::Publish)} {oncancel}>
                        <p>{ t::publish_text(&call.windows) }</p>
                    </Confirm>
                },
                Some(Step::Close) => html! {
                    <Confirm title={t::CLOSE_TITLE} action={t::CLOSE} danger=true busy={*busy} onconfirm={confirm(Step::Close)} {oncancel}>
                        <p>{ t::CLOSE_TEXT }</p>
                    </Confirm>
                },
                None => Html::default(),
            } }
        </div>
    }
}
