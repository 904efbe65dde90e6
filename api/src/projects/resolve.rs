//! References of a fiche turned into ids, each unknown one said with its place. Pure.

use crate::catalogue::Catalogue;
use openapi::{Reference, project::ProjectInput, rule::Rule, validation::Violation};

/// The fiche with ids in place of codes and names.
pub fn resolve(
    mut fiche: ProjectInput,
    catalogue: &Catalogue,
    programme: &str,
) -> Result<ProjectInput, Vec<Violation>> {
    let mut unknown = Vec::new();
    let mut settle = |reference: &mut Reference, found: Option<&openapi::Id>, pointer: String| match found {
        Some(id) => *reference = Reference::from(id.as_str()),
        None => unknown.push(Violation::new(pointer, Rule::UnknownReference)),
    };
    let objective =
        |reference: &Reference| catalogue.objective_of(programme, reference.as_str()).map(|o| &o.id);
    let partner = |reference: &Reference| catalogue.partner_of(programme, reference.as_str()).map(|p| &p.id);
    if let Some(main) = &mut fiche.objectives.main {
        let found = objective(main);
        settle(main, found, "/objectives/main".into());
    }
    for (index, other) in fiche.objectives.others.iter_mut().enumerate() {
        let found = objective(other);
        settle(other, found, format!("/objectives/others/{index}"));
    }
    for (index, count) in fiche.audience.districts.iter_mut().enumerate() {
        let found = catalogue.district_of(programme, count.district.as_str()).map(|d| &d.id);
        settle(&mut count.district, found, format!("/audience/districts/{index}/district"));
    }
    for (index, involved) in fiche.partners.iter_mut().enumerate() {
        if let Some(reference) = &mut involved.partner {
            let found = partner(reference);
            settle(reference, found, format!("/partners/{index}/partner"));
        }
    }
    for (index, revenue) in fiche.budget.revenues.iter_mut().enumerate() {
        if let Some(reference) = &mut revenue.funder {
            let found = partner(reference);
            settle(reference, found, format!("/budget/revenues/{index}/funder"));
        }
    }
    for (index, request) in fiche.requests.iter_mut().enumerate() {
        let found = partner(&request.funder);
        settle(&mut request.funder, found, format!("/requests/{index}/funder"));
    }
    let mut repeated = Vec::new();
    repeats(fiche.objectives.main.iter().chain(&fiche.objectives.others), |index| {
        repeated.push(format!("/objectives/others/{}", index.saturating_sub(1)));
    });
    repeats(fiche.audience.districts.iter().map(|count| &count.district), |index| {
        repeated.push(format!("/audience/districts/{index}/district"));
    });
    repeats(fiche.requests.iter().map(|request| &request.funder), |index| {
        repeated.push(format!("/requests/{index}/funder"));
    });
    unknown.extend(repeated.into_iter().map(|pointer| Violation::new(pointer, Rule::Duplicate)));
    if unknown.is_empty() { Ok(fiche) } else { Err(unknown) }
}

fn repeats<'a>(references: impl Iterator<Item = &'a Reference>, mut found: impl FnMut(usize)) {
    let mut known = std::collections::HashSet::new();
    for (index, reference) in references.enumerate() {
        if !known.insert(reference.as_str()) {
            found(index);
        }
    }
}
