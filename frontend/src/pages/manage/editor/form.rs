//! The form of a resource: empty, or over something that exists.

use super::Resource;
use crate::{
    components::{
        async_content::{Skeleton, use_load},
        button::{Button, Look},
        dialog::Confirm,
        edit::use_edit,
        flash,
        form::{ErrorSummary, use_form},
        icon::Icon,
        kept_draft::KeptDraft,
        link::{self, RouteLink},
        notice::{Notice, Tone},
        page::Page,
        unsaved::use_unsaved_guard,
    },
    draft_store::use_draft,
    i18n::common,
    pages::manage::managed::use_managed,
};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

fn draft_key<R: Resource>(id: &str) -> AttrValue {
    format!("{}.{id}", R::route().to_path()).into()
}

/// Adds one.
#[component]
pub fn NewPage<R>() -> Html
where
    R: Resource,
{
    let words = R::WORDS;
    let managed = use_managed();
    let crumbs = vec![(R::route(), AttrValue::Static(words.title))];
    html! {
        <Page title={words.add} {crumbs}>
            // The programme is part of what is sent: wait for it.
            if let Some(managed) = managed {
                <Adding<R> programme={Rc::new(managed)} />
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct AddingProps {
    programme: Rc<openapi::programme::ProgrammeRef>,
}

#[component]
fn Adding<R>(props: &AddingProps) -> Html
where
    R: Resource,
{
    let form = use_form(|| R::blank(Some(&props.programme)));
    let draft = use_draft(draft_key::<R>("nouveau"), form.value(), None, form.dirty());
    use_unsaved_guard(form.dirty());
    let navigator = use_navigator();
    let onsubmit = {
        let (form, draft) = (form.clone(), draft.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (draft, navigator) = (draft.clone(), navigator.clone());
            form.send(R::create(form.value().clone()), move |answer| {
                draft.clear();
                flash::say(format!("{}{}", R::WORDS.saved, R::name(&answer.body)));
                if let Some(navigator) = navigator {
                    link::go(&navigator, &R::route(), None);
                }
            });
        })
    };
    html! {
        <form class="form form-grouped" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            <KeptDraft<R::Input> draft={draft} form={form.clone()} />
            { R::fields(&form) }
            <div class="button-row">
                <Button submit=true busy={form.busy()}>{ common::SAVE }</Button>
                <RouteLink to={R::route()} class={Look::Quiet.class()}>{ common::CANCEL }</RouteLink>
            </div>
        </form>
    }
}

/// Properties of [`EditPage`] and [`Editing`].
#[derive(Properties, PartialEq)]
pub struct EditProps {
    pub id: String,
}

/// Changes one, with what else can be done with it.
#[component]
pub fn EditPage<R>(props: &EditProps) -> Html
where
    R: Resource,
{
    let words = R::WORDS;
    let crumbs = vec![(R::route(), AttrValue::Static(words.title))];
    let navigator = use_navigator();
    let onsaved = Callback::from(move |sentence: String| {
        flash::say(sentence);
        if let Some(navigator) = &navigator {
            link::go(navigator, &R::route(), None);
        }
    });
    html! {
        <Page title={words.edit} {crumbs}>
            <Editing<R> id={props.id.clone()} {onsaved} cancel=true />
        </Page>
    }
}

/// Properties of [`Editing`].
#[derive(Properties, PartialEq)]
pub struct EditingProps {
    pub id: String,
    /// Called with the sentence to show; without it the form stays and shows it itself.
    #[prop_or_default]
    pub onsaved: Option<Callback<String>>,
    /// Shows the way back to the list.
    #[prop_or_default]
    pub cancel: bool,
}

/// The form over one that exists.
#[component]
pub fn Editing<R>(props: &EditingProps) -> Html
where
    R: Resource,
{
    let loaded = use_load(props.id.clone(), |id| R::read(id));
    let etag = loaded.etag().map(|etag| etag.to_string());
    loaded.view(Skeleton::Lines(8), |item| {
        html! {
            <>
                <Changing<R> item={Rc::clone(item)} {etag} onsaved={props.onsaved.clone()} cancel={props.cancel} />
                { R::beside(item) }
            </>
        }
    })
}

#[derive(Properties)]
struct ChangingProps<R: Resource> {
    item: Rc<R::Item>,
    etag: Option<String>,
    onsaved: Option<Callback<String>>,
    cancel: bool,
}

impl<R: Resource> PartialEq for ChangingProps<R> {
    fn eq(&self, other: &Self) -> bool {
        self.item == other.item && self.etag == other.etag && self.onsaved == other.onsaved
    }
}

#[component]
fn Changing<R>(props: &ChangingProps<R>) -> Html
where
    R: Resource,
{
    let words = R::WORDS;
    let id = R::id(&props.item).to_string();
    let edit = use_edit(|| R::Input::from(&props.item), props.etag.clone());
    let form = edit.form.clone();
    let draft = use_draft(draft_key::<R>(&id), form.value(), edit.etag(), form.dirty());
    use_unsaved_guard(form.dirty());
    let done = use_state(|| None::<String>);
    let onsubmit = {
        let (edit, draft, id) = (edit.clone(), draft.clone(), id.clone());
        let (onsaved, done) = (props.onsaved.clone(), done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            done.set(None);
            if !edit.form.check() {
                return;
            }
            let (saved_edit, draft, again) = (edit.clone(), draft.clone(), id.clone());
            let (onsaved, done) = (onsaved.clone(), done.clone());
            edit.send(
                |changes, etag| R::update(id.clone(), changes, etag),
                move || async move {
                    let answer = R::read(again).await?;
                    Ok(crate::api::Answer { body: R::Input::from(&answer.body), etag: answer.etag })
                },
                move |answer| {
                    draft.clear();
                    let sentence = format!("{}{}", R::WORDS.saved, R::name(&answer.body));
                    saved_edit.rest_on(R::Input::from(&answer.body), answer.etag);
                    match onsaved {
                        Some(onsaved) => onsaved.emit(sentence),
                        None => done.set(Some(sentence)),
                    }
                },
            );
        })
    };
    html! {
        <>
            if let Some(sentence) = &*done {
                <Notice tone={Tone::Success}><p>{ sentence.clone() }</p></Notice>
            }
            <form class="form form-grouped" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                { edit.notice() }
                <KeptDraft<R::Input> {draft} form={form.clone()} etag={edit.etag()} />
                { R::fields(&form) }
                <div class="button-row">
                    <Button submit=true busy={form.busy()}>{ common::SAVE }</Button>
                    if props.cancel {
                        <RouteLink to={R::route()} class={Look::Quiet.class()}>{ common::CANCEL }</RouteLink>
                    }
                </div>
            </form>
            if R::REMOVABLE {
                <Removal<R> id={id} name={R::name(&props.item)} etag={edit.etag()} label={words.remove} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RemovalProps {
    id: String,
    name: String,
    etag: Option<String>,
    label: AttrValue,
}

/// The button that deletes, the question before, and why it may be refused.
#[component]
fn Removal<R>(props: &RemovalProps) -> Html
where
    R: Resource,
{
    let words = R::WORDS;
    let asking = use_state(|| false);
    let busy = use_state(|| false);
    let refused = use_state(|| None::<String>);
    let navigator = use_navigator();
    let ask = {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(true))
    };
    let oncancel = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    let onconfirm = {
        let (id, etag, name) = (props.id.clone(), props.etag.clone(), props.name.clone());
        let (asking, busy, refused) = (asking.clone(), busy.clone(), refused.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let request = R::remove(id.clone(), etag.clone());
            let (asking, busy, refused) = (asking.clone(), busy.clone(), refused.clone());
            let (navigator, name) = (navigator.clone(), name.clone());
            spawn_local(async move {
                let answer = request.await;
                busy.set(false);
                asking.set(false);
                match (answer, navigator) {
                    (Ok(_), Some(navigator)) => {
                        flash::say(format!("{}{name}", R::WORDS.removed));
                        link::go(&navigator, &R::route(), None);
                    }
                    (Ok(_), None) => {}
                    (Err(error), _) => refused.set(Some(error.message())),
                }
            });
        })
    };
    html! {
        <div class="removal">
            if let Some(refused) = &*refused {
                <Notice tone={Tone::Error}><p>{ refused.clone() }</p></Notice>
            }
            <Button look={Look::Quiet} icon={Icon::Trash} onclick={ask}>{ &props.label }</Button>
            if *asking {
                <Confirm title={words.remove_title} action={words.remove} danger=true busy={*busy} {onconfirm} {oncancel}>
                    <p class="strong">{ &props.name }</p>
                    <p>{ words.remove_text }</p>
                </Confirm>
            }
        </div>
    }
}
