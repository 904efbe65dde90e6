//! A section of a fiche in words, to compare two versions of it. Pure.

use super::sections::Section;
use crate::{
    format,
    i18n::{fiche as t, project as p},
};
use openapi::{
    Reference,
    budget::{Account, CHART, FundingStatus},
    completeness::beneficiaries,
    project::{Indicator, InvolvedPartnerInput, Phase, ProjectInput},
};

/// A field and what it says; an empty text where nothing is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// JSON Pointer of what it says.
    pub at: &'static str,
    pub label: &'static str,
    pub text: String,
}

fn fact(at: &'static str, label: &'static str, text: impl Into<String>) -> Fact {
    Fact { at, label, text: text.into().trim().to_owned() }
}

/// The words of an account of the chart.
pub fn account_words(accounts: &[Account], account: &str) -> String {
    accounts
        .iter()
        .find(|known| known.account == account)
        .map_or_else(|| account.to_owned(), |known| t::account(&known.account, &known.label))
}

/// « demandé », « obtenu ».
pub fn funding_words(status: FundingStatus) -> &'static str {
    match status {
        FundingStatus::Requested => t::REQUESTED_FUNDING,
        FundingStatus::Obtained => t::OBTAINED_FUNDING,
    }
}

/// « Ateliers, du 5 octobre au 30 juin 2027 ».
pub fn phase_dates(phase: &Phase) -> Option<String> {
    match (phase.starts_on, phase.ends_on) {
        (Some(start), Some(end)) if start == end => Some(format::date(start)),
        (Some(start), Some(end)) => Some(format::date_range(start, end)),
        (Some(start), None) => Some(p::from_date(start)),
        (None, Some(end)) => Some(p::until_date(end)),
        (None, None) => None,
    }
}

/// Every field of a section; `name` gives the name behind a reference.
pub fn describe(section: Section, fiche: &ProjectInput, name: &dyn Fn(&Reference) -> String) -> Vec<Fact> {
    match section {
        Section::Identity => {
            let contact = &fiche.contact;
            let parts =
                [contact.name.as_str(), contact.email.as_deref().unwrap_or(""), contact.phone.as_str()];
            vec![
                fact("/title", t::TITLE, fiche.title.clone()),
                fact("/summary", t::SUMMARY, fiche.summary.clone()),
                fact("/contact", t::CONTACT, joined(parts.map(str::to_owned), " · ")),
                fact("/renewal_of", t::RENEWAL, if fiche.renewal_of.is_some() { t::YES } else { "" }),
            ]
        }
        Section::Objectives => vec![
            fact(
                "/objectives/main",
                t::OBJECTIVE_MAIN,
                fiche.objectives.main.as_ref().map(name).unwrap_or_default(),
            ),
            fact(
                "/objectives/others",
                t::OBJECTIVES_OTHERS,
                joined(fiche.objectives.others.iter().map(name), "\n"),
            ),
            fact("/need", t::NEED, fiche.need.clone()),
        ],
        Section::Action => vec![
            fact("/description", t::DESCRIPTION, fiche.description.clone()),
            fact("/expected_results", t::RESULTS, fiche.expected_results.clone()),
            fact("/innovation", t::INNOVATION, fiche.innovation.clone()),
            fact("/working_methods", t::METHODS, fiche.working_methods.clone()),
        ],
        Section::Calendar => vec![
            fact("/phases", t::PHASES, joined(fiche.phases.iter().map(phase), "\n")),
            fact("/times", t::TIMES, joined(fiche.times.iter().map(|time| time.label_fr().to_owned()), ", ")),
        ],
        Section::Audience => audience(fiche, name),
        Section::Partners => {
            let partners = fiche.partners.iter().map(|partner| involved(partner, name));
            vec![fact("/partners", t::PARTNER, joined(partners, "\n"))]
        }
        Section::Budget => budget(fiche, name),
        Section::Indicators => {
            vec![fact(
                "/indicators",
                t::INDICATORS,
                joined(fiche.indicators.iter().map(indicator_words), "\n"),
            )]
        }
        Section::Declarations => {
            let said = |said: bool| if said { t::YES } else { "" };
            vec![
                fact("/declarations/honour", t::DECLARED_HONOUR, said(fiche.declarations.honour)),
                fact(
                    "/declarations/republican_contract",
                    t::DECLARED_CONTRACT,
                    said(fiche.declarations.republican_contract),
                ),
            ]
        }
    }
}

/// « Enfants assidus : de 0 à 40 enfants, avant le 30 juin 2027 ».
pub fn indicator_words(indicator: &Indicator) -> String {
    let Indicator { name, unit, baseline, target, due } = indicator;
    let number = |value: f64| format::decimal(value, if value.fract() == 0.0 { 0 } else { 2 });
    let range = match (baseline, target) {
        (Some(from), Some(to)) => t::from_to(&number(*from), &number(*to)),
        (None, Some(to)) => t::up_to(&number(*to)),
        (Some(from), None) => t::starting_at(&number(*from)),
        (None, None) => String::new(),
    };
    let range = joined([range, unit.clone()], " ");
    p::labelled(name, &joined([range, due.map(p::until_date).unwrap_or_default()], ", "))
}

fn joined(parts: impl IntoIterator<Item = String>, separator: &str) -> String {
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(separator)
}

fn phase(phase: &Phase) -> String {
    joined([phase.name.clone(), phase_dates(phase).unwrap_or_default()], ", ")
}

fn involved(involved: &InvolvedPartnerInput, name: &dyn Fn(&Reference) -> String) -> String {
    let InvolvedPartnerInput { partner, name: written, role, contributes, brings, confirmed } = involved;
    let who = partner.as_ref().map(name).or_else(|| written.clone()).unwrap_or_default();
    let confirmed = if *confirmed { p::CONFIRMED } else { p::NOT_CONFIRMED };
    let kinds = brings.iter().map(|kind| kind.label_fr().to_lowercase()).collect::<Vec<_>>().join(", ");
    joined([who, role.clone(), contributes.clone(), kinds, confirmed.to_owned()], " · ")
}

fn audience(fiche: &ProjectInput, name: &dyn Fn(&Reference) -> String) -> Vec<Fact> {
    let audience = &fiche.audience;
    let count =
        |number: Option<u32>| number.map(|number| format::number(i64::from(number))).unwrap_or_default();
    let bands = audience.age_bands.iter().filter(|band| band.planned > 0);
    let bands = bands.map(|band| p::labelled(band.band.label_fr(), &count(Some(band.planned))));
    let mut ages = joined(bands, "\n");
    if beneficiaries(fiche) > 0 {
        ages = format!("{ages}\n{}", t::total_young(beneficiaries(fiche)));
    }
    let districts = audience.districts.iter().filter(|district| district.planned > 0);
    let districts = districts.map(|found| p::labelled(&name(&found.district), &count(Some(found.planned))));
    vec![
        fact("/audience/age_bands", t::AGE_BANDS, ages),
        fact("/audience/girls", t::GIRLS, count(audience.girls)),
        fact("/audience/boys", t::BOYS, count(audience.boys)),
        fact("/audience/districts", t::DISTRICTS, joined(districts, "\n")),
        fact("/audience/parents", t::PARENTS, count(audience.parents)),
        fact("/audience/professionals", t::PROFESSIONALS, count(audience.professionals)),
        fact("/schools", t::SCHOOLS, fiche.schools.join(", ")),
    ]
}

fn budget(fiche: &ProjectInput, name: &dyn Fn(&Reference) -> String) -> Vec<Fact> {
    let charges = fiche.budget.charges.iter().map(|charge| {
        let account = account_words(&CHART.charges, &charge.account);
        joined([account, charge.label.clone(), format::money(charge.amount)], " · ")
    });
    let revenues = fiche.budget.revenues.iter().map(|revenue| {
        let account = account_words(&CHART.revenues, &revenue.account);
        let funder = revenue.funder.as_ref().map(name).unwrap_or_default();
        let status = revenue.status.map(funding_words).unwrap_or_default().to_owned();
        joined([account, revenue.label.clone(), funder, status, format::money(revenue.amount)], " · ")
    });
    let requests = fiche.requests.iter().filter(|request| request.amount.amount > 0);
    let requests =
        requests.map(|request| p::labelled(&name(&request.funder), &format::money(request.amount)));
    vec![
        fact("/budget/charges", t::CHARGES, joined(charges, "\n")),
        fact("/budget/revenues", t::REVENUES, joined(revenues, "\n")),
        fact("/requests", t::REQUESTS, joined(requests, "\n")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::fiche::choice::differences;
    use openapi::{
        budget::charge,
        project::{AgeBand, BandCount},
    };

    fn as_is(reference: &Reference) -> String {
        reference.as_str().to_owned()
    }

    #[test]
    fn only_the_fields_that_differ_are_compared() {
        let mine = ProjectInput { title: "Un".into(), summary: "S".into(), ..ProjectInput::default() };
        let theirs = ProjectInput { title: "Deux".into(), summary: "S".into(), ..ProjectInput::default() };
        let found = differences(Section::Identity, &mine, &theirs, &as_is);
        assert_eq!(found, [(fact("/title", t::TITLE, "Un"), fact("/title", t::TITLE, "Deux"))]);
    }

    #[test]
    fn a_budget_is_described_with_the_words_of_the_chart() {
        let mut fiche = ProjectInput::default();
        fiche.budget.charges.push(charge("641", "Animatrice", 125_000));
        let facts = describe(Section::Budget, &fiche, &as_is);
        let charges = facts.first().map(|fact| fact.text.as_str()).unwrap_or_default();
        assert!(charges.contains("641 – Rémunérations des personnels"), "{charges}");
        assert!(charges.contains("1\u{202f}250\u{a0}€"), "{charges}");
    }

    #[test]
    fn an_age_without_anybody_is_not_described() {
        let mut fiche = ProjectInput::default();
        fiche.audience.age_bands = vec![
            BandCount { band: AgeBand::From0To2, planned: 0 },
            BandCount { band: AgeBand::From3To5, planned: 4 },
        ];
        let facts = describe(Section::Audience, &fiche, &as_is);
        let ages = facts.first().map(|fact| fact.text.as_str()).unwrap_or_default();
        assert!(ages.starts_with("3 à 5 ans"), "{ages}");
    }

    #[test]
    fn every_difference_that_is_sent_is_also_shown() {
        // A field that the comparison left out would be overwritten unseen.
        let mut full =
            ProjectInput { title: "T".into(), summary: "S".into(), need: "N".into(), ..Default::default() };
        full.contact.phone = "03".into();
        full.schools.push("0750655E".into());
        full.audience.parents = Some(3);
        full.times.push(openapi::project::ActionTime::School);
        full.description = "D".into();
        full.partners.push(InvolvedPartnerInput {
            partner: None,
            name: Some("X".into()),
            role: String::new(),
            contributes: String::new(),
            brings: Vec::new(),
            confirmed: false,
        });
        full.budget.charges.push(charge("604", "", 1));
        full.declarations.honour = true;
        full.indicators.push(Indicator {
            name: "Assidus".into(),
            unit: "enfants".into(),
            baseline: Some(0.0),
            target: Some(37.5),
            due: None,
        });
        for section in Section::ALL {
            assert!(!differences(section, &full, &ProjectInput::default(), &as_is).is_empty(), "{section:?}");
        }
    }
}
