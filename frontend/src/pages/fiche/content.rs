//! The fiche of a project as the form holds it, and as it is sent. Pure.
//!
//! The form shows a field for every age band, district and funder, and lines that are still blank; what is sent holds
//! only what says something.

use openapi::{
    Money, Reference,
    budget::{BudgetInput, Charge, Revenue, RevenueInput},
    partner::PartnerRef,
    programme::DistrictRef,
    project::{
        AgeBand, AudienceInput, BandCount, DistrictCountInput, FundingRequestInput, Indicator,
        InvolvedPartner, InvolvedPartnerInput, ObjectivesInput, Phase, Project, ProjectInput,
    },
};

/// A reference by id.
pub fn by_id(id: &openapi::Id) -> Reference {
    id.to_string().into()
}

/// What a project says, as an input: what GET answered, ready to be changed and sent back.
pub fn content(project: &Project) -> ProjectInput {
    let objectives = project.objectives.clone().unwrap_or_default();
    let audience = project.audience.clone().unwrap_or_default();
    let budget = project.budget.clone().unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    ProjectInput {
        call: Some(by_id(&project.call.id)),
        partner: Some(by_id(&project.partner.id)),
        title: project.title.clone(),
        summary: text(&project.summary),
        objectives: ObjectivesInput {
            main: objectives.main.map(|objective| by_id(&objective.id)),
            others: objectives.others.iter().map(|objective| by_id(&objective.id)).collect(),
        },
        need: text(&project.need),
        working_methods: text(&project.working_methods),
        innovation: text(&project.innovation),
        description: text(&project.description),
        expected_results: text(&project.expected_results),
        phases: project.phases.clone().unwrap_or_default(),
        times: project.times.clone().unwrap_or_default(),
        audience: AudienceInput {
            age_bands: audience.age_bands,
            girls: audience.girls,
            boys: audience.boys,
            districts: audience
                .districts
                .into_iter()
                .map(|count| DistrictCountInput {
                    district: by_id(&count.district.id),
                    planned: count.planned,
                })
                .collect(),
            parents: audience.parents,
            professionals: audience.professionals,
        },
        schools: project.schools.clone().unwrap_or_default(),
        partners: project.partners.iter().flatten().map(involved).collect(),
        budget: BudgetInput {
            charges: budget.charges,
            revenues: budget.revenues.into_iter().map(revenue).collect(),
        },
        requests: project
            .requests
            .iter()
            .flatten()
            .map(|request| FundingRequestInput { funder: by_id(&request.funder.id), amount: request.amount })
            .collect(),
        indicators: project.indicators.clone().unwrap_or_default(),
        declarations: project.declarations.clone().unwrap_or_default(),
        contact: project.contact.clone().unwrap_or_default(),
        renewal_of: project.renewal_of.clone(),
    }
}

fn involved(involved: &InvolvedPartner) -> InvolvedPartnerInput {
    let InvolvedPartner { partner, name, role, contributes, brings, confirmed } = involved.clone();
    // A partner of the programme has its own name.
    let name = if partner.is_some() { None } else { name };
    InvolvedPartnerInput {
        partner: partner.map(|partner| by_id(&partner.id)),
        name,
        role,
        contributes,
        brings,
        confirmed,
    }
}

fn revenue(revenue: Revenue) -> RevenueInput {
    let Revenue { account, label, funder, amount, status } = revenue;
    RevenueInput { account, label, funder: funder.map(|funder| by_id(&funder.id)), amount, status }
}

/// With a place for every age band, district and funder, in this order; others that are there already come last.
pub fn expanded(mut fiche: ProjectInput, districts: &[DistrictRef], funders: &[PartnerRef]) -> ProjectInput {
    let counts = std::mem::take(&mut fiche.audience.age_bands);
    let planned =
        |band: AgeBand| counts.iter().find(|count| count.band == band).map_or(0, |count| count.planned);
    fiche.audience.age_bands =
        AgeBand::ALL.into_iter().map(|band| BandCount { band, planned: planned(band) }).collect();

    let mut rest = std::mem::take(&mut fiche.audience.districts);
    for district in districts {
        let reference = by_id(&district.id);
        let found = rest.iter().position(|count| count.district == reference);
        let planned = found.map_or(0, |index| rest.remove(index).planned);
        fiche.audience.districts.push(DistrictCountInput { district: reference, planned });
    }
    fiche.audience.districts.append(&mut rest);

    let mut rest = std::mem::take(&mut fiche.requests);
    for funder in funders {
        let reference = by_id(&funder.id);
        let found = rest.iter().position(|request| request.funder == reference);
        let amount = found.map_or(Money::default(), |index| rest.remove(index).amount);
        fiche.requests.push(FundingRequestInput { funder: reference, amount });
    }
    fiche.requests.append(&mut rest);
    fiche
}

/// Without the lines in which nothing is written. The places of the others are what errors point at.
pub fn without_blank_lines(mut fiche: ProjectInput) -> ProjectInput {
    fiche.phases.retain(|phase| !blank_phase(phase));
    fiche.partners.retain(|involved| !blank_partner(involved));
    fiche.schools.retain(|school| !school.trim().is_empty());
    fiche.indicators.retain(|indicator| !blank_indicator(indicator));
    fiche.budget.charges.retain(|charge| !blank_charge(charge));
    fiche.budget.revenues.retain(|revenue| !blank_revenue(revenue));
    fiche
}

/// Pointers of the lines in which nothing is written, each with a slash at its end.
pub fn blank_lines(fiche: &ProjectInput) -> Vec<String> {
    fn at<T>(list: &str, lines: &[T], blank: impl Fn(&T) -> bool) -> Vec<String> {
        let found = lines.iter().enumerate().filter(|(_, line)| blank(line));
        found.map(|(index, _)| format!("/{list}/{index}/")).collect()
    }
    [
        at("phases", &fiche.phases, blank_phase),
        at("partners", &fiche.partners, blank_partner),
        at("schools", &fiche.schools, |school| school.trim().is_empty()),
        at("indicators", &fiche.indicators, blank_indicator),
        at("budget/charges", &fiche.budget.charges, blank_charge),
        at("budget/revenues", &fiche.budget.revenues, blank_revenue),
    ]
    .concat()
}

/// As it is sent: no blank line, no count of zero, no amount of zero asked.
pub fn to_send(fiche: &ProjectInput) -> ProjectInput {
    let mut fiche = without_blank_lines(fiche.clone());
    fiche.audience.age_bands.retain(|count| count.planned > 0);
    fiche.audience.districts.retain(|count| count.planned > 0);
    fiche.requests.retain(|request| request.amount.amount != 0);
    fiche
}

/// Nothing is written in the step.
pub fn blank_phase(phase: &Phase) -> bool {
    phase.name.trim().is_empty() && phase.starts_on.is_none() && phase.ends_on.is_none()
}

/// Nothing is written on the partner.
pub fn blank_partner(involved: &InvolvedPartnerInput) -> bool {
    let InvolvedPartnerInput { partner, name, role, contributes, brings, confirmed } = involved;
    let named = name.as_deref().is_some_and(|name| !name.trim().is_empty());
    let said = named || !role.trim().is_empty() || !contributes.trim().is_empty() || !brings.is_empty();
    partner.is_none() && !said && !confirmed
}

/// Nothing is written in the indicator.
pub fn blank_indicator(indicator: &Indicator) -> bool {
    let Indicator { name, unit, baseline, target, due } = indicator;
    name.trim().is_empty()
        && unit.trim().is_empty()
        && baseline.is_none()
        && target.is_none()
        && due.is_none()
}

/// Nothing is written in the charge: an account alone says nothing, the grid has a row for each.
pub fn blank_charge(charge: &Charge) -> bool {
    charge.label.trim().is_empty() && charge.amount.amount == 0
}

/// Nothing is written in the revenue. Who gives is chosen before how much.
pub fn blank_revenue(revenue: &RevenueInput) -> bool {
    revenue.label.trim().is_empty() && revenue.amount.amount == 0 && revenue.funder.is_none()
}

/// Classes 86 and 87, balanced apart.
pub fn is_voluntary(account: &str) -> bool {
    account.starts_with("86") || account.starts_with("87")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::fiche::sections::Section;
    use openapi::{Id, budget::charge, partner::PartnerKind};

    fn id(last: u8) -> Id {
        Id::from_storage(format!("0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f{last:02x}"))
    }

    fn district(last: u8) -> DistrictRef {
        DistrictRef { id: id(last), name: "Presles".into() }
    }

    fn funder(last: u8) -> PartnerRef {
        PartnerRef { id: id(last), name: "Ville".into(), kind: PartnerKind::Ville }
    }

    #[test]
    fn the_form_has_a_place_for_every_age_band_and_what_was_counted_is_in_it() {
        let mut fiche = ProjectInput::default();
        fiche.audience.age_bands.push(BandCount { band: AgeBand::From6To10, planned: 60 });
        let shown = expanded(fiche, &[], &[]);
        let counts: Vec<u32> = shown.audience.age_bands.iter().map(|count| count.planned).collect();
        assert_eq!(counts, [0, 0, 60, 0, 0, 0]);
    }

    #[test]
    fn a_district_or_funder_that_is_no_longer_proposed_keeps_what_was_written() {
        let mut fiche = ProjectInput::default();
        fiche.audience.districts.push(DistrictCountInput { district: by_id(&id(9)), planned: 4 });
        fiche.requests.push(FundingRequestInput { funder: by_id(&id(8)), amount: Money::cents(500) });
        let shown = expanded(fiche, &[district(1)], &[funder(2)]);
        assert_eq!(shown.audience.districts.len(), 2);
        assert_eq!(shown.requests.get(1).map(|request| request.amount.amount), Some(500));
    }

    #[test]
    fn opening_the_form_changes_nothing_of_what_would_be_sent() {
        let mut fiche = ProjectInput::default();
        fiche.audience.age_bands.push(BandCount { band: AgeBand::From6To10, planned: 60 });
        let shown = expanded(fiche.clone(), &[district(1)], &[funder(2)]);
        for section in Section::ALL {
            assert!(section.same(&to_send(&shown), &fiche), "{section:?}");
        }
    }

    #[test]
    fn blank_lines_are_found_where_they_are() {
        let mut fiche = ProjectInput::default();
        fiche.budget.charges = vec![charge("604", "", 100), charge("", "", 0)];
        fiche.schools = vec![String::new()];
        assert_eq!(blank_lines(&fiche), ["/schools/0/", "/budget/charges/1/"]);
    }

    #[test]
    fn a_blank_line_is_not_sent_and_a_line_with_one_word_is() {
        let mut fiche = ProjectInput::default();
        fiche.budget.charges =
            vec![charge("", "", 0), charge("604", "", 5), charge("864", "", 0), charge("", "x", 0)];
        fiche.schools = vec![" ".into(), "0750655E".into()];
        fiche.phases = vec![Phase { name: " ".into(), starts_on: None, ends_on: None }];
        let sent = to_send(&fiche);
        assert_eq!(sent.budget.charges.len(), 2);
        assert_eq!(sent.schools, ["0750655E"]);
        assert!(sent.phases.is_empty());
    }
}
