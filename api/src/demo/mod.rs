//! The demo: the facts of Soissons, one account per role, the call of 2022 as history and a call that is open now.

mod facts;
pub mod files;
mod history;
mod large;
mod people;
mod store;

use crate::{
    accounts::{self, rules::Seat},
    auth::password::hash_blocking,
    calls::{check, store as calls},
    catalogue,
    clock::Clock,
    db::{AnyConnection, Db, DbError},
    http::fail::Fail,
    partners::store as partners,
    programmes::{districts::store as districts, objectives::store as objectives, store as programmes},
};
use chrono::{DateTime, Datelike, Days, Utc};
use facts::Facts;
use history::{History, Stage};
use openapi::{
    Id, Money, PartnerRole, Role,
    account::{UserInput, UserStatus},
    calendar::ExtensionInput,
    call::{CallInput, EnvelopeInput},
    partner::{Partner, PartnerKind},
};
use people::{PASSWORD, PERSONAS};
use std::fmt::Write;

/// Since how many days the open call is open.
const OPEN_SINCE: u64 = 10;
/// What the four carriers give in the open call, in euros.
const ENVELOPES: [(PartnerKind, i64); 4] = [
    (PartnerKind::SousPrefecture, 260_000),
    (PartnerKind::Ville, 60_000),
    (PartnerKind::Agglo, 40_000),
    (PartnerKind::EducationNationale, 20_000),
];

/// Whether the database holds demo accounts, whose password everybody knows.
pub fn is_there(db: &Db) -> Result<bool, DbError> {
    db.read(|connection| store::has_demo_accounts(connection).map_err(DbError::from))
}

/// How much of a demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Size {
    /// The facts of Soissons, a call that is open and empty, one of 2022 as history
    Bare,
    /// And a fiche of the open call that went back to its partner
    Small,
    /// And a call that has just closed, with 60 fiches filed and 12 reviewers
    Large,
}

/// Loads the demo, as far as it is not there.
pub fn seed(db: &Db, clock: &dyn Clock, size: Size) -> Result<(), Fail> {
    let (facts, history) = (Facts::read()?, History::read()?);
    // What there is: the programme, and the large call.
    let there = |connection: &mut AnyConnection| {
        let programme = programmes::find(connection, facts.programme.slug())?.map(|programme| programme.id);
        Ok::<_, DbError>((programme, store::has_call(connection, large::SLUG)?))
    };
    let lacks =
        |(programme, large): &(Option<Id>, bool)| programme.is_none() || size == Size::Large && !large;
    if !lacks(&db.read(there)?) {
        return Ok(());
    }
    // One hash for all: each would take its time, and they have one password.
    let hash = hash_blocking(PASSWORD)?;
    db.write_blocking(|connection| {
        catalogue::store::claim(connection)?;
        accounts::store::claim(connection)?;
        // Another process may have been first.
        let (programme, large) = there(connection)?;
        let programme = match programme {
            Some(programme) => programme,
            None => load(connection, &facts, &history, clock, &hash, size != Size::Bare)?,
        };
        if size == Size::Large && !large {
            large::load(connection, &facts, &programme, clock, &hash)?;
        }
        Ok(())
    })
}

/// The organisations of the demo, one of each kind.
struct Organisations {
    carriers: Vec<Partner>,
    others: Vec<Partner>,
}

impl Organisations {
    /// Where those of the demo have no part.
    fn none() -> Self {
        Self { carriers: Vec::new(), others: Vec::new() }
    }

    fn of_kind(&self, kind: PartnerKind) -> Option<&Partner> {
        self.carriers.iter().chain(&self.others).find(|partner| partner.kind == kind)
    }
}

fn load(
    connection: &mut AnyConnection,
    facts: &Facts,
    history: &History,
    clock: &dyn Clock,
    hash: &str,
    at_work: bool,
) -> Result<Id, Fail> {
    let now = clock.now();
    let programme = programmes::insert(connection, &facts.programme(), now)?.id;
    for district in &facts.districts {
        districts::insert(connection, &programme, district)?;
    }
    for objective in &facts.objectives {
        objectives::insert(connection, &programme, objective)?;
    }
    let mut carriers = Vec::new();
    for carrier in &facts.carriers {
        carriers.push(partners::insert(connection, &programme, &carrier.partner(), now)?);
    }
    let organisations = Organisations {
        carriers,
        others: vec![
            partners::insert(connection, &programme, &people::association(), now)?,
            partners::insert(connection, &programme, &people::school(), now)?,
        ],
    };
    let mut accounts = Vec::new();
    for persona in &PERSONAS {
        let partner = persona.acts_for.kind().and_then(|kind| organisations.of_kind(kind));
        let newcomer = Newcomer {
            account: persona.account,
            name: persona.name,
            role: persona.role,
            partner: partner.map(|partner| &partner.id),
            partner_role: persona.partner_role(),
        };
        accounts.push(welcome(connection, &programme, &newcomer, hash, now)?);
    }
    for past in &facts.calls {
        let call = past.call();
        let call = publish(connection, &programme, &call, morning(&call))?;
        let catalogue = &catalogue::store::load(connection)?;
        let (programme, call, organisations, accounts) = (&programme, &call, &organisations, &accounts);
        history.load(connection, &Stage { programme, call, catalogue, organisations, accounts })?;
    }
    if let Some(model) = facts.calls.first() {
        let today = clock.today();
        let mut call = model.opened(today.year(), today - Days::new(OPEN_SINCE));
        call.envelopes = ENVELOPES
            .into_iter()
            .filter_map(|(kind, euros)| {
                let funder = organisations.of_kind(kind)?.id.to_string().into();
                Some(EnvelopeInput { funder, amount: Money::cents(euros * 100) })
            })
            .collect();
        let id = publish(connection, &programme, &call, morning(&call))?;
        // Of an institution whose accounts write no fiche, so that every account of the demo has the call's own deadline.
        let partner = organisations.of_kind(PartnerKind::EducationNationale).ok_or(Fail::NOT_FOUND)?;
        let coordinator = PERSONAS.iter().zip(&accounts).find(|(one, _)| one.role == Role::Coordinator);
        let (_, coordinator) = coordinator.ok_or(Fail::NOT_FOUND)?;
        let more = more_time(&call, partner);
        calls::extensions::insert(connection, id.as_str(), partner.id.as_str(), &more, coordinator, now)?;
        if at_work {
            let catalogue = &catalogue::store::load(connection)?;
            let (programme, call, organisations, accounts) = (&programme, &id, &organisations, &accounts);
            let stage = Stage { programme, call, catalogue, organisations, accounts };
            history.return_one(connection, &stage, today)?;
        }
    }
    Ok(programme)
}

/// A week more for a partner of the demo, so that the ledger of the open call has an entry.
fn more_time(call: &CallInput, partner: &Partner) -> ExtensionInput {
    let last = call.windows.0.last().map(|window| window.closes_on).unwrap_or_default();
    ExtensionInput {
        partner: partner.id.to_string().into(),
        until_on: last + Days::new(7),
        until_at: Some("18:00".into()),
        reason: "Établissement fermé une semaine par un dégât des eaux (démonstration).".into(),
    }
}

/// When a call was published: the morning of its first day.
fn morning(call: &CallInput) -> DateTime<Utc> {
    let first = call.windows.0.first().map(|window| window.opens_on).unwrap_or_default();
    first.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::Duration::hours(7)
}

fn publish(
    connection: &mut AnyConnection,
    programme: &Id,
    call: &CallInput,
    at: DateTime<Utc>,
) -> Result<Id, Fail> {
    let id = calls::insert(connection, programme, call, &check::fresh(call), at)?.id;
    let catalogue = catalogue::store::load(connection)?;
    let stored = catalogue.call(id.as_str()).ok_or(Fail::NOT_FOUND)?;
    calls::publish(connection, stored, at)?;
    Ok(id)
}

/// Whom an account is for.
struct Newcomer<'a> {
    /// What stands before the demo's domain.
    account: &'a str,
    name: &'a str,
    role: Role,
    partner: Option<&'a Id>,
    partner_role: Option<PartnerRole>,
}

/// An account with its one membership; its id.
fn welcome(
    connection: &mut AnyConnection,
    programme: &Id,
    newcomer: &Newcomer<'_>,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<String, Fail> {
    let &Newcomer { account, name, role, partner, partner_role } = newcomer;
    let email = format!("{account}{}", people::DOMAIN);
    let account = UserInput { email, name: name.to_owned(), status: UserStatus::Active };
    let user = accounts::store::users::insert(connection, &account, Some(hash), now)?;
    let seat = Seat {
        role,
        programme: (role != Role::Admin).then(|| programme.to_string()),
        partner: partner.map(ToString::to_string),
        partner_role,
    };
    accounts::store::memberships::insert(connection, &user, &seat, now)?;
    Ok(user)
}

/// The accounts as a table for the terminal.
pub fn accounts_text(size: Size) -> String {
    let width = PERSONAS.iter().map(|persona| persona.email().len()).max().unwrap_or_default();
    let mut text = format!("Demo accounts, each with the password {PASSWORD}\n");
    for persona in &PERSONAS {
        let (email, role, name) = (persona.email(), persona.role.label_fr(), persona.name);
        // Writing to a String cannot fail.
        let _ = write!(text, "\n  {email:<width$}  {role:<28}  {name}");
    }
    if size == Size::Large {
        let _ = write!(text, "\n\nand reviewer-4 to reviewer-12, partner-01 to partner-20{}", people::DOMAIN);
    }
    text
}

#[cfg(test)]
mod tests;
