//! What a fiche chooses from: the call's funders, the programme's objectives, districts and partners.

use crate::api::{self, Answer, ApiResult, every::every};
use futures_util::future;
use openapi::{
    Page, Reference,
    call::Call,
    partner::{Partner, PartnerFilter, PartnerRef},
    programme::{District, DistrictRef, Objective},
    project::Project,
};

/// What a fiche chooses from.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    pub call: Call,
    pub objectives: Vec<Objective>,
    pub districts: Vec<DistrictRef>,
    pub partners: Vec<PartnerRef>,
    /// Of whom money can be asked: the call's funders, or the carriers where the call names none.
    pub funders: Vec<PartnerRef>,
}

/// Every partner of the programme: most often they fit in one answer.
async fn partners(programme: &str) -> ApiResult<Page<Partner>> {
    let first = api::partners::choices(Some(programme)).await?;
    if first.body.next.is_none() {
        return Ok(first);
    }
    every(|cursor| {
        let filter = PartnerFilter { programme: Some(programme.to_owned()), kind: None };
        async move { api::partners::list(&filter, None, cursor.as_deref()).await }
    })
    .await
}

impl Catalogue {
    /// Reads everything at once.
    ///
    /// # Errors
    /// The first refusal.
    pub async fn read(call: String, programme: String) -> ApiResult<Self> {
        let (call, objectives, districts, partners) = future::join4(
            api::calls::read(&call),
            api::programme::objectives(Some(&programme)),
            api::programme::districts(Some(&programme)),
            partners(&programme),
        )
        .await;
        let body = Self::new(call?.body, objectives?.body.items, districts?.body.items, partners?.body.items);
        Ok(Answer { body, etag: None })
    }

    fn new(call: Call, objectives: Vec<Objective>, districts: Vec<District>, partners: Vec<Partner>) -> Self {
        let partners: Vec<PartnerRef> = partners.iter().map(PartnerRef::from).collect();
        let envelopes: Vec<PartnerRef> =
            call.envelopes.iter().map(|envelope| envelope.funder.clone()).collect();
        let carriers = || partners.iter().filter(|partner| partner.kind.is_carrier()).cloned().collect();
        let funders = if envelopes.is_empty() { carriers() } else { envelopes };
        let districts =
            districts.into_iter().map(|district| DistrictRef { id: district.id, name: district.name });
        Self { call, objectives, districts: districts.collect(), partners, funders }
    }

    /// Also what the fiche names already and the lists no longer hold.
    pub fn with_project(mut self, project: &Project) -> Self {
        let involved = project.partners.iter().flatten().filter_map(|involved| involved.partner.clone());
        let funders =
            project.budget.iter().flat_map(|budget| &budget.revenues).filter_map(|line| line.funder.clone());
        let asked = project.requests.iter().flatten().map(|request| request.funder.clone());
        for partner in involved.chain(funders).chain(asked.clone()) {
            if self.partners.iter().all(|known| known.id != partner.id) {
                self.partners.push(partner);
            }
        }
        for funder in asked {
            if self.funders.iter().all(|known| known.id != funder.id) {
                self.funders.push(funder);
            }
        }
        let counted = project.audience.iter().flat_map(|audience| &audience.districts);
        for district in counted.map(|count| count.district.clone()) {
            if self.districts.iter().all(|known| known.id != district.id) {
                self.districts.push(district);
            }
        }
        self
    }

    /// The name behind a reference of the fiche.
    pub fn name(&self, reference: &Reference) -> String {
        let text = reference.as_str();
        let objective = self.objectives.iter().find(|known| known.id.as_str() == text || known.code == text);
        let partner = || self.partners.iter().chain(&self.funders).find(|known| known.id.as_str() == text);
        let district = || self.districts.iter().find(|known| known.id.as_str() == text);
        objective
            .map(|objective| format!("{} – {}", objective.code, objective.label))
            .or_else(|| partner().map(|partner| partner.name.clone()))
            .or_else(|| district().map(|district| district.name.clone()))
            .unwrap_or_else(|| text.to_owned())
    }
}
