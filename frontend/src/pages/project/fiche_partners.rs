//! Who takes part in the action, as read: with the answer of each partner of the programme.

use crate::{
    api,
    components::{
        async_content::use_load,
        link::RouteLink,
        table::{Column, Row, Table},
    },
    i18n::{contributions as c, fiche as t, project as p},
    pages::{contributions::state_badge, fiche::sections::Section},
    routes::Route,
};
use openapi::{
    Page,
    contribution::Contribution,
    project::{InvolvedPartner, Project},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`PartnersView`].
#[derive(Properties, PartialEq)]
pub struct PartnersViewProps {
    pub project: Rc<Project>,
    /// Ask what the partners answered: for a fiche that is stored.
    pub asks: bool,
}

/// Role, what each brings and of what kind, confirmed or declined with a word.
#[component]
pub fn PartnersView(props: &PartnersViewProps) -> Html {
    let project = &props.project;
    let partners = project.partners.as_deref().unwrap_or_default();
    // Who reads the public part only, which has no budget, does not read the answers.
    let asks =
        props.asks && project.budget.is_some() && partners.iter().any(|involved| involved.partner.is_some());
    let answers = use_load((project.id.to_string(), project.version, asks), |(id, _, asks)| async move {
        if asks {
            return api::contributions::of_project(&id).await;
        }
        Ok(api::Answer { body: Page { items: Vec::new(), next: None, total: 0 }, etag: None })
    });
    let answers = answers.value();
    let rows = partners.iter().enumerate().map(|(index, involved)| {
        let answer = involved.partner.as_ref().and_then(|partner| {
            answers.as_ref()?.items.iter().find(|answer| answer.partner.id == partner.id)
        });
        row(index, involved, answer)
    });
    let columns =
        [p::PARTNER_COLUMN, p::ROLE_COLUMN, p::BRINGS_COLUMN, p::CONFIRMED_COLUMN].map(Column::text);
    html! {
        <Table caption={t::section(Section::Partners)} caption_hidden=true columns={columns.to_vec()} rows={rows.collect::<Vec<_>>()} />
    }
}

fn row(index: usize, involved: &InvolvedPartner, answer: Option<&Contribution>) -> Row {
    let InvolvedPartner { partner, name, role, contributes, brings, confirmed } = involved;
    let who = match partner {
        Some(partner) => {
            html! { <RouteLink to={Route::Partner { id: partner.id.to_string() }}>{ &partner.name }</RouteLink> }
        }
        None => html! { { name.clone().unwrap_or_default() } },
    };
    let kinds = brings.iter().map(|kind| kind.label_fr()).collect::<Vec<_>>().join(", ");
    let brings = match (contributes.is_empty(), kinds.is_empty()) {
        (true, true) => Html::default(),
        (true, false) => html! { { kinds } },
        (false, true) => html! { { contributes } },
        (false, false) => html! { <>{ contributes }<span class="fiche-meta">{ kinds }</span></> },
    };
    let said = match answer {
        Some(answer) => html! {
            <>
                { state_badge(answer.state) }
                if !answer.word.is_empty() { <span class="fiche-meta typed">{ c::their_word(&answer.word) }</span> }
            </>
        },
        None => html! { { if *confirmed { p::CONFIRMED } else { p::NOT_CONFIRMED } } },
    };
    // Nothing at all where nothing is written: a card leaves the line out.
    let role = if role.is_empty() {
        Html::default()
    } else {
        html! { { role } }
    };
    Row { key: index.to_string(), cells: vec![who, role, brings, said] }
}
