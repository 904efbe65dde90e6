//! What scenarios are computed from.

use super::store::{self, Eligible};
use crate::{
    catalogue::{Catalogue, StoredCall},
    committee::ranking::weigh,
    db::AnyConnection,
    http::fail::Fail,
    projects::wire::project_ref,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use openapi::{partner::PartnerRef, project::AgeBand, review::ProjectRef, simulation::ScoreKind};
use sha2::{Digest, Sha256};

/// A project that could be chosen.
pub struct Field {
    pub project: ProjectRef,
    raw: Option<f64>,
    corrected: Option<f64>,
    /// Cents asked of each envelope, in the call's order.
    pub asks: Vec<i64>,
    /// Ids, the main one first.
    pub objectives: Vec<String>,
    pub districts: Vec<String>,
    pub bands: Vec<AgeBand>,
}

impl Field {
    pub fn score(&self, kind: ScoreKind) -> Option<f64> {
        match kind {
            ScoreKind::Raw => self.raw,
            ScoreKind::Corrected => self.corrected,
        }
    }
}

/// The projects of a call, and its money.
pub struct Data {
    pub fields: Vec<Field>,
    /// Funder and cents.
    pub envelopes: Vec<(PartnerRef, i64)>,
}

impl Data {
    pub fn read(
        connection: &mut AnyConnection,
        catalogue: &Catalogue,
        call: &StoredCall,
    ) -> Result<Self, Fail> {
        let eligible = store::eligible(connection, call)?;
        let candidates: Vec<_> = eligible.iter().map(|one| &one.candidate).collect();
        let weighed = weigh(call, &candidates);
        let envelopes: Vec<(PartnerRef, i64)> =
            call.wire.envelopes.iter().map(|one| (one.funder.clone(), one.amount.amount)).collect();
        let fields = eligible.into_iter().zip(weighed).map(|(eligible, (standing, corrected))| {
            let Eligible { candidate, objectives, districts, bands } = eligible;
            let asked = |(funder, _): &(PartnerRef, i64)| {
                let own = candidate.requests.iter().find(|(id, _)| id == funder.id.as_str());
                own.map_or(0, |(_, cents)| *cents)
            };
            let asks = envelopes.iter().map(asked).collect();
            let (raw, partner) = (standing.overall.mean, candidate.partner);
            let project = project_ref(catalogue, candidate.id, candidate.number, candidate.title, &partner);
            Field { project, raw, corrected, asks, objectives, districts, bands }
        });
        Ok(Self { fields: fields.collect(), envelopes })
    }

    /// A fingerprint: two are the same when every scenario would come out the same.
    pub fn basis(&self) -> String {
        let mut hash = Sha256::new();
        for field in &self.fields {
            let Field { project, raw, corrected, asks, objectives, districts, bands } = field;
            let id = project.id.as_str();
            hash.update(format!(
                "{id} {raw:?} {corrected:?} {asks:?} {objectives:?} {districts:?} {bands:?}\n"
            ));
        }
        for (funder, cents) in &self.envelopes {
            hash.update(format!("{} {cents}\n", funder.id));
        }
        BASE64_URL_SAFE_NO_PAD.encode(hash.finalize())
    }
}
