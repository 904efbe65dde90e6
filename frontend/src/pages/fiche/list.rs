//! The fiches that the person may read.

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::project_status,
        button::Look,
        filters::{Filter, Filters},
        link::RouteLink,
        page::Page,
        pagination::Pagination,
        table::{Column, Row, Table},
        url_query::use_url_query,
    },
    format,
    i18n::{common, fiche as t, reuse as r},
    routes::Route,
    session::use_session,
};
use openapi::{
    ProjectStatus, Role,
    call::CallFilter,
    project::{ProjectFilter, ProjectSummary},
};
use yew::prelude::*;

/// The fiches that the person may read: a partner's own, everybody's for the others.
#[component]
pub fn Fiches() -> Html {
    let session = use_session();
    let query = use_url_query();
    let mine = session.has_fiches();
    let calls = use_load((), |()| async move { api::calls::list(&CallFilter::default(), None).await });
    let wanted = (
        [query.text("q"), query.text("etape"), query.text("appel"), query.text("tri"), query.text("curseur")],
        mine,
    );
    let fiches = use_load(wanted, |([words, status, call, sort, cursor], mine)| async move {
        let filter = ProjectFilter { status, call, mine: mine.then_some(true), ..ProjectFilter::default() };
        let sort = sort.as_deref().unwrap_or("-updated_at");
        api::projects::list(&filter, words.as_deref(), Some(sort), cursor.as_deref()).await
    });
    let filtered = ["q", "etape", "appel"].iter().any(|name| query.get(name).is_some());

    // Others than the coordination never see a draft of somebody else.
    let drafts = mine || session.has(Role::Coordinator);
    let statuses = ProjectStatus::ALL.into_iter().filter(|status| drafts || *status != ProjectStatus::Draft);
    let statuses = statuses.map(|status| (status.as_str().into(), status.label_fr().into())).collect();
    let call_options = calls.value().map(|page| {
        page.items.iter().map(|call| (call.slug.clone().into(), call.title.clone().into())).collect()
    });
    let filters = vec![
        Filter::Words { label: t::WORDS.into() },
        Filter::Choice {
            name: "etape",
            label: t::STATUS.into(),
            all: t::ANY_STATUS.into(),
            options: statuses,
        },
        Filter::Choice {
            name: "appel",
            label: t::CALL.into(),
            all: t::ANY_CALL.into(),
            options: call_options.unwrap_or_default(),
        },
    ];
    let start = html! {
        <>
            <RouteLink to={Route::FicheNew} class={Look::Primary.class()}>{ t::START }</RouteLink>
            <RouteLink to={Route::FicheReuse} class={Look::Secondary.class()}>{ r::LINK }</RouteLink>
        </>
    };
    let can_write = session.can_write_fiches();
    let (title, lead) = if mine { (t::MINE, t::LIST_LEAD) } else { (t::ALL, t::LIST_LEAD_ALL) };
    html! {
        <Page {title} {lead} actions={can_write.then(|| start.clone())}>
            <Filters label={t::LIST_FILTERS} {filters} />
            { fiches.view_list(Skeleton::Rows(6), empty(filtered, mine, can_write), |page| html! {
                <>
                    { table(&page.items, mine) }
                    <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one="fiche" many="fiches" />
                </>
            }) }
        </Page>
    }
}

fn empty(filtered: bool, mine: bool, can_write: bool) -> Html {
    if filtered {
        return html! { <Empty title={t::NONE_FOUND}><p>{ t::NONE_FOUND_HINT }</p></Empty> };
    }
    html! {
        <Empty title={t::NONE_YET}>
            <p>{ if mine { t::NONE_YET_PARTNER } else { t::NONE_YET_READER } }</p>
            if can_write {
                <p><RouteLink to={Route::FicheNew}>{ t::START }</RouteLink></p>
            } else {
                <p><RouteLink to={Route::Calls}>{ t::SEE_CALLS }</RouteLink></p>
            }
        </Empty>
    }
}

/// Also the list below what waits for the person.
pub fn table(fiches: &[ProjectSummary], mine: bool) -> Html {
    let mut columns = vec![Column::text(t::TITLE_COLUMN), Column::text(t::STATUS)];
    if !mine {
        columns.push(Column::text(t::PARTNER_COLUMN));
    }
    columns.extend([Column::number(t::REQUESTED), Column::text(t::UPDATED)]);
    let rows = fiches.iter().map(|fiche| {
        let name = html! {
            <>
                <RouteLink to={Route::Fiche { id: fiche.id.to_string() }}>{ t::title_or(&fiche.title) }</RouteLink>
                <span class="fiche-meta">
                    if let Some(number) = &fiche.number { { number }{ " · " } }
                    { &fiche.call.title }
                </span>
            </>
        };
        let mut cells = vec![name, project_status(fiche.status)];
        if !mine {
            cells.push(html! { { &fiche.partner.name } });
        }
        let requested = fiche.requested.filter(|money| money.amount > 0);
        cells.push(html! { { requested.map_or_else(|| common::NOTHING.to_owned(), format::money) } });
        cells.push(html! { { format::day(fiche.updated_at) } });
        Row { key: fiche.id.to_string(), cells }
    });
    html! { <Table caption={if mine { t::MINE } else { crate::i18n::todo::RECENT_FICHES }} caption_hidden=true {columns} rows={rows.collect::<Vec<_>>()} /> }
}
