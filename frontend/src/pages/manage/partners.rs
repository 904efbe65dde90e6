//! The partners of the programme.

use super::{
    editor::{Ask, Editor, Resource, Words, written},
    managed::MANAGERS,
    merge::Merge,
};
use crate::{
    api::{self, ApiResult},
    components::{
        filters::Filter,
        form::{Choice, Form, Group, Select, TextArea, TextField},
        table::Column,
    },
    i18n::{catalogue as t, common},
    routes::Route,
};
use openapi::{
    Id, Page, Reference, Role, limits,
    partner::{Partner, PartnerFilter, PartnerInput, PartnerKind},
    programme::ProgrammeRef,
};
use serde_json::Value;
use yew::prelude::*;

/// The partners of the programme.
#[component]
pub fn ManagePartners() -> Html {
    html! { <Editor<Partners> /> }
}

struct Partners;

impl Resource for Partners {
    type Item = Partner;
    type Input = PartnerInput;
    const WORDS: Words = t::PARTNER_WORDS;
    const ROLES: &'static [Role] = MANAGERS;
    const CHOICE: &'static str = "nature";

    fn route() -> Route {
        Route::ManagePartners
    }

    fn id(item: &Partner) -> &Id {
        &item.id
    }

    fn name(item: &Partner) -> String {
        item.name.clone()
    }

    fn columns() -> Vec<Column> {
        vec![
            Column::text(t::NAME),
            Column::text(t::KIND),
            Column::text(t::IDENTIFIERS),
            Column::text(t::EMAIL),
        ]
    }

    fn cells(item: &Partner) -> Vec<Html> {
        let known = [&item.siret, &item.siren, &item.rna, &item.uai];
        let known = known.into_iter().find_map(Clone::clone).unwrap_or_else(|| common::NOTHING.into());
        vec![
            html! { { item.kind.label_fr() } },
            html! { { known } },
            html! { { item.email.clone().unwrap_or_else(|| common::NOTHING.into()) } },
        ]
    }

    fn filters() -> Vec<Filter> {
        let options = PartnerKind::ALL.map(|kind| (kind.as_str().into(), kind.label_fr().into())).to_vec();
        vec![
            Filter::Words { label: t::SEARCH_NAME.into() },
            Filter::Choice { name: Self::CHOICE, label: t::KIND.into(), all: t::ALL_KINDS.into(), options },
        ]
    }

    fn blank(programme: Option<&ProgrammeRef>) -> PartnerInput {
        PartnerInput {
            programme: programme.map(|programme| Reference::from(programme.id.as_str())),
            kind: PartnerKind::Association,
            name: String::new(),
            siret: None,
            siren: None,
            rna: None,
            uai: None,
            description: String::new(),
            website: None,
            address: String::new(),
            email: None,
            phone: None,
            representative: None,
            representative_role: None,
            contact_name: None,
        }
    }

    fn fields(form: &Form<PartnerInput>) -> Html {
        html! {
            <>
                { kind(form) }
                { profile_fields(form) }
            </>
        }
    }

    fn beside(item: &Partner) -> Html {
        html! { <Merge kept={item.clone()} /> }
    }

    async fn list(ask: Ask) -> ApiResult<Page<Partner>> {
        let filter = PartnerFilter { kind: ask.choice, programme: ask.programme };
        api::partners::list(&filter, ask.words.as_deref(), ask.cursor.as_deref()).await
    }

    async fn read(id: String) -> ApiResult<Partner> {
        api::partners::read(&id).await
    }

    async fn create(input: PartnerInput) -> ApiResult<Partner> {
        api::partners::create(&input).await
    }

    async fn update(id: String, changes: Value, etag: Option<String>) -> ApiResult<Partner> {
        api::partners::update(&id, &changes, etag.as_deref()).await
    }

    async fn remove(id: String, etag: Option<String>) -> ApiResult<()> {
        api::partners::remove(&id, etag.as_deref()).await
    }
}

fn kind(form: &Form<PartnerInput>) -> Html {
    let kinds = PartnerKind::ALL.map(|kind| Choice::new(kind.as_str(), kind.label_fr())).to_vec();
    html! {
        <Select at="/kind" label={t::KIND} choices={kinds} errors={form.errors()} value={form.value().kind.as_str()}
            onchange={form.edit(|input: &mut PartnerInput, kind: String| if let Some(kind) = PartnerKind::parse(&kind) { input.kind = kind })} />
    }
}

/// What an organisation says of itself: also the form of its owners, who do not choose its kind.
pub fn profile_fields(form: &Form<PartnerInput>) -> Html {
    html! {
        <>
            { identity(form) }
            <Group at="/identifiers" legend={t::IDENTIFIERS}>{ identifiers(form) }</Group>
            { reach(form) }
        </>
    }
}

fn identity(form: &Form<PartnerInput>) -> Html {
    let input = form.value();
    html! {
        <>
            <TextField at="/name" label={t::NAME} errors={form.errors()} value={input.name.clone()}
                oninput={form.edit(|input: &mut PartnerInput, text| input.name = text)} />
            <TextArea at="/description" label={t::DESCRIPTION} optional=true rows=4 max={limits::COMMENT_MAX} errors={form.errors()} value={input.description.clone()}
                oninput={form.edit(|input: &mut PartnerInput, text| input.description = text)} />
        </>
    }
}

fn identifiers(form: &Form<PartnerInput>) -> Html {
    let input = form.value();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    html! {
        <div class="fieldset-grid fieldset-wide">
            <TextField at="/siret" label={t::SIRET} hint={t::SIRET_HINT} optional=true errors={form.errors()} value={text(&input.siret)}
                oninput={form.edit(|input: &mut PartnerInput, text| input.siret = number(text))} />
            <TextField at="/siren" label={t::SIREN} hint={t::SIREN_HINT} optional=true errors={form.errors()} value={text(&input.siren)}
                oninput={form.edit(|input: &mut PartnerInput, text| input.siren = number(text))} />
            if input.rna.is_some() || input.kind == PartnerKind::Association {
                <TextField at="/rna" label={t::RNA} hint={t::RNA_HINT} optional=true errors={form.errors()} value={text(&input.rna)}
                    oninput={form.edit(|input: &mut PartnerInput, text| input.rna = number(text))} />
            }
            if input.uai.is_some() || input.kind == PartnerKind::School {
                <TextField at="/uai" label={t::UAI} hint={t::UAI_HINT} optional=true errors={form.errors()} value={text(&input.uai)}
                    oninput={form.edit(|input: &mut PartnerInput, text| input.uai = number(text))} />
            }
        </div>
    }
}

/// An identifier without the spaces that people put into it.
fn number(text: String) -> Option<String> {
    written(text.split_whitespace().collect())
}

fn reach(form: &Form<PartnerInput>) -> Html {
    let input = form.value();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    html! {
        <>
            <TextField at="/website" label={t::WEBSITE} hint={t::WEBSITE_HINT} optional=true kind="url" errors={form.errors()} value={text(&input.website)}
                oninput={form.edit(|input: &mut PartnerInput, text| input.website = written(text))} />
            <TextField at="/address" label={t::ADDRESS} optional=true errors={form.errors()} value={input.address.clone()}
                oninput={form.edit(|input: &mut PartnerInput, text| input.address = text)} />
            <TextField at="/contact_name" label={t::ASK_NAME} hint={t::ASK_NAME_HINT} optional=true errors={form.errors()} value={text(&input.contact_name)}
                oninput={form.edit(|input: &mut PartnerInput, text| input.contact_name = written(text))} />
            <TextField at="/email" label={t::EMAIL} hint={t::NOT_PUBLIC} optional=true kind="email" errors={form.errors()} value={text(&input.email)}
                oninput={form.edit(|input: &mut PartnerInput, text| input.email = written(text))} />
            <TextField at="/phone" label={t::PHONE} hint={t::NOT_PUBLIC} optional=true kind="tel" errors={form.errors()} value={text(&input.phone)}
                oninput={form.edit(|input: &mut PartnerInput, text| input.phone = written(text))} />
            <TextField at="/representative" label={t::REPRESENTATIVE} hint={t::NOT_PUBLIC} optional=true errors={form.errors()} value={text(&input.representative)}
                oninput={form.edit(|input: &mut PartnerInput, text| input.representative = written(text))} />
            <TextField at="/representative_role" label={t::REPRESENTATIVE_ROLE} hint={t::REPRESENTATIVE_ROLE_HINT} optional=true errors={form.errors()}
                value={text(&input.representative_role)}
                oninput={form.edit(|input: &mut PartnerInput, text| input.representative_role = written(text))} />
        </>
    }
}
