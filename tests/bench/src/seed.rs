//! The data of the measurement, written through the server's own stores.

use anyhow::{Context, Result, ensure};
use api::catalogue::{self, Catalogue};
use api::db::{AnyConnection, Db, DbError, schema::users};
use api::partners::store as partners;
use api::projects::store::{self as projects, Transitioned};
use api::reviews::store as reviews;
use chrono::{DateTime, Duration, SubsecRound, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use openapi::partner::{PartnerInput, PartnerKind};
use openapi::review::{ReviewInput, ReviewStatus};
use openapi::{Id, ProjectStatus};
use serde_json::json;

use crate::fiche;

const PARTNERS: usize = 50;
const PROJECTS: usize = 2_000;
/// Of each project that is far enough: 6,000 in all.
const REVIEWERS: usize = 3;
const KINDS: [PartnerKind; 3] = [PartnerKind::Association, PartnerKind::School, PartnerKind::PublicBody];

/// Where a project stands after it was written.
const STATUSES: [ProjectStatus; 8] = [
    ProjectStatus::UnderReview,
    ProjectStatus::Submitted,
    ProjectStatus::Admissible,
    ProjectStatus::Draft,
    ProjectStatus::UnderReview,
    ProjectStatus::Inadmissible,
    ProjectStatus::Admissible,
    ProjectStatus::UnderReview,
];

/// Fills a database that holds the demo, then lets the engine look at what it holds.
pub fn seed(url: &str) -> Result<()> {
    let db = Db::open(&url.to_owned().into(), 1)?;
    let now = Utc::now().trunc_subsecs(6);
    db.write_blocking(|connection| add_partners(connection, now))?;
    db.write_blocking(|connection| add_projects(connection, now))?;
    db.read(|connection| {
        match connection {
            // Of a sample, as the server does it: see `Db::migrate`.
            AnyConnection::Sqlite(_) => connection
                .batch_execute("PRAGMA analysis_limit = 400; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)"),
            AnyConnection::Postgres(_) => connection.batch_execute("VACUUM ANALYZE"),
        }
        .map_err(DbError::from)
    })?;
    Ok(())
}

fn add_partners(connection: &mut AnyConnection, now: DateTime<Utc>) -> Result<()> {
    catalogue::store::claim(connection)?;
    let programme =
        catalogue::store::load(connection)?.programmes.first().map(|entry| entry.value.id.clone());
    let programme: Id = programme.context("no programme: seed the demo first")?;
    for n in 0..PARTNERS {
        let kind = KINDS[n % KINDS.len()];
        let partner: PartnerInput = serde_json::from_value(json!({
            "kind": kind,
            "name": format!("Partenaire de mesure n° {n:02}"),
            "description": "Organisation inventée pour la mesure.",
            "address": "02200 Soissons",
        }))?;
        partners::insert(connection, &programme, &partner, now)?;
    }
    Ok(())
}

/// Whose projects, in which call, read by whom.
struct Scene {
    catalogue: Catalogue,
    programme: String,
    call: String,
    slug: String,
    criteria: Vec<String>,
    leads: Vec<String>,
    author: String,
    reviewers: Vec<String>,
}

impl Scene {
    fn read(connection: &mut AnyConnection) -> Result<Self> {
        let catalogue = catalogue::store::load(connection)?;
        let call = catalogue.calls.iter().max_by_key(|call| call.wire.opens_on).context("no call")?;
        let user = |connection: &mut AnyConnection, account: &str| {
            users::table
                .filter(users::email.eq(format!("{account}@demo.example")))
                .select(users::id)
                .first::<String>(connection)
        };
        let reviewers = (1..=REVIEWERS)
            .map(|n| user(connection, &format!("reviewer-{n}")))
            .collect::<QueryResult<_>>()?;
        let leads = catalogue.partners.iter().filter(|entry| !entry.value.kind.is_carrier());
        Ok(Self {
            programme: call.programme().to_owned(),
            call: call.id().to_owned(),
            slug: call.wire.slug.clone(),
            criteria: call.wire.criteria.iter().map(|criterion| criterion.id.to_string()).collect(),
            leads: leads.map(|entry| entry.value.id.to_string()).collect(),
            author: user(connection, "partner-association")?,
            reviewers,
            catalogue,
        })
    }
}

fn add_projects(connection: &mut AnyConnection, now: DateTime<Utc>) -> Result<()> {
    let scene = Scene::read(connection)?;
    ensure!(scene.criteria.len() == 8, "the open call has {} criteria", scene.criteria.len());
    for n in 0..PROJECTS {
        let at = now - Duration::minutes(7 * i64::try_from(PROJECTS - n)?);
        let lead = &scene.leads[n % scene.leads.len()];
        let fiche = fiche::fiche(n, &scene.catalogue, &scene.call, lead)?;
        let canonical = serde_json::to_string(&fiche)?;
        ensure_length(&canonical)?;
        let id =
            projects::insert(connection, &scene.programme, &scene.call, lead, &fiche, &scene.author, at)?;
        let status = STATUSES[n % STATUSES.len()];
        if status != ProjectStatus::Draft {
            let row = projects::reload(connection, &id)?;
            projects::transition(connection, &row, status, &Transitioned::default(), at)?;
            let sha256 = format!("{n:064x}");
            projects::save_submission(connection, &row, &scene.slug, &canonical, &sha256, &scene.author, at)?;
        }
        for reviewer in &scene.reviewers {
            review(connection, &scene, &id, reviewer, n, at)?;
        }
    }
    Ok(())
}

fn ensure_length(fiche: &str) -> Result<()> {
    ensure!((4_000..=8_000).contains(&fiche.len()), "a fiche of {} bytes is not a usual one", fiche.len());
    Ok(())
}

fn review(
    connection: &mut AnyConnection,
    scene: &Scene,
    project: &str,
    reviewer: &str,
    n: usize,
    at: DateTime<Utc>,
) -> Result<()> {
    let scores: Vec<_> = scene
        .criteria
        .iter()
        .enumerate()
        .map(|(position, id)| json!({"criterion": id, "score": (n + position) % 6, "comment": "Bien décrit, à préciser."}))
        .collect();
    let input: ReviewInput = serde_json::from_value(json!({
        "scores": scores,
        "opinion": "favourable",
        "message": "Projet clair et bien construit.",
        "confidential_note": "Vérifier la convention avec le collège.",
    }))?;
    reviews::assignments::insert(connection, &scene.call, project, reviewer, at)?;
    let id = reviews::insert(connection, project, reviewer, &input, at)?;
    reviews::submit(connection, &id, 1, ReviewStatus::Submitted, at)?;
    Ok(())
}
