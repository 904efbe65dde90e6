//! Merging a duplicate into a partner: find it, see what moves, confirm.

use crate::{
    api::{self, Answer, ApiResult, every::every},
    components::{
        async_content::{Skeleton, use_load},
        button::{Button, Look},
        dialog::Confirm,
        flash,
        form::{TextField, use_form},
        link,
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    format,
    i18n::{catalogue as t, common},
    routes::Route,
};
use futures_util::future::try_join3;
use openapi::{
    Id, Reference,
    account::User,
    partner::{MergeInput, Partner, PartnerFilter},
    project::ProjectFilter,
};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// Properties of [`Merge`].
#[derive(Properties, PartialEq)]
pub struct MergeProps {
    /// The partner that stays.
    pub kept: Partner,
}

/// Looks for the duplicate of a partner.
#[component]
pub fn Merge(props: &MergeProps) -> Html {
    let words = use_form(String::new);
    let searched = use_state(|| None::<String>);
    let duplicate = use_state(|| None::<Id>);
    let kept = &props.kept;
    let onsubmit = {
        let (words, searched) = (words.clone(), searched.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            searched.set(Some(words.value().trim().to_owned()).filter(|words| !words.is_empty()));
        })
    };
    let choose = {
        let duplicate = duplicate.clone();
        Callback::from(move |id: Option<Id>| duplicate.set(id))
    };
    html! {
        <section class="section panel" aria-labelledby="fusion">
            <h2 id="fusion">{ t::MERGE_TITLE }</h2>
            if kept.kind.is_carrier() || duplicate.is_none() {
                <p>{ t::MERGE_TEXT }</p>
            }
            if let Some(id) = &*duplicate {
                <Preview key={id.to_string()} kept={kept.clone()} duplicate={id.clone()} onback={choose.reform(|()| None)} />
            } else {
                <form class="row row-end" role="search" {onsubmit}>
                    <TextField at="/doublon" label={t::MERGE_SEARCH} optional=true value={words.value().clone()}
                        oninput={words.edit(|words: &mut String, text| *words = text)} />
                    <Button submit=true look={Look::Secondary}>{ common::FILTER }</Button>
                </form>
                if let Some(words) = &*searched {
                    <Found words={words.clone()} kept={kept.clone()} onchoose={choose.reform(Some)} />
                }
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct FoundProps {
    words: String,
    kept: Partner,
    onchoose: Callback<Id>,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    let kept = props.kept.id.clone();
    let filter = PartnerFilter { kind: None, programme: Some(props.kept.programme.to_string()) };
    let found = use_load(props.words.clone(), move |words| async move {
        api::partners::list(&filter, Some(&words), None).await
    });
    found.view(Skeleton::Rows(3), |page| {
        let others: Vec<&Partner> = page.items.iter().filter(|partner| partner.id != kept).collect();
        if others.is_empty() {
            return html! { <p role="status">{ t::MERGE_NONE }</p> };
        }
        html! {
            <ul class="choice-list" aria-label={t::MERGE_FOUND}>
                { for others.into_iter().map(|partner| {
                    let id = partner.id.clone();
                    html! {
                        <li key={partner.id.to_string()}>
                            <span>
                                <span class="strong">{ &partner.name }</span>{ " · " }{ partner.kind.label_fr() }
                                if partner.kind.is_carrier() { <span class="row-comment">{ t::MERGE_IMPOSSIBLE }</span> }
                            </span>
                            if !partner.kind.is_carrier() {
                                <Button look={Look::Secondary} small=true onclick={props.onchoose.reform(move |_: MouseEvent| id.clone())}>
                                    { t::merge_with(&partner.name) }
                                </Button>
                            }
                        </li>
                    }
                }) }
            </ul>
        }
    })
}

/// What the duplicate has.
struct Moving {
    duplicate: Partner,
    projects: i64,
    people: Vec<User>,
}

async fn moving(id: Id) -> ApiResult<Moving> {
    let filter = ProjectFilter { partner: Some(id.to_string()), ..ProjectFilter::default() };
    let users = every(|cursor| api::account::users().query_some("cursor", cursor).query("limit", 100).send());
    let (duplicate, projects, users) =
        try_join3(api::partners::read(id.as_str()), api::projects::list(&filter, None, None, None), users)
            .await?;
    let of_duplicate = |user: &User| {
        user.memberships.iter().any(|membership| membership.partner.as_ref().is_some_and(|own| own.id == id))
    };
    let people = users.body.items.into_iter().filter(of_duplicate).collect();
    let body = Moving { duplicate: duplicate.body, projects: projects.body.total, people };
    Ok(Answer { body, etag: None })
}

#[derive(Properties, PartialEq)]
struct PreviewProps {
    kept: Partner,
    duplicate: Id,
    onback: Callback<()>,
}

#[component]
fn Preview(props: &PreviewProps) -> Html {
    let loaded = use_load(props.duplicate.clone(), moving);
    let asking = use_state(|| false);
    let busy = use_state(|| false);
    let refused = use_state(|| None::<String>);
    let navigator = use_navigator();
    let ask = |on: bool| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(on))
    };
    let onconfirm = {
        let (kept, duplicate) = (props.kept.clone(), props.duplicate.clone());
        let (asking, busy, refused) = (asking.clone(), busy.clone(), refused.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (kept, duplicate, navigator) = (kept.clone(), duplicate.clone(), navigator.clone());
            let (asking, busy, refused) = (asking.clone(), busy.clone(), refused.clone());
            spawn_local(async move {
                let result = merge(&kept, &duplicate).await;
                busy.set(false);
                asking.set(false);
                match result {
                    Ok(answer) => {
                        flash::say(t::merged(&answer.body.name));
                        if let Some(navigator) = navigator {
                            link::go(&navigator, &Route::ManagePartners, None);
                        }
                    }
                    Err(error) => refused.set(Some(error.message())),
                }
            });
        })
    };
    loaded.view(Skeleton::Lines(6), |moving| {
        let name = moving.duplicate.name.clone();
        html! {
            <>
                if let Some(refused) = &*refused {
                    <Notice tone={Tone::Error}><p>{ refused.clone() }</p></Notice>
                }
                { compared(&props.kept, &moving.duplicate) }
                { moves(moving) }
                <div class="button-row">
                    <Button look={Look::Danger} onclick={ask(true)}>{ t::MERGE_DO }</Button>
                    <Button look={Look::Quiet} onclick={props.onback.reform(|_: MouseEvent| ())}>{ t::MERGE_BACK }</Button>
                </div>
                if *asking {
                    <Confirm title={t::MERGE_CONFIRM} action={t::MERGE_DO} danger=true busy={*busy} onconfirm={onconfirm.clone()}
                        oncancel={{ let asking = asking.clone(); move |()| asking.set(false) }}>
                        <p><span class="strong">{ t::MERGE_KEPT }</span>{ "\u{a0}: " }{ &props.kept.name }</p>
                        <p><span class="strong">{ t::MERGE_GONE }</span>{ "\u{a0}: " }{ name }</p>
                        <p>{ t::MERGE_FINAL }</p>
                    </Confirm>
                }
            </>
        }
    })
}

/// The version that is kept is read just before: the preview may have been open for long.
async fn merge(kept: &Partner, duplicate: &Id) -> ApiResult<Partner> {
    let current = api::partners::read(kept.id.as_str()).await?;
    let input = MergeInput { duplicate: Reference::from(duplicate.as_str()) };
    api::partners::merge(kept.id.as_str(), &input, current.etag.as_deref()).await
}

fn compared(kept: &Partner, duplicate: &Partner) -> Html {
    let columns = vec![Column::text(t::FIELD), Column::text(t::MERGE_KEPT), Column::text(t::MERGE_GONE)];
    let row = |label: &'static str, value: &dyn Fn(&Partner) -> String| {
        let shown = |partner: &Partner| Some(value(partner)).filter(|text| !text.is_empty());
        let (kept, gone) = (shown(kept), shown(duplicate));
        if kept.is_none() && gone.is_none() {
            return None;
        }
        let cell = |text: Option<String>| html! { { text.unwrap_or_else(|| common::NOTHING.into()) } };
        Some(Row { key: label.into(), cells: vec![html! { { label } }, cell(kept), cell(gone)] })
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let rows = [
        row(t::NAME, &|partner| partner.name.clone()),
        row(t::KIND, &|partner| partner.kind.label_fr().into()),
        row(t::SIRET, &|partner| text(&partner.siret)),
        row(t::SIREN, &|partner| text(&partner.siren)),
        row(t::RNA, &|partner| text(&partner.rna)),
        row(t::UAI, &|partner| text(&partner.uai)),
        row(t::ADDRESS, &|partner| partner.address.clone()),
        row(t::EMAIL, &|partner| text(&partner.email)),
        row(t::PHONE, &|partner| partner.phone.as_deref().map(format::phone).unwrap_or_default()),
    ];
    let rows: Vec<Row> = rows.into_iter().flatten().collect();
    html! { <Table caption={t::MERGE_TITLE} caption_hidden=true {columns} {rows} /> }
}

fn moves(moving: &Rc<Moving>) -> Html {
    let count = i64::try_from(moving.people.len()).unwrap_or(i64::MAX);
    html! {
        <>
            <h3>{ t::MERGE_MOVES }</h3>
            <ul>
                <li>{ t::projects(moving.projects) }</li>
                <li>
                    { t::people(count) }
                    if count > 0 {
                        { "\u{a0}: " }
                        { moving.people.iter().map(|user| user.name.as_str()).collect::<Vec<_>>().join(", ") }
                    }
                </li>
                <li>{ t::MERGE_REST }</li>
            </ul>
        </>
    }
}
