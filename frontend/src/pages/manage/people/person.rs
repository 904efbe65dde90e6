//! One account: its roles, and whether it can be used.

use super::{list::status, roles::Roles};
use crate::{
    api::{self, ApiError},
    components::{
        async_content::{Loaded, Skeleton, use_load},
        button::{Button, Look},
        dialog::Confirm,
        notice::{Notice, Tone},
        page::Page,
    },
    format,
    i18n::{nav, people as t},
    routes::Route,
    session::use_session,
};
use openapi::{
    Role,
    account::{User, UserStatus},
};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`PersonPage`].
#[derive(Properties, PartialEq)]
pub struct PersonPageProps {
    pub id: String,
}

/// One account.
#[component]
pub fn PersonPage(props: &PersonPageProps) -> Html {
    let session = use_session();
    let loaded = use_load(props.id.clone(), |id| async move { api::account::user(&id).await });
    let user = loaded.value();
    let title = user.as_ref().map_or(AttrValue::Static(nav::MANAGE_PEOPLE), |user| user.name.clone().into());
    let own = session.me().is_some_and(|me| me.id.as_str() == props.id);
    let changed = loaded.on_reload();
    html! {
        <Page {title} crumbs={vec![(Route::ManagePeople, nav::MANAGE_PEOPLE.into())]}>
            { loaded.view(Skeleton::Lines(6), |user| html! {
                <>
                    <dl class="facts facts-rows">
                        <dt>{ t::EMAIL }</dt>
                        <dd>{ &user.email }</dd>
                        <dt>{ t::STATUS }</dt>
                        <dd>{ status(user) }<span class="row-comment">{ format::day(user.created_at) }</span></dd>
                    </dl>
                    <Roles user={(**user).clone()} onchanged={changed} />
                    if session.has(Role::Admin) && !own {
                        <Usable user={Rc::clone(user)} etag={loaded.etag()} onchanged={taken(&loaded)} />
                    }
                </>
            }) }
        </Page>
    }
}

fn taken(loaded: &Loaded<User>) -> Callback<api::Answer<User>> {
    let loaded = loaded.clone();
    Callback::from(move |answer| loaded.set(answer))
}

#[derive(Properties, PartialEq)]
struct UsableProps {
    user: Rc<User>,
    etag: Option<AttrValue>,
    onchanged: Callback<api::Answer<User>>,
}

/// Disables an account, or enables it again.
#[component]
fn Usable(props: &UsableProps) -> Html {
    let asking = use_state(|| false);
    let busy = use_state(|| false);
    let outcome = use_state(|| None::<Result<&'static str, ApiError>>);
    let active = props.user.status == UserStatus::Active;
    let change = {
        let (id, etag, onchanged) = (props.user.id.to_string(), props.etag.clone(), props.onchanged.clone());
        let (asking, busy, outcome) = (asking.clone(), busy.clone(), outcome.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (id, etag, onchanged) = (id.clone(), etag.clone(), onchanged.clone());
            let (asking, busy, outcome) = (asking.clone(), busy.clone(), outcome.clone());
            spawn_local(async move {
                let status = if active { UserStatus::Disabled } else { UserStatus::Active };
                let changes = serde_json::json!({ "status": status });
                let answer = api::account::update_user(&id, &changes, etag.as_deref()).await;
                busy.set(false);
                asking.set(false);
                match answer {
                    Ok(answer) => {
                        outcome.set(Some(Ok(if active { t::NOW_DISABLED } else { t::NOW_ENABLED })));
                        onchanged.emit(answer);
                    }
                    Err(error) => outcome.set(Some(Err(error))),
                }
            });
        })
    };
    let ask = {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(true))
    };
    let cancel = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    html! {
        <section class="section" aria-labelledby="compte">
            <h2 id="compte">{ t::STATUS }</h2>
            { match &*outcome {
                Some(Ok(sentence)) => html! { <Notice tone={Tone::Success}><p>{ *sentence }</p></Notice> },
                Some(Err(error)) => html! { <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice> },
                None => Html::default(),
            } }
            if active {
                <Button look={Look::Secondary} onclick={ask}>{ t::DISABLE }</Button>
            } else {
                <p>{ t::IS_DISABLED }</p>
                <Button look={Look::Secondary} busy={*busy} onclick={change.reform(|_: MouseEvent| ())}>{ t::ENABLE }</Button>
            }
            if *asking {
                <Confirm title={t::DISABLE_TITLE} action={t::DISABLE} danger=true busy={*busy} onconfirm={change} oncancel={cancel}>
                    <p class="strong">{ &props.user.name }</p>
                    <p>{ t::DISABLE_TEXT }</p>
                </Confirm>
            }
        </section>
    }
}
