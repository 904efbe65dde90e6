//! Projects, each as `GET /projects/{id}` shows it to the reader.

use super::{Export, count, euros, gathered, moment, narrowed, optional, text};
use crate::{
    auth::actor::Visit,
    db::DbError,
    documents::words,
    http::{
        fail::Fail,
        sheet::{Cell, Sheet},
    },
    projects::{
        read::whole,
        store::{self, Filter},
    },
};
use openapi::{
    ErrorCode, Role,
    export::ExportFilter,
    partner::PartnerRef,
    project::{Audience, Project},
};

const HEAD: [&str; 31] = [
    "Numéro",
    "Fiche-action",
    "État",
    "Appel à projets",
    "Cité éducative",
    "Porteur",
    "Catégorie du porteur",
    "Résumé",
    "Objectif principal",
    "Autres objectifs",
    "Du",
    "Au",
    "Enfants et jeunes",
    "Filles",
    "Garçons",
    "Parents",
    "Professionnels",
    "Tranches d’âge",
    "Quartiers",
    "Établissements (UAI)",
    "Partenaires",
    "Budget (€)",
    "Demandé (€)",
    "Demandé par financeur",
    "Décision",
    "Accordé (€)",
    "Accordé par financeur",
    "Contact",
    "Courriel du contact",
    "Déposée le",
    "Identifiant",
];

pub async fn export(visit: &Visit, filter: &ExportFilter) -> Result<Export, Fail> {
    let person = visit.user()?;
    // Who was invited to one fiche has no seat, and reads that one.
    if person.collaborations.is_empty() && person.grants.iter().all(|grant| grant.role == Role::Admin) {
        return Err(Fail::FORBIDDEN);
    }
    let narrowed = narrowed(visit, filter.call.as_deref(), filter.programme.as_deref())?;
    let filter = Filter { call: narrowed.call, programme: narrowed.programme, ..Filter::default() };
    let mut projects = gathered(visit, move |visit, connection| {
        let found = store::found(connection, visit.person(), &filter).map_err(DbError::from)?;
        let read = |(id, _): &(String, String)| match whole(visit, connection, id) {
            // Deleted meanwhile.
            Err(fail) if fail.code() == ErrorCode::NotFound => None,
            read => Some(read),
        };
        found.iter().filter_map(read).collect::<Result<Vec<Project>, Fail>>()
    })
    .await?;
    projects.sort_by_cached_key(|project| {
        (project.call.slug.clone(), project.number.is_none(), project.number.clone(), project.id.to_string())
    });
    let sheet = Sheet {
        head: HEAD.map(str::to_owned).to_vec(),
        rows: projects.iter().map(|project| row(project).to_vec()).collect(),
    };
    Ok(Export { sheet, title: "Fiches-actions", of: narrowed.slugs })
}

fn row(project: &Project) -> [Cell; 31] {
    let objectives = project.objectives.as_ref();
    let main = objectives.and_then(|objectives| objectives.main.as_ref());
    let others =
        objectives.map(|objectives| joined(objectives.others.iter().map(|other| other.code.clone())));
    let phases = || project.phases.iter().flatten();
    let audience = project.audience.as_ref();
    let children = |audience: &Audience| audience.age_bands.iter().map(|band| band.planned).sum::<u32>();
    let by_funder = project.requests.as_ref().map(|requests| {
        joined(requests.iter().map(|request| funded(&request.funder, words::money(request.amount))))
    });
    let decision = project.decision.as_ref();
    let granted = decision.filter(|decision| decision.outcome.grants());
    let voted = granted.map(|decision| {
        joined(decision.amounts.iter().map(|amount| funded(&amount.funder, words::money(amount.voted))))
    });
    let involved = project.partners.as_ref().map(|partners| {
        let name = |one: &openapi::project::InvolvedPartner| {
            one.partner.as_ref().map(|partner| partner.name.clone()).or_else(|| one.name.clone())
        };
        joined(partners.iter().filter_map(name))
    });
    let contact = project.contact.as_ref();
    [
        optional(project.number.clone()),
        text(project.title.as_str()),
        text(project.status.label_fr()),
        text(project.call.title.as_str()),
        text(project.programme.name.as_str()),
        text(project.partner.name.as_str()),
        text(project.partner.kind.label_fr()),
        optional(project.summary.clone()),
        optional(main.map(|main| main.code.clone())),
        optional(others),
        optional(phases().filter_map(|phase| phase.starts_on).min().map(|day| day.to_string())),
        optional(phases().filter_map(|phase| phase.ends_on).max().map(|day| day.to_string())),
        count(audience.map(children)),
        count(audience.and_then(|audience| audience.girls)),
        count(audience.and_then(|audience| audience.boys)),
        count(audience.and_then(|audience| audience.parents)),
        count(audience.and_then(|audience| audience.professionals)),
        optional(audience.map(bands)),
        optional(audience.map(districts)),
        optional(project.schools.as_ref().map(|schools| joined(schools.iter().cloned()))),
        optional(involved),
        euros(project.budget.as_ref().map(|budget| budget.charges.iter().map(|line| line.amount).sum())),
        euros(project.requests.as_ref().map(|requests| requests.iter().map(|request| request.amount).sum())),
        optional(by_funder),
        optional(decision.map(|decision| decision.outcome.status().label_fr())),
        euros(granted.map(|decision| decision.amount)),
        optional(voted),
        optional(contact.map(|contact| contact.name.clone())),
        optional(contact.and_then(|contact| contact.email.clone())),
        moment(project.submitted_at),
        text(project.id.as_str()),
    ]
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" ; ")
}

fn funded(funder: &PartnerRef, amount: String) -> String {
    format!("{}\u{a0}: {amount}", funder.name)
}

fn bands(audience: &Audience) -> String {
    joined(audience.age_bands.iter().map(|band| format!("{}\u{a0}: {}", band.band.label_fr(), band.planned)))
}

fn districts(audience: &Audience) -> String {
    joined(audience.districts.iter().map(|count| format!("{}\u{a0}: {}", count.district.name, count.planned)))
}
