//! A fiche as read: section by section, what is absent left out.

use super::{earlier::Earlier, fiche_budget::BudgetView, fiche_partners::PartnersView};
use crate::{
    components::{
        link::RouteLink,
        table::{Column, Row, Table},
    },
    format,
    i18n::{fiche as t, project as p},
    pages::fiche::{
        describe::{indicator_words, phase_dates},
        sections::Section,
    },
    routes::Route,
};
use openapi::{
    programme::ObjectiveRef,
    project::{Audience, Phase, Project},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`FicheView`].
#[derive(Properties, PartialEq)]
pub struct FicheViewProps {
    pub project: Rc<Project>,
    /// « Modifier » beside each section, and sections that say nothing are shown too.
    #[prop_or_default]
    pub edit: bool,
    /// The fiche is in the database; else what others say of it is not asked for.
    #[prop_or(true)]
    pub stored: bool,
    /// Level of the sections' headings, 2 to 5.
    #[prop_or(2)]
    pub level: u8,
}

/// A fiche as read. Works for the public part as well as for the whole: what the reader may not see is absent.
#[component]
pub fn FicheView(props: &FicheViewProps) -> Html {
    html! {
        <div class="fiche">
            { for Section::ALL.into_iter().map(|section| {
                let body = body(section, props);
                if body.is_empty() && !props.edit {
                    return Html::default();
                }
                let heading = format!("h{}", props.level.clamp(2, 5));
                let id = format!("fiche-{}", section.slug());
                html! {
                    <section class="fiche-section" aria-labelledby={id.clone()}>
                        <div class="fiche-head">
                            <@{heading} {id}>{ t::section(section) }</@>
                            if props.edit {
                                <RouteLink class="no-print" to={Route::FicheSection { id: props.project.id.to_string(), section: section.slug().to_owned() }}>
                                    { t::MODIFY }<span class="visually-hidden">{ " " }{ t::section(section) }</span>
                                </RouteLink>
                            }
                        </div>
                        if body.is_empty() {
                            <p class="soft">{ p::NOT_WRITTEN }</p>
                        } else {
                            { for body }
                        }
                    </section>
                }
            }) }
        </div>
    }
}

/// The blocks of a section that say something.
fn body(section: Section, props: &FicheViewProps) -> Vec<Html> {
    let project = &props.project;
    let level = props.level.saturating_add(1).clamp(3, 6);
    let text = |label: &'static str, text: &Option<String>| prose(level, label, text.as_deref());
    match section {
        Section::Identity => {
            // The page's own title says it, except where one checks the answers.
            let title = props.edit.then(|| prose(level, t::TITLE, Some(&project.title))).flatten();
            let summary = text(t::SUMMARY, &project.summary);
            [title, summary, contact(level, project), renewal(level, props)].into_iter().flatten().collect()
        }
        Section::Objectives => {
            let objectives = project.objectives.as_ref();
            let main = objectives.and_then(|objectives| objectives.main.as_ref()).map(std::slice::from_ref);
            let others = objectives.map(|objectives| objectives.others.as_slice());
            [
                objective_list(level, t::OBJECTIVE_MAIN, main.unwrap_or_default()),
                objective_list(level, t::OBJECTIVES_OTHERS, others.unwrap_or_default()),
                text(t::NEED, &project.need),
            ]
            .into_iter()
            .flatten()
            .collect()
        }
        Section::Action => [
            text(t::DESCRIPTION, &project.description),
            text(t::RESULTS, &project.expected_results),
            text(t::INNOVATION, &project.innovation),
            text(t::METHODS, &project.working_methods),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Section::Calendar => {
            let times =
                project.times.iter().flatten().map(|time| time.label_fr()).collect::<Vec<_>>().join(", ");
            [phases(project.phases.as_deref()), prose(level, t::TIMES, Some(&times))]
                .into_iter()
                .flatten()
                .collect()
        }
        Section::Audience => {
            let schools = project.schools.as_ref().map(|schools| schools.join(", "));
            let audience = project.audience.as_ref().map(|audience| audience_view(level, audience));
            audience.into_iter().flatten().chain(text(t::SCHOOLS, &schools)).collect()
        }
        Section::Partners => {
            let any = project.partners.as_ref().is_some_and(|partners| !partners.is_empty());
            let view = html! { <PartnersView project={Rc::clone(project)} asks={props.stored} /> };
            any.then_some(view).into_iter().collect()
        }
        Section::Budget => {
            let budget = project
                .budget
                .as_ref()
                .is_some_and(|budget| !budget.charges.is_empty() || !budget.revenues.is_empty());
            let requests = project.requests.as_ref().is_some_and(|requests| !requests.is_empty());
            let view = html! { <BudgetView project={Rc::clone(project)} /> };
            (budget || requests).then_some(view).into_iter().collect()
        }
        Section::Indicators => {
            let words =
                project.indicators.iter().flatten().map(indicator_words).collect::<Vec<_>>().join("\n");
            prose(level, t::INDICATORS, Some(&words)).into_iter().collect()
        }
        Section::Declarations => {
            let said = project.declarations.clone().unwrap_or_default();
            let said = [(said.honour, t::DECLARED_HONOUR), (said.republican_contract, t::DECLARED_CONTRACT)];
            let said = said.into_iter().filter(|(said, _)| *said).map(|(_, words)| words);
            let said = said.collect::<Vec<_>>().join("\n");
            prose(level, t::DECLARATIONS, Some(&said)).into_iter().collect()
        }
    }
}

/// A heading and its content.
fn block(level: u8, label: &'static str, content: Html) -> Html {
    html! {
        <div class="fiche-block">
            <@{format!("h{level}")} class="fiche-label">{ label }</@>
            { content }
        </div>
    }
}

/// A text as typed; nothing where there is none.
fn prose(level: u8, label: &'static str, text: Option<&str>) -> Option<Html> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?.to_owned();
    Some(block(level, label, html! { <p class="typed">{ text }</p> }))
}

fn contact(level: u8, project: &Project) -> Option<Html> {
    let contact = project.contact.as_ref()?;
    let email =
        contact.email.as_ref().map(|email| html! { <a href={format!("mailto:{email}")}>{ email }</a> });
    let phone = (!contact.phone.is_empty()).then(|| html! { <span>{ &contact.phone }</span> });
    let name = (!contact.name.is_empty()).then(|| html! { <span>{ &contact.name }</span> });
    let parts: Vec<Html> = [name, email, phone].into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    Some(block(level, t::CONTACT, html! { <p class="row">{ for parts }</p> }))
}

/// The action that this one renews, as much of it as the reader may see.
fn renewal(level: u8, props: &FicheViewProps) -> Option<Html> {
    let id = props.project.renewal_of.as_ref()?;
    Some(block(level, t::RENEWAL, html! { <Earlier id={id.to_string()} /> }))
}

fn objective_list(level: u8, label: &'static str, objectives: &[ObjectiveRef]) -> Option<Html> {
    if objectives.is_empty() {
        return None;
    }
    let items = objectives.iter().map(|objective| {
        html! { <li key={objective.id.to_string()}>{ format!("{} – {}", objective.code, objective.label) }</li> }
    });
    Some(block(level, label, html! { <ul class="plain-list">{ for items }</ul> }))
}

fn phases(phases: Option<&[Phase]>) -> Option<Html> {
    let phases = phases.filter(|phases| !phases.is_empty())?;
    let rows = phases.iter().enumerate().map(|(index, phase)| Row {
        key: index.to_string(),
        cells: vec![
            html! { { &phase.name } },
            html! { { phase_dates(phase).unwrap_or_else(|| p::NOT_WRITTEN.to_owned()) } },
        ],
    });
    let columns = vec![Column::text(p::PHASE_COLUMN), Column::text(p::DATES_COLUMN)];
    Some(html! { <Table caption={t::PHASES} {columns} rows={rows.collect::<Vec<_>>()} /> })
}

fn audience_view(level: u8, audience: &Audience) -> Vec<Html> {
    let count = |count: u32| format::number(i64::from(count));
    let mut ages: Vec<(String, String)> = audience
        .age_bands
        .iter()
        .filter(|band| band.planned > 0)
        .map(|band| (band.band.label_fr().to_owned(), count(band.planned)))
        .collect();
    if !ages.is_empty() {
        let total = audience.age_bands.iter().fold(0_u32, |total, band| total.saturating_add(band.planned));
        ages.push((p::TOTAL_YOUNG.to_owned(), count(total)));
    }
    let pairs = |pairs: &[(&str, Option<u32>)]| -> Vec<(String, String)> {
        let said = pairs.iter().filter_map(|(label, number)| Some(((*label).to_owned(), count((*number)?))));
        said.collect()
    };
    let districts = audience.districts.iter().filter(|found| found.planned > 0);
    let districts = districts.map(|found| (found.district.name.clone(), count(found.planned))).collect();
    [
        counts(level, t::AGE_BANDS, ages),
        counts(level, t::GENDERS, pairs(&[(t::GIRLS, audience.girls), (t::BOYS, audience.boys)])),
        counts(level, t::DISTRICTS, districts),
        counts(
            level,
            t::ADULTS,
            pairs(&[(t::PARENTS, audience.parents), (t::PROFESSIONALS, audience.professionals)]),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Labels with numbers on the right.
fn counts(level: u8, label: &'static str, pairs: Vec<(String, String)>) -> Option<Html> {
    if pairs.is_empty() {
        return None;
    }
    let items =
        pairs.into_iter().map(|(name, count)| html! { <div><dt>{ name }</dt><dd>{ count }</dd></div> });
    Some(block(level, label, html! { <dl class="counts">{ for items }</dl> }))
}
