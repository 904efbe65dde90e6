//! From rows to what readers get: what a reader may not see is absent. Pure.

use super::{
    Seen,
    rules::{self, Standpoint, View},
    store::{Row, Summary},
};
use crate::{auth::actor::Visit, catalogue::Catalogue, messages};
use openapi::{
    Id, Money,
    budget::{Budget, Revenue},
    calendar::Filing,
    call::CallRef,
    partner::{PartnerKind, PartnerRef},
    programme::{ObjectiveRef, ProgrammeRef},
    project::{
        Audience, CorrectionRequest, DistrictCount, FicheAccess, FundingRequest, InvolvedPartner, Objectives,
        Project, ProjectInput, ProjectSummary, PublishedDecision, Receipt, SectionVersion,
    },
    review::ProjectRef,
};

/// A partner's name; one that has just been deleted keeps its id.
pub fn partner_ref(catalogue: &Catalogue, id: &str) -> PartnerRef {
    catalogue.partner_ref(id).unwrap_or_else(|| PartnerRef {
        id: Id::from_storage(id.to_owned()),
        name: String::new(),
        kind: PartnerKind::PublicBody,
    })
}

pub fn call_ref(catalogue: &Catalogue, id: &str) -> CallRef {
    catalogue.call_ref(id).unwrap_or_else(|| CallRef {
        id: Id::from_storage(id.to_owned()),
        slug: String::new(),
        title: String::new(),
    })
}

fn programme_ref(catalogue: &Catalogue, id: &str) -> ProgrammeRef {
    catalogue.programme_ref(id).unwrap_or_else(|| ProgrammeRef {
        id: Id::from_storage(id.to_owned()),
        slug: String::new(),
        name: String::new(),
    })
}

/// A project inside another object.
pub fn project_ref(
    catalogue: &Catalogue,
    id: String,
    number: Option<String>,
    title: String,
    partner: &str,
) -> ProjectRef {
    ProjectRef { id: Id::from_storage(id), number, title, partner: partner_ref(catalogue, partner) }
}

fn objectives<'a>(catalogue: &Catalogue, ids: impl Iterator<Item = &'a str>) -> Objectives {
    let mut refs: Vec<ObjectiveRef> = ids.filter_map(|id| catalogue.objective_ref(id)).collect();
    let main = (!refs.is_empty()).then(|| refs.remove(0));
    Objectives { main, others: refs }
}

/// A project in a list.
pub fn summary(visit: &Visit, summary: Summary) -> ProjectSummary {
    let Summary { row, objective_ids, unread } = summary;
    let standpoint = Standpoint::of(visit.person(), &row);
    let view = standpoint.view(row.status);
    let ids = objective_ids.as_deref().unwrap_or_default();
    let filing = filing(visit, &row, standpoint);
    ProjectSummary {
        filing,
        status: standpoint.status(&row),
        call: call_ref(&visit.catalogue, &row.call_id),
        partner: partner_ref(&visit.catalogue, &row.partner_id),
        summary: (view != View::Title).then_some(row.summary),
        objectives: (view != View::Title)
            .then(|| objectives(&visit.catalogue, ids.split(',').filter(|id| !id.is_empty()))),
        requested: (view == View::Full).then_some(Money::cents(row.requested_cents)),
        correction_due: row.correction_due.filter(|_| view == View::Full),
        filings: (view == View::Full).then_some(row.filings),
        updated_at: row.updated_at.and_utc(),
        submitted_at: row.submitted_at.map(|at| at.and_utc()),
        unread_messages: messages::unread(standpoint, unread.as_deref()),
        id: Id::from_storage(row.id),
        number: row.number,
        version: row.version,
        title: row.title,
    }
}

/// Until when it can be filed: its organisation's, and the coordination's who may give more time.
fn filing(visit: &Visit, row: &Row, standpoint: Standpoint) -> Option<Filing> {
    let concerned = row.status.is_editable() && (standpoint.own || standpoint.coordinator);
    concerned.then(|| rules::filing(row, visit.catalogue.call(&row.call_id), visit.now))
}

/// What hangs on a project besides its fiche.
#[derive(Default)]
pub struct Attached {
    /// SHA-256 of the last submission.
    pub sha256: Option<String>,
    /// See [`messages::unread`].
    pub unread: Option<String>,
    pub decision: Option<PublishedDecision>,
    pub feedback: Option<String>,
    /// What the reader may do as an applicant, and where the sections stand.
    pub access: Option<FicheAccess>,
    pub sections: Option<Vec<SectionVersion>>,
}

/// A project with as much as the reader sees.
pub fn project(visit: &Visit, seen: Seen, fiche: Option<ProjectInput>, attached: Attached) -> Project {
    let allowed_transitions = seen.open_transitions(visit);
    let Seen { row, view, standpoint } = seen;
    let catalogue = &visit.catalogue;
    let receipt = match (&row.number, row.submitted_at, attached.sha256) {
        (Some(number), Some(at), Some(sha256)) if view == View::Full => {
            Some(Receipt { number: number.clone(), submitted_at: at.and_utc(), sha256 })
        }
        _ => None,
    };
    let correction = row.correction_due.filter(|_| view == View::Full).map(|due| CorrectionRequest {
        reason: row.correction_reason.clone().unwrap_or_default(),
        sections: rules::named_sections(&row),
        comments: row
            .correction_comments
            .as_deref()
            .and_then(|json| serde_json::from_str(json).ok())
            .unwrap_or_default(),
        due,
    });
    let mut project = bare(catalogue, &row, standpoint);
    project.allowed_transitions = allowed_transitions;
    project.receipt = receipt;
    project.correction = correction;
    project.filing = filing(visit, &row, standpoint);
    project.filings = (view == View::Full).then_some(row.filings);
    project.inadmissible_reason = row.inadmissible_reason.filter(|_| view == View::Full);
    project.unread_messages = messages::unread(standpoint, attached.unread.as_deref());
    project.decision = attached.decision;
    project.feedback = attached.feedback;
    project.access = attached.access;
    project.sections = attached.sections;
    if let Some(fiche) = fiche {
        match view {
            View::Full => full(catalogue, &mut project, fiche),
            View::Public => public(catalogue, &mut project, fiche),
            View::Title => {}
        }
    }
    project
}

fn bare(catalogue: &Catalogue, row: &Row, standpoint: Standpoint) -> Project {
    Project {
        id: Id::from_storage(row.id.clone()),
        number: row.number.clone(),
        version: row.version,
        status: standpoint.status(row),
        allowed_transitions: Vec::new(),
        programme: programme_ref(catalogue, &row.programme_id),
        call: call_ref(catalogue, &row.call_id),
        partner: partner_ref(catalogue, &row.partner_id),
        title: row.title.clone(),
        summary: None,
        objectives: None,
        need: None,
        working_methods: None,
        innovation: None,
        description: None,
        expected_results: None,
        phases: None,
        times: None,
        audience: None,
        schools: None,
        partners: None,
        budget: None,
        requests: None,
        indicators: None,
        declarations: None,
        contact: None,
        renewal_of: None,
        correction: None,
        filing: None,
        filings: None,
        inadmissible_reason: None,
        receipt: None,
        decision: None,
        feedback: None,
        access: None,
        sections: None,
        unread_messages: None,
        created_at: row.created_at.and_utc(),
        updated_at: row.updated_at.and_utc(),
        submitted_at: row.submitted_at.map(|at| at.and_utc()),
    }
}

/// The public part: what the action is, for whom, when and with whom; no budget, no contact.
fn public(catalogue: &Catalogue, project: &mut Project, fiche: ProjectInput) {
    let ids =
        fiche.objectives.main.iter().chain(&fiche.objectives.others).map(|reference| reference.as_str());
    project.objectives = Some(objectives(catalogue, ids));
    project.summary = Some(fiche.summary);
    project.description = Some(fiche.description);
    project.phases = Some(fiche.phases);
    project.times = Some(fiche.times);
    project.partners = Some(
        fiche
            .partners
            .into_iter()
            .filter(|involved| involved.confirmed)
            .map(|involved| InvolvedPartner {
                partner: involved.partner.map(|reference| partner_ref(catalogue, reference.as_str())),
                name: involved.name,
                role: involved.role,
                contributes: String::new(),
                brings: Vec::new(),
                confirmed: true,
            })
            .collect(),
    );
    project.audience = Some(Audience {
        age_bands: fiche.audience.age_bands,
        girls: None,
        boys: None,
        districts: districts(catalogue, fiche.audience.districts),
        parents: None,
        professionals: None,
    });
}

fn districts(catalogue: &Catalogue, counts: Vec<openapi::project::DistrictCountInput>) -> Vec<DistrictCount> {
    counts
        .into_iter()
        .filter_map(|count| {
            Some(DistrictCount {
                district: catalogue.district_ref(count.district.as_str())?,
                planned: count.planned,
            })
        })
        .collect()
}

fn full(catalogue: &Catalogue, project: &mut Project, fiche: ProjectInput) {
    let ProjectInput {
        call: _,
        partner: _,
        title: _,
        summary,
        objectives: named,
        need,
        working_methods,
        innovation,
        description,
        expected_results,
        phases,
        times,
        audience,
        schools,
        partners,
        budget,
        requests,
        indicators,
        declarations,
        contact,
        renewal_of,
    } = fiche;
    let ids = named.main.iter().chain(&named.others).map(|reference| reference.as_str());
    let main = named.main.as_ref().and_then(|reference| catalogue.objective_ref(reference.as_str()));
    project.objectives = Some(match main {
        Some(_) => objectives(catalogue, ids),
        None => Objectives { main: None, others: ids.filter_map(|id| catalogue.objective_ref(id)).collect() },
    });
    project.summary = Some(summary);
    project.need = Some(need);
    project.working_methods = Some(working_methods);
    project.innovation = Some(innovation);
    project.description = Some(description);
    project.expected_results = Some(expected_results);
    project.phases = Some(phases);
    project.times = Some(times);
    project.audience = Some(Audience {
        age_bands: audience.age_bands,
        girls: audience.girls,
        boys: audience.boys,
        districts: districts(catalogue, audience.districts),
        parents: audience.parents,
        professionals: audience.professionals,
    });
    project.schools = Some(schools);
    let involved = partners.into_iter().map(|involved| InvolvedPartner {
        partner: involved.partner.map(|reference| partner_ref(catalogue, reference.as_str())),
        name: involved.name,
        role: involved.role,
        contributes: involved.contributes,
        brings: involved.brings,
        confirmed: involved.confirmed,
    });
    project.partners = Some(involved.collect());
    let revenues = budget.revenues.into_iter().map(|revenue| Revenue {
        account: revenue.account,
        label: revenue.label,
        funder: revenue.funder.map(|reference| partner_ref(catalogue, reference.as_str())),
        amount: revenue.amount,
        status: revenue.status,
    });
    project.budget = Some(Budget { charges: budget.charges, revenues: revenues.collect() });
    let requests = requests.into_iter().map(|request| FundingRequest {
        funder: partner_ref(catalogue, request.funder.as_str()),
        amount: request.amount,
    });
    project.requests = Some(requests.collect());
    project.indicators = Some(indicators);
    project.declarations = Some(declarations);
    project.contact = Some(contact);
    project.renewal_of = renewal_of;
}
