//! One partner and its published actions.

use super::{project_card::card, projects::public_statuses};
use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        page::Page,
        pagination::Pagination,
        url_query::use_url_query,
    },
    format,
    i18n::{nav, public as t},
    routes::Route,
};
use openapi::{partner::Partner, project::ProjectFilter};
use yew::prelude::*;

/// Properties of [`PartnerPage`].
#[derive(Properties, PartialEq)]
pub struct PartnerPageProps {
    pub id: String,
}

/// A partner: what is public of it, and more for who may see more.
#[component]
pub fn PartnerPage(props: &PartnerPageProps) -> Html {
    let query = use_url_query();
    let loaded = use_load(props.id.clone(), |id| async move { api::partners::read(&id).await });
    let projects = use_load((props.id.clone(), query.text("curseur")), |(id, cursor)| async move {
        let filter =
            ProjectFilter { partner: Some(id), status: Some(public_statuses()), ..ProjectFilter::default() };
        api::projects::list(&filter, None, None, cursor.as_deref()).await
    });
    let partner = loaded.value();
    let title = partner.as_ref().map_or(AttrValue::Static(t::PARTNER), |partner| partner.name.clone().into());
    let lead = partner.as_ref().map(|partner| AttrValue::Static(partner.kind.label_fr()));
    let empty = html! { <Empty title={t::PARTNER_NO_ACTION} /> };
    html! {
        <Page {title} {lead} crumbs={vec![(Route::Partners, nav::PARTNERS.into())]}>
            { loaded.view(Skeleton::Lines(5), |partner| view(partner)) }
            if partner.is_some() {
                <section class="section">
                    <h2>{ t::PARTNER_ACTIONS }</h2>
                    { projects.view_list(Skeleton::Cards(3), empty, |page| html! {
                        <>
                            <ul class="grid">{ for page.items.iter().map(|project| card(project, "h3")) }</ul>
                            <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one={t::PROJECT_ONE} many={t::PROJECT_MANY} />
                        </>
                    }) }
                </section>
            }
        </Page>
    }
}

fn view(partner: &Partner) -> Html {
    let text = |label: &'static str, value: Option<&str>| {
        value.filter(|value| !value.is_empty()).map(|value| (label, html! { { value } }))
    };
    let representative = partner.representative.as_ref().map(|name| match &partner.representative_role {
        Some(role) => format!("{name}, {role}"),
        None => name.clone(),
    });
    let facts = [
        text(t::ADDRESS, Some(&partner.address)),
        partner
            .website
            .as_ref()
            .map(|url| (t::WEBSITE, html! { <a href={url.clone()} rel="noopener">{ url }</a> })),
        partner
            .email
            .as_ref()
            .map(|mail| (t::EMAIL, html! { <a href={format!("mailto:{mail}")}>{ mail }</a> })),
        partner
            .phone
            .as_ref()
            .map(|phone| (t::PHONE, html! { <a href={format!("tel:{phone}")}>{ format::phone(phone) }</a> })),
        text(t::CONTACT_NAME, partner.contact_name.as_deref()),
        text(t::REPRESENTATIVE, representative.as_deref()),
        text(t::SIRET, partner.siret.as_deref()),
        text(t::SIREN, partner.siren.as_deref()),
        text(t::RNA, partner.rna.as_deref()),
        text(t::UAI, partner.uai.as_deref()),
    ];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    html! {
        <>
            if !partner.description.is_empty() {
                <section>
                    <h2>{ t::DESCRIPTION }</h2>
                    <p class="typed">{ &partner.description }</p>
                </section>
            }
            if !facts.is_empty() {
                <section class={(!partner.description.is_empty()).then_some("section")}>
                    <h2>{ t::IDENTITY }</h2>
                    <dl class="facts facts-rows">
                        { for facts.into_iter().map(|(label, value)| html! { <><dt>{ label }</dt><dd>{ value }</dd></> }) }
                    </dl>
                </section>
            }
        </>
    }
}
