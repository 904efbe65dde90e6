//! The facts of Soissons, as `api/demo/soissons.json` holds them.

use crate::http::fail::Fail;
use chrono::{Days, NaiveDate};
use openapi::{
    Money,
    calendar::{CallWindow, Windows},
    call::{CallInput, CriterionInput, current_chart},
    partner::{PartnerInput, PartnerKind},
    programme::{Axis, DistrictInput, ObjectiveInput, ProgrammeInput, PublicContact},
};
use serde::Deserialize;

const TEXT: &str = include_str!("../../demo/soissons.json");

#[derive(Deserialize)]
pub struct Facts {
    pub programme: ProgrammeFacts,
    pub districts: Vec<DistrictInput>,
    pub carriers: Vec<CarrierFacts>,
    pub national_axes: Vec<Axis>,
    pub objectives: Vec<ObjectiveInput>,
    pub calls: Vec<CallFacts>,
}

#[derive(Deserialize)]
pub struct ProgrammeFacts {
    slug: String,
    name: String,
    audience: String,
    insee_commune: String,
    label: LabelFacts,
    state_funding_per_year_eur: i64,
    contact: PublicContact,
}

#[derive(Deserialize)]
struct LabelFacts {
    starts_on: NaiveDate,
    ends_on: NaiveDate,
}

#[derive(Deserialize)]
pub struct CarrierFacts {
    kind: PartnerKind,
    name: String,
    siret: Option<String>,
    siren: Option<String>,
}

#[derive(Deserialize)]
pub struct CallFacts {
    slug: String,
    title: String,
    aim: String,
    deliverable: String,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    selection_on: NaiveDate,
    who_may_apply: Vec<String>,
    criteria: Vec<CriterionFacts>,
}

#[derive(Deserialize)]
struct CriterionFacts {
    code: String,
    label: String,
}

impl Facts {
    pub fn read() -> Result<Self, Fail> {
        serde_json::from_str(TEXT).map_err(|error| Fail::Internal(format!("the demo data: {error}")))
    }

    pub fn programme(&self) -> ProgrammeInput {
        let ProgrammeFacts {
            slug,
            name,
            audience,
            insee_commune,
            label,
            state_funding_per_year_eur: euros,
            contact,
        } = &self.programme;
        ProgrammeInput {
            slug: slug.clone(),
            name: name.clone(),
            audience: audience.clone(),
            insee_commune: Some(insee_commune.clone()),
            label_starts_on: Some(label.starts_on),
            label_ends_on: Some(label.ends_on),
            state_funding_per_year: Some(Money::cents(euros * 100)),
            contact: contact.clone(),
            axes: self.national_axes.clone(),
        }
    }
}

impl ProgrammeFacts {
    pub fn slug(&self) -> &str {
        &self.slug
    }
}

impl CarrierFacts {
    pub fn partner(&self) -> PartnerInput {
        PartnerInput {
            siret: self.siret.clone(),
            siren: self.siren.clone(),
            ..organisation(self.kind, &self.name, "Institution pilote de la Cité éducative.")
        }
    }
}

fn single(opens_on: NaiveDate, closes_on: NaiveDate) -> Windows {
    Windows(vec![CallWindow { opens_on, closes_on, closes_at: None }])
}

/// Between the last review and the committee: what it takes to read the reviews.
const DISCUSSION: Days = Days::new(4);

impl CallFacts {
    /// The call as it was.
    pub fn call(&self) -> CallInput {
        CallInput {
            programme: None,
            slug: self.slug.clone(),
            title: self.title.clone(),
            aim: self.aim.clone(),
            description: String::new(),
            deliverable: self.deliverable.clone(),
            windows: single(self.opens_on, self.closes_on),
            opens_on: None,
            closes_on: None,
            closes_at: None,
            reviews_due_on: Some(self.selection_on - DISCUSSION),
            selection_on: Some(self.selection_on),
            who_may_apply: self.who_may_apply.clone(),
            reviewers_per_project: 3,
            chart: current_chart(),
            criteria: self.criteria.iter().map(CriterionFacts::criterion).collect(),
            envelopes: Vec::new(),
        }
    }

    /// For how many days the call was open.
    pub fn days_open(&self) -> u64 {
        u64::try_from((self.closes_on - self.opens_on).num_days()).unwrap_or_default()
    }

    /// The same call, opened on another day: of the same lengths, named after its year.
    pub fn opened(&self, year: i32, opens_on: NaiveDate) -> CallInput {
        CallInput {
            slug: year.to_string(),
            title: format!("Appel à projets {year}"),
            windows: single(opens_on, opens_on + (self.closes_on - self.opens_on)),
            reviews_due_on: Some(opens_on + (self.selection_on - self.opens_on) - DISCUSSION),
            selection_on: Some(opens_on + (self.selection_on - self.opens_on)),
            ..self.call()
        }
    }
}

impl CriterionFacts {
    fn criterion(&self) -> CriterionInput {
        CriterionInput { label: self.label.clone(), ..CriterionInput::blank(self.code.clone()) }
    }
}

/// An organisation of which only kind, name and description are known.
pub fn organisation(kind: PartnerKind, name: &str, description: &str) -> PartnerInput {
    PartnerInput {
        programme: None,
        kind,
        name: name.to_owned(),
        siret: None,
        siren: None,
        rna: None,
        uai: None,
        description: description.to_owned(),
        website: None,
        address: String::new(),
        email: None,
        phone: None,
        representative: None,
        representative_role: None,
        contact_name: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::validation::check;

    #[test]
    fn the_facts_of_soissons_pass_the_checks_of_the_contract() {
        let facts = Facts::read().unwrap_or_else(|fail| panic!("{fail}"));
        assert_eq!(check(&facts.programme()), []);
        assert_eq!((facts.districts.len(), facts.objectives.len(), facts.carriers.len()), (3, 8, 4));
        for objective in &facts.objectives {
            assert_eq!(check(objective), [], "{}", objective.code);
        }
        for carrier in &facts.carriers {
            assert_eq!(check(&carrier.partner()), [], "{}", carrier.name);
        }
        assert_eq!(check(&facts.calls[0].call()), []);
        assert_eq!(facts.calls[0].criteria.len(), 8);
    }

    #[test]
    fn a_call_opened_on_another_day_is_open_as_long_and_decided_as_soon() {
        let facts = Facts::read().unwrap_or_else(|fail| panic!("{fail}"));
        let opens_on = NaiveDate::from_ymd_opt(2026, 5, 1).unwrap_or_default();
        let call = facts.calls[0].opened(2026, opens_on);
        let window = &call.windows.0[0];
        assert_eq!((window.closes_on - window.opens_on).num_days(), 73);
        assert_eq!(call.selection_on.map(|day| (day - window.closes_on).num_days()), Some(18));
        assert_eq!(check(&call), []);
    }
}
