//! The large demonstration: beside the rest, a call that has just closed, with 60 fiches of 20 organisations and the
//! 12 reviewers who will read them. Always the same, whatever the day: the dates apart, all comes from one seed.

mod fiche;

use super::{
    ENVELOPES, Facts, Newcomer, Organisations,
    facts::organisation,
    history::{self, Stage},
    morning, publish, welcome,
};
use crate::{
    catalogue,
    clock::Clock,
    db::AnyConnection,
    http::fail::Fail,
    partners::store as partners,
    projects::{resolve::resolve, store as projects},
};
use chrono::{DateTime, Datelike, Days, Duration, Utc};
use fiche::{Setting, Theme};
use openapi::{
    Id, Money, PartnerRole, Role,
    call::{CallInput, EnvelopeInput},
    partner::PartnerKind,
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde::Deserialize;

const TEXT: &str = include_str!("../../../demo/large.json");
/// The call, in its address.
pub const SLUG: &str = "grand-appel";
const FICHES: usize = 60;
/// Since when the call is closed.
const CLOSED_SINCE: u64 = 5;

#[derive(Deserialize)]
struct Large {
    organisations: Vec<Organisation>,
    reviewers: Vec<Reviewer>,
    themes: Vec<Theme>,
}

#[derive(Deserialize)]
struct Organisation {
    kind: PartnerKind,
    name: String,
}

/// Works for a carrier or for an organisation.
#[derive(Deserialize)]
struct Reviewer {
    name: String,
    carrier: Option<PartnerKind>,
    organisation: Option<String>,
}

/// A lead: its partner, name and the account that writes for it.
struct Lead {
    partner: Id,
    name: String,
    account: String,
}

fn broken(error: impl std::fmt::Display) -> Fail {
    Fail::Internal(format!("the large demonstration: {error}"))
}

/// Adds the call, where it is not; the caller has claimed accounts and catalogue.
pub fn load(
    connection: &mut AnyConnection,
    facts: &Facts,
    programme: &Id,
    clock: &dyn Clock,
    hash: &str,
) -> Result<(), Fail> {
    let large: Large = serde_json::from_str(TEXT).map_err(broken)?;
    let model = facts.calls.first().ok_or_else(|| broken("no call to be like"))?;
    let today = clock.today();
    let opens = today - Days::new(model.days_open() + CLOSED_SINCE);
    let carriers = carriers(connection)?;
    let call = CallInput {
        slug: SLUG.into(),
        title: "Grand appel à projets (démonstration)".into(),
        envelopes: ENVELOPES
            .iter()
            .filter_map(|(kind, euros)| {
                let (_, funder) = carriers.iter().find(|(of, _)| of == kind)?;
                Some(EnvelopeInput { funder: funder.to_string().into(), amount: Money::cents(euros * 100) })
            })
            .collect(),
        ..model.opened(opens.year(), opens)
    };
    let published = morning(&call);
    let id = publish(connection, programme, &call, published)?;
    let leads = leads(connection, &large, programme, hash, published)?;
    reviewers(connection, &large, &carriers, &leads, programme, hash, published)?;
    let catalogue = &catalogue::store::load(connection)?;
    let organisations = &Organisations::none();
    let stage = Stage { programme, call: &id, catalogue, organisations, accounts: &[] };
    let funders: Vec<Id> = carriers.iter().map(|(_, id)| id.clone()).collect();
    write(connection, &large, &stage, &leads, &funders, clock.now())
}

/// The carriers, the State first: it gives most.
fn carriers(connection: &mut AnyConnection) -> Result<Vec<(PartnerKind, Id)>, Fail> {
    let catalogue = catalogue::store::load(connection)?;
    let mut carriers: Vec<_> = catalogue
        .partners
        .iter()
        .filter(|entry| entry.value.kind.is_carrier())
        .map(|entry| (entry.value.kind, entry.value.id.clone()))
        .collect();
    carriers.sort_by_key(|(kind, _)| *kind != PartnerKind::SousPrefecture);
    Ok(carriers)
}

/// The organisations, each with an account `partner-01`, `partner-02`…
fn leads(
    connection: &mut AnyConnection,
    large: &Large,
    programme: &Id,
    hash: &str,
    at: DateTime<Utc>,
) -> Result<Vec<Lead>, Fail> {
    let mut leads = Vec::new();
    for (index, Organisation { kind, name }) in large.organisations.iter().enumerate() {
        let described = organisation(*kind, name, "Organisation fictive de la démonstration.");
        let partner = partners::insert(connection, programme, &described, at)?;
        let newcomer = Newcomer {
            account: &format!("partner-{:02}", index + 1),
            name: &format!("Porteur n° {:02} (démo)", index + 1),
            role: Role::Partner,
            partner: Some(&partner.id),
            partner_role: Some(PartnerRole::Owner),
        };
        let account = welcome(connection, programme, &newcomer, hash, at)?;
        leads.push(Lead { partner: partner.id, name: name.clone(), account });
    }
    Ok(leads)
}

/// `reviewer-4` to `reviewer-12`; the first three are of the small demo.
fn reviewers(
    connection: &mut AnyConnection,
    large: &Large,
    carriers: &[(PartnerKind, Id)],
    leads: &[Lead],
    programme: &Id,
    hash: &str,
    at: DateTime<Utc>,
) -> Result<(), Fail> {
    for (index, reviewer) in large.reviewers.iter().enumerate() {
        let of_carrier = carriers.iter().find(|(kind, _)| Some(*kind) == reviewer.carrier).map(|(_, id)| id);
        let of_lead = || leads.iter().find(|lead| Some(&lead.name) == reviewer.organisation.as_ref());
        let partner = of_carrier.or_else(|| of_lead().map(|lead| &lead.partner));
        let newcomer = Newcomer {
            account: &format!("reviewer-{}", index + 4),
            name: &reviewer.name,
            role: Role::Reviewer,
            partner: Some(partner.ok_or_else(|| broken(format!("{} works for nobody", reviewer.name)))?),
            partner_role: None,
        };
        welcome(connection, programme, &newcomer, hash, at)?;
    }
    Ok(())
}

/// The fiches, filed in the call's last days.
fn write(
    connection: &mut AnyConnection,
    large: &Large,
    stage: &Stage<'_>,
    leads: &[Lead],
    funders: &[Id],
    now: DateTime<Utc>,
) -> Result<(), Fail> {
    // Always the same fiches.
    let mut random = StdRng::seed_from_u64(2026);
    let names: Vec<&str> = stage.catalogue.districts.iter().map(|entry| entry.value.name.as_str()).collect();
    let closed = now - Duration::days(i64::try_from(CLOSED_SINCE).unwrap_or_default() + 1);
    let from = (now + Duration::days(60)).date_naive();
    for n in 0..FICHES {
        let (theme, lead) = (&large.themes[n % large.themes.len()], &leads[n * 7 % leads.len()]);
        let round = n / large.themes.len();
        let districts = names.get(round..=round).unwrap_or(&names);
        let partners: Vec<Id> =
            leads.iter().map(|other| &other.partner).filter(|id| **id != lead.partner).cloned().collect();
        let setting = Setting { districts, partners: &partners, funders, lead: &lead.name, from };
        let mut fiche = fiche::fiche(theme, &setting, &mut random).map_err(broken)?;
        fiche.contact.name.clone_from(&lead.name);
        let fiche = resolve(fiche, stage.catalogue, stage.programme.as_str()).map_err(Fail::Fields)?;
        let filed = closed - Duration::minutes(random.random_range(30..12_000));
        let written = filed - Duration::days(random.random_range(1..20));
        let (programme, call) = (stage.programme.as_str(), stage.call.as_str());
        let (partner, by) = (lead.partner.as_str(), lead.account.as_str());
        let id = projects::insert(connection, programme, call, partner, &fiche, by, written)?;
        history::submit(connection, stage, &id, fiche, by, filed)?;
    }
    Ok(())
}
