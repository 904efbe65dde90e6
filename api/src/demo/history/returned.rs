//! A fiche of the open call that went back to its partner, so that a correction can be tried on any day.

use super::{History, Past, Stage, at, submit};
use crate::{
    db::AnyConnection,
    http::fail::Fail,
    projects::{
        resolve::resolve,
        store::{self as projects, Correction, Transitioned},
    },
};
use chrono::{Datelike, Days, Months, NaiveDate};
use openapi::{ProjectStatus, Role, project::ProjectInput};

/// The action of 2022 that is proposed again.
const OF: &str = "La scène à égalité (démo)";
const TITLE: &str = "La scène à égalité, nouvelle édition (démo)";
const REASON: &str = "Deux points sont à préciser avant l’étude de votre fiche : d’où vient le besoin, et ce que paient les interventions.";
const SECTIONS: &str = r#"["objectives","budget"]"#;
const COMMENTS: &str = r#"[{"section":"objectives","text":"Dites où ce besoin a été observé, et par qui."},{"section":"budget","text":"Précisez le nombre d’heures d’intervention et leur coût."}]"#;
/// Days ago: begun, filed, sent back; and the days that are left.
const BEGUN: u64 = 7;
const FILED: u64 = 4;
const ASKED: u64 = 1;
const LEFT: u64 = 14;

impl History {
    /// Begins, files and sends back the fiche, in the call of the stage.
    pub fn return_one(
        &self,
        connection: &mut AnyConnection,
        stage: &Stage<'_>,
        today: NaiveDate,
    ) -> Result<(), Fail> {
        let past = self.projects.iter().find(|past| past.fiche.title == OF);
        let past = past.ok_or_else(|| Fail::Internal(format!("the demo history has no {OF}")))?;
        let (lead, by) = (stage.partner(past.lead)?, stage.account(Role::Partner, Some(past.lead))?);
        let coordinator = stage.account(Role::Coordinator, None)?;
        let (programme, call) = (stage.programme.as_str(), stage.call.as_str());
        let fiche = resolve(again(past, stage, today)?, stage.catalogue, programme).map_err(Fail::Fields)?;
        let ago = |days: u64| today - Days::new(days);
        let id = projects::insert(connection, programme, call, lead, &fiche, by, at(ago(BEGUN), 9))?;
        submit(connection, stage, &id, fiche, by, at(ago(FILED), 14))?;
        let (row, asked) = (projects::reload(connection, &id)?, at(ago(ASKED), 9));
        let correction = Correction {
            reason: REASON,
            sections: SECTIONS.into(),
            comments: COMMENTS.into(),
            due: today + Days::new(LEFT),
        };
        let with = Transitioned { correction: Some(correction), ..Transitioned::default() };
        projects::transition(connection, &row, ProjectStatus::Returned, &with, asked)?;
        Ok(projects::record(connection, &id, "returned", false, coordinator, REASON, asked)?)
    }
}

/// The fiche of 2022, in the years to come.
fn again(past: &Past, stage: &Stage<'_>, today: NaiveDate) -> Result<ProjectInput, Fail> {
    let mut fiche = past.fiche(stage)?;
    fiche.title = TITLE.to_owned();
    let years = u32::try_from(today.year() - 2022).unwrap_or_default();
    let later = |day: &mut NaiveDate| *day = *day + Months::new(12 * years);
    for phase in &mut fiche.phases {
        [&mut phase.starts_on, &mut phase.ends_on].into_iter().flatten().for_each(later);
    }
    fiche.indicators.iter_mut().filter_map(|indicator| indicator.due.as_mut()).for_each(later);
    Ok(fiche)
}
