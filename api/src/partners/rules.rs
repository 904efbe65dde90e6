//! Who sees what of a partner, who changes it, and what a merge does to a stored fiche. Pure.

use crate::auth::principal::Principal;
use openapi::{
    PartnerRole,
    partner::{Partner, PartnerInput},
};
use serde_json::Value;
use std::collections::HashMap;

/// Whether a person reads more of a partner than the public does.
pub fn sees_whole(person: Option<&Principal>, partner: &Partner) -> bool {
    let programme = partner.programme.as_str();
    person.is_some_and(|person| {
        person.is_admin()
            || person.coordinates(programme)
            || person.reviews_in(programme)
            || person.observes(programme)
            || person.role_at(partner.id.as_str()).is_some()
    })
}

/// A partner as this person may read it.
pub fn seen_by(person: Option<&Principal>, partner: &Partner) -> Partner {
    if sees_whole(person, partner) {
        partner.clone()
    } else {
        Partner {
            email: None,
            phone: None,
            representative: None,
            representative_role: None,
            contact_name: None,
            ..partner.clone()
        }
    }
}

/// In what quality a person changes a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editor {
    Steward,
    /// An owner of the organisation itself.
    Owner,
}

impl Editor {
    pub fn of(person: &Principal, partner: &Partner) -> Option<Self> {
        if person.is_admin() || person.coordinates(partner.programme.as_str()) {
            Some(Editor::Steward)
        } else if person.role_at(partner.id.as_str()) == Some(PartnerRole::Owner) {
            Some(Editor::Owner)
        } else {
            None
        }
    }

    /// An owner keeps the profile up to date, but does not say what kind of organisation it is.
    pub fn may(self, current: &Partner, input: &PartnerInput) -> bool {
        self == Editor::Steward || current.kind == input.kind
    }
}

/// Puts one partner in the place of another in a stored fiche; what was asked of both is asked of one.
pub fn replace_partner(fiche: &mut Value, duplicate: &str, kept: &str) {
    let replace = |place: Option<&mut Value>| {
        if let Some(place) = place.filter(|place| place.as_str() == Some(duplicate)) {
            *place = Value::from(kept);
        }
    };
    replace(fiche.get_mut("partner"));
    for (list, field) in [("/partners", "partner"), ("/budget/revenues", "funder"), ("/requests", "funder")] {
        for item in fiche.pointer_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            replace(item.get_mut(field));
        }
    }
    if let Some(requests) = fiche.get_mut("requests").and_then(Value::as_array_mut) {
        sum_by_funder(requests);
    }
}

fn sum_by_funder(requests: &mut Vec<Value>) {
    let cents = |request: &Value| request.pointer("/amount/amount").and_then(Value::as_i64).unwrap_or(0);
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut summed: Vec<Value> = Vec::new();
    for request in requests.drain(..) {
        let funder = request["funder"].as_str().unwrap_or_default().to_owned();
        match places.get(&funder).and_then(|place| summed.get_mut(*place)) {
            Some(first) => {
                let total = cents(first).saturating_add(cents(&request));
                if let Some(amount) = first.pointer_mut("/amount/amount") {
                    *amount = Value::from(total);
                }
            }
            None => {
                places.insert(funder, summed.len());
                summed.push(request);
            }
        }
    }
    *requests = summed;
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_merge_names_the_kept_partner_everywhere_and_sums_what_was_asked_of_both() {
        let mut fiche = json!({
            "title": "dup", "partner": "dup",
            "partners": [{"partner": "dup", "role": "dup"}, {"name": "Autre"}],
            "budget": {"revenues": [{"account": "74", "funder": "dup"}, {"account": "own"}]},
            "requests": [
                {"funder": "kept", "amount": {"amount": 100, "currency": "EUR"}},
                {"funder": "other", "amount": {"amount": 7, "currency": "EUR"}},
                {"funder": "dup", "amount": {"amount": 50, "currency": "EUR"}}]});
        replace_partner(&mut fiche, "dup", "kept");
        assert_eq!(
            fiche,
            json!({
                "title": "dup", "partner": "kept",
                "partners": [{"partner": "kept", "role": "dup"}, {"name": "Autre"}],
                "budget": {"revenues": [{"account": "74", "funder": "kept"}, {"account": "own"}]},
                "requests": [
                    {"funder": "kept", "amount": {"amount": 150, "currency": "EUR"}},
                    {"funder": "other", "amount": {"amount": 7, "currency": "EUR"}}]})
        );
    }

    #[test]
    fn an_empty_fiche_stays_as_it_is() {
        let mut fiche = json!({});
        replace_partner(&mut fiche, "dup", "kept");
        assert_eq!(fiche, json!({}));
    }
}
