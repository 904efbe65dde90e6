//! What an earlier fiche says in a field that can be kept, in a line. Pure.

use crate::{
    format,
    i18n::{project as p, reuse as t},
    pages::fiche::describe::phase_dates,
};
use openapi::{project::Project, reuse::ReusedField};

/// Characters of a text that show what it is about.
const LENGTH: usize = 140;

/// Empty where nothing is written: there is nothing to keep then.
pub fn excerpt(field: ReusedField, project: &Project) -> String {
    use ReusedField as F;
    let text = |text: &Option<String>| shortened(text.as_deref().unwrap_or_default());
    let budget = project.budget.as_ref();
    match field {
        F::Title => shortened(&project.title),
        F::Summary => text(&project.summary),
        F::Contact => {
            let contact = project.contact.clone().unwrap_or_default();
            joined([contact.name, contact.email.unwrap_or_default(), contact.phone])
        }
        F::Objectives => {
            let objectives = project.objectives.clone().unwrap_or_default();
            let all = objectives.main.into_iter().chain(objectives.others);
            joined(all.map(|objective| format!("{} – {}", objective.code, objective.label)))
        }
        F::Need => text(&project.need),
        F::Description => text(&project.description),
        F::ExpectedResults => text(&project.expected_results),
        F::Innovation => text(&project.innovation),
        F::WorkingMethods => text(&project.working_methods),
        F::Phases => joined(project.phases.iter().flatten().map(|phase| phase.name.clone())),
        F::PhaseDates => joined(project.phases.iter().flatten().filter_map(phase_dates)),
        F::Times => joined(project.times.iter().flatten().map(|time| time.label_fr().to_owned())),
        F::Audience => audience(project),
        F::Schools => joined(project.schools.clone().unwrap_or_default()),
        F::Partners => joined(project.partners.iter().flatten().map(|involved| match &involved.partner {
            Some(partner) => partner.name.clone(),
            None => involved.name.clone().unwrap_or_default(),
        })),
        F::Budget => match budget.map_or(0, |budget| budget.charges.len() + budget.revenues.len()) {
            0 => String::new(),
            count => t::lines(count),
        },
        F::BudgetAmounts => {
            let charges = budget.into_iter().flat_map(|budget| &budget.charges);
            match charges.fold(0_i64, |sum, charge| sum.saturating_add(charge.amount.amount)) {
                0 => String::new(),
                total => p::labelled(p::TOTAL, &format::cents(total)),
            }
        }
        F::Requests => joined(
            project
                .requests
                .iter()
                .flatten()
                .filter(|request| request.amount.amount > 0)
                .map(|request| p::labelled(&request.funder.name, &format::money(request.amount))),
        ),
        F::Indicators => joined(project.indicators.iter().flatten().map(|indicator| indicator.name.clone())),
        F::IndicatorDates => joined(
            project.indicators.iter().flatten().filter_map(|indicator| indicator.due).map(format::date),
        ),
    }
}

fn audience(project: &Project) -> String {
    let Some(audience) = &project.audience else { return String::new() };
    let young = audience.age_bands.iter().fold(0_u32, |total, band| total.saturating_add(band.planned));
    let some = |count: Option<u32>, words: fn(u32) -> String| count.filter(|count| *count > 0).map(words);
    let parts = [
        some(Some(young), t::young),
        some(audience.parents, t::parents),
        some(audience.professionals, t::professionals),
    ];
    joined(parts.into_iter().flatten())
}

/// One line, cut at a word.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LENGTH {
        return line;
    }
    let cut: String = line.chars().take(LENGTH).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole}…")
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    shortened(&parts.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_word_and_says_so() {
        let cut = shortened(&"mot ".repeat(100));
        assert!(cut.ends_with("mot…") && cut.chars().count() <= LENGTH + 1, "{cut}");
        assert_eq!(shortened(" deux\nlignes "), "deux lignes");
    }

    #[test]
    fn parts_that_say_nothing_are_left_out() {
        assert_eq!(joined(["Un".into(), " ".into(), "Deux".into()]), "Un · Deux");
    }
}
