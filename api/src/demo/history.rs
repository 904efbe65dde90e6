//! What became of the call of 2022, as `api/demo/history.json` invents it: three actions, decided, signed, published.
//! Written through the same stores as a real call, so that it can be nothing that a real one could not be.

mod returned;

use super::{Organisations, files, people::PERSONAS};
use crate::{
    catalogue::Catalogue,
    committee::store as committee,
    contributions::store as contributions,
    db::AnyConnection,
    http::fail::Fail,
    projects::{
        resolve::resolve,
        store::{self as projects, Correction, Transitioned},
    },
};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use openapi::{
    Id, Money, ProjectStatus, Reference, Role,
    committee::{DecidedAmountInput, DecisionInput, Outcome},
    contribution::ContributionState,
    partner::PartnerKind,
    project::ProjectInput,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

const TEXT: &str = include_str!("../../demo/history.json");

#[derive(Deserialize)]
pub struct History {
    submitted_on: NaiveDate,
    admissible_on: NaiveDate,
    decided_on: NaiveDate,
    published_on: NaiveDate,
    projects: Vec<Past>,
}

#[derive(Deserialize)]
struct Past {
    lead: PartnerKind,
    voted: Vec<Voted>,
    /// Filed twice: what was asked, and what the need said before.
    correction: Option<PastCorrection>,
    fiche: ProjectInput,
}

#[derive(Deserialize)]
struct PastCorrection {
    asked_on: NaiveDate,
    filed_on: NaiveDate,
    reason: String,
    /// The need as it was filed first.
    before: String,
}

#[derive(Deserialize)]
struct Voted {
    funder: PartnerKind,
    euros: i64,
}

/// The demo as it stands when its history begins.
pub struct Stage<'a> {
    pub programme: &'a Id,
    pub call: &'a Id,
    pub catalogue: &'a Catalogue,
    pub organisations: &'a Organisations,
    /// Ids of the accounts, in the order of [`PERSONAS`].
    pub accounts: &'a [String],
}

impl Stage<'_> {
    fn partner(&self, kind: PartnerKind) -> Result<&str, Fail> {
        self.organisations
            .of_kind(kind)
            .map(|partner| partner.id.as_str())
            .ok_or_else(|| Fail::Internal(format!("the demo has no partner of kind {}", kind.as_str())))
    }

    /// The account that has a role, for a partner of a kind if the role has one.
    fn account(&self, role: Role, kind: Option<PartnerKind>) -> Result<&str, Fail> {
        PERSONAS
            .iter()
            .zip(self.accounts)
            .find(|(persona, _)| persona.role == role && persona.acts_for.kind() == kind)
            .map(|(_, id)| id.as_str())
            .ok_or_else(|| Fail::Internal(format!("the demo has no {}", role.as_str())))
    }
}

fn at(day: NaiveDate, hour: i64) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + Duration::hours(hour)
}

impl History {
    pub fn read() -> Result<Self, Fail> {
        serde_json::from_str(TEXT).map_err(|error| Fail::Internal(format!("the demo history: {error}")))
    }

    /// The caller has claimed the catalogue.
    pub fn load(&self, connection: &mut AnyConnection, stage: &Stage<'_>) -> Result<(), Fail> {
        let coordinator = stage.account(Role::Coordinator, None)?;
        for past in &self.projects {
            let project = self.file(connection, stage, past)?;
            let asks = stage.account(Role::Partner, Some(past.lead))?;
            files::talk(connection, &project, (asks, coordinator), at(self.submitted_on, 13))?;
            self.admit(connection, &project, coordinator)?;
            let (decision, decided) = (past.decision(stage, &project)?, at(self.decided_on, 14));
            committee::decide(connection, stage.call.as_str(), &decision, (coordinator, None), decided)?;
        }
        for carrier in &stage.organisations.carriers {
            let signer = stage.account(Role::Carrier, Some(carrier.kind))?;
            let signed = at(self.decided_on, 16);
            committee::sign(connection, stage.call.as_str(), carrier.id.as_str(), signer, signed)?;
        }
        committee::publish(connection, stage.call.as_str(), coordinator, at(self.published_on, 9))?;
        Ok(())
    }

    /// The partner writes a fiche and submits it, twice where a correction was asked for; the project's id.
    fn file(&self, connection: &mut AnyConnection, stage: &Stage<'_>, past: &Past) -> Result<String, Fail> {
        let (programme, call) = (stage.programme.as_str(), stage.call.as_str());
        let (lead, by) = (stage.partner(past.lead)?, stage.account(Role::Partner, Some(past.lead))?);
        let fiche = resolve(past.fiche(stage)?, stage.catalogue, programme).map_err(Fail::Fields)?;
        let mut first = fiche.clone();
        if let Some(correction) = &past.correction {
            first.need.clone_from(&correction.before);
        }
        let id = projects::insert(connection, programme, call, lead, &first, by, at(self.submitted_on, 7))?;
        files::join(connection, &id, by, at(self.submitted_on, 8))?;
        let first = self.confirm(connection, stage, &id, &first)?;
        submit(connection, stage, &id, first, by, at(self.submitted_on, 12))?;
        if let Some(PastCorrection { asked_on, filed_on, reason, .. }) = &past.correction {
            let coordinator = stage.account(Role::Coordinator, None)?;
            let (asked, filed) = (at(*asked_on, 9), at(*filed_on, 15));
            let correction = Correction {
                reason,
                sections: r#"["objectives"]"#.into(),
                comments: "[]".into(),
                due: *filed_on,
            };
            let with = Transitioned { correction: Some(correction), ..Transitioned::default() };
            let row = projects::reload(connection, &id)?;
            projects::transition(connection, &row, ProjectStatus::Returned, &with, asked)?;
            projects::record(connection, &id, "returned", false, coordinator, reason, asked)?;
            let row = projects::reload(connection, &id)?;
            projects::change(connection, &row, &fiche, filed)?;
            // With the confirmations of the partners, which stand as long as their words.
            let fiche = projects::fiche(connection, &id)?;
            submit(connection, stage, &id, fiche, by, filed)?;
        }
        Ok(id)
    }

    /// The partners who said so confirm what they bring; the fiche as it stands then.
    fn confirm(
        &self,
        connection: &mut AnyConnection,
        stage: &Stage<'_>,
        id: &str,
        fiche: &ProjectInput,
    ) -> Result<ProjectInput, Fail> {
        let answered = at(self.submitted_on, 9);
        for involved in fiche.partners.iter().filter(|involved| involved.confirmed) {
            let Some(partner) = &involved.partner else { continue };
            let Some(row) = contributions::find(connection, id, partner.as_str())? else { continue };
            let kind = stage.catalogue.partner(partner.as_str()).map(|partner| partner.kind);
            let role = if kind.is_some_and(PartnerKind::is_carrier) { Role::Carrier } else { Role::Partner };
            let by = stage.account(role, kind)?;
            contributions::answer(connection, &row, ContributionState::Confirmed, "", by, answered)?;
        }
        let row = projects::reload(connection, id)?;
        projects::change(connection, &row, fiche, answered)?;
        Ok(projects::fiche(connection, id)?)
    }

    fn admit(&self, connection: &mut AnyConnection, id: &str, by: &str) -> Result<(), Fail> {
        let row = projects::reload(connection, id)?;
        let (to, admitted) = (ProjectStatus::Admissible, at(self.admissible_on, 8));
        projects::transition(connection, &row, to, &Transitioned::default(), admitted)?;
        Ok(projects::record(connection, id, to.as_str(), false, by, "", admitted)?)
    }
}

/// Files what the fiche says.
pub fn submit(
    connection: &mut AnyConnection,
    stage: &Stage<'_>,
    id: &str,
    fiche: ProjectInput,
    by: &str,
    at: DateTime<Utc>,
) -> Result<(), Fail> {
    let row = projects::reload(connection, id)?;
    projects::restore(connection, &row, &fiche)?;
    let filed = ProjectInput {
        call: Some(row.call_id.as_str().into()),
        partner: Some(row.partner_id.as_str().into()),
        ..fiche
    };
    let canonical = serde_jcs::to_string(&filed).map_err(|error| Fail::Internal(error.to_string()))?;
    let sha256: String =
        Sha256::digest(canonical.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    projects::transition(connection, &row, ProjectStatus::Submitted, &Transitioned::default(), at)?;
    projects::record(connection, id, "submitted", false, by, "", at)?;
    let slug = stage.catalogue.call(&row.call_id).map_or("", |call| call.wire.slug.as_str());
    Ok(projects::save_submission(connection, &row, slug, &canonical, &sha256, by, at)?)
}

impl Past {
    /// The fiche, with the demo's partners in the place of their kinds.
    fn fiche(&self, stage: &Stage<'_>) -> Result<ProjectInput, Fail> {
        let mut fiche = self.fiche.clone();
        let involved = fiche.partners.iter_mut().filter_map(|involved| involved.partner.as_mut());
        let revenues = fiche.budget.revenues.iter_mut().filter_map(|revenue| revenue.funder.as_mut());
        let requests = fiche.requests.iter_mut().map(|request| &mut request.funder);
        for reference in involved.chain(revenues).chain(requests) {
            if let Some(kind) = PartnerKind::parse(reference.as_str()) {
                *reference = Reference::from(stage.partner(kind)?);
            }
        }
        Ok(fiche)
    }

    fn decision(&self, stage: &Stage<'_>, project: &str) -> Result<DecisionInput, Fail> {
        let amount = |voted: &Voted| {
            let cents = Money::cents(voted.euros * 100);
            let funder = Reference::from(stage.partner(voted.funder)?);
            Ok(DecidedAmountInput { funder, proposed: Some(cents), voted: cents })
        };
        Ok(DecisionInput {
            project: project.into(),
            outcome: Outcome::Selected,
            reason: String::new(),
            amounts: self.voted.iter().map(amount).collect::<Result<_, Fail>>()?,
            reservations: Vec::new(),
            votes: None,
            reserve_rank: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::completeness;

    #[test]
    fn the_invented_fiches_lack_nothing_and_say_that_they_are_invented() {
        let history = History::read().unwrap_or_else(|fail| panic!("{fail}"));
        assert_eq!(history.projects.len(), 3);
        for past in &history.projects {
            assert_eq!(completeness::violations(&past.fiche, past.lead), [], "{}", past.fiche.title);
            assert!(past.fiche.title.ends_with("(démo)"), "{}", past.fiche.title);
        }
    }

    #[test]
    fn no_funder_voted_more_than_it_was_asked() {
        let history = History::read().unwrap_or_else(|fail| panic!("{fail}"));
        for past in &history.projects {
            for voted in &past.voted {
                let asked =
                    past.fiche.requests.iter().find(|one| one.funder.as_str() == voted.funder.as_str());
                assert!(
                    asked.is_some_and(|asked| asked.amount.amount >= voted.euros * 100),
                    "{}",
                    past.fiche.title
                );
            }
        }
    }
}
