//! A session as its reader sees it.

use super::{
    room::{Room, attendee},
    rules::{self, Listed},
};
use crate::{
    auth::actor::Visit,
    catalogue::StoredCall,
    committee::{aside::Aside, decisions::envelopes, rules::standing, store},
    db::AnyConnection,
    http::fail::Fail,
    projects::wire::{call_ref, partner_ref, project_ref},
    reviews::store::Reader,
};
use openapi::{
    Id, Money, ProjectStatus,
    committee::{Decision, OpinionCounts},
    criterion::weights,
    project::FundingRequest,
    review::Opinion,
    session::{AgendaItem, Session},
};
use std::collections::HashMap;

fn opinions(given: &[String]) -> OpinionCounts {
    let count = |opinion: Opinion| {
        u32::try_from(given.iter().filter(|text| *text == opinion.as_str()).count()).unwrap_or(u32::MAX)
    };
    OpinionCounts {
        favourable: count(Opinion::Favourable),
        favourable_with_reservations: count(Opinion::FavourableWithReservations),
        unfavourable: count(Opinion::Unfavourable),
    }
}

/// The session of a call for one who sits: what the reader is recused from, or has still to review, is not told.
pub fn session(visit: &Visit, connection: &mut AnyConnection, call: &StoredCall) -> Result<Session, Fail> {
    let catalogue = &visit.catalogue;
    let person = visit.user()?;
    let chair = visit.coordinates(call.programme());
    let candidates = store::candidates(connection, call)?;
    let ids: Vec<String> = candidates.iter().map(|candidate| candidate.id.clone()).collect();
    let room = Room::load(connection, catalogue, call, &ids)?;
    let reader = Reader::of(connection, person, catalogue, visit.now)?;
    let aside = Aside::of(visit, connection, call)?;
    let mut decisions =
        store::decisions(connection, catalogue, call.id(), !call.decisions_published(), None)?;
    aside.keep(&mut decisions);
    let mut decisions: HashMap<String, Decision> =
        decisions.into_iter().map(|decision| (decision.project.id.to_string(), decision)).collect();
    let weights = weights(&call.wire.criteria);
    let mut listed = Vec::new();
    let mut items = HashMap::new();
    for candidate in candidates {
        let (id, number) = (candidate.id.clone(), candidate.number.clone());
        let recused = aside.hides(&id);
        let owed = reader.owes(&id);
        let standing = standing(&candidate.scores, &weights);
        // For whom the reviews are hidden, so is the place that they give.
        listed.push(Listed {
            id: id.clone(),
            number,
            spread: standing.overall.spread,
            owed: owed || recused,
        });
        let shown = !recused && !owed;
        let requests = candidate.requests.iter().map(|(funder, cents)| FundingRequest {
            funder: partner_ref(catalogue, funder),
            amount: Money::cents(*cents),
        });
        let status = ProjectStatus::parse(&candidate.status).unwrap_or(ProjectStatus::UnderReview);
        let item = AgendaItem {
            status: if candidate.decided && !recused { ProjectStatus::Decided } else { status },
            recused,
            requested: candidate.requests.iter().map(|(_, cents)| Money::cents(*cents)).sum(),
            requests: requests.collect(),
            score: standing.overall.mean.filter(|_| shown),
            spread: standing.overall.spread.filter(|_| shown),
            reviews_done: if recused { 0 } else { u32::try_from(candidate.scores.len()).unwrap_or(u32::MAX) },
            reviews_expected: if recused { 0 } else { candidate.expected },
            opinions: if shown { opinions(&candidate.opinions) } else { OpinionCounts::default() },
            decision: decisions.remove(&id),
            quorum: room.quorum(&id),
            recused_people: room.aside(catalogue, &id, false),
            project: project_ref(
                catalogue,
                candidate.id,
                candidate.number,
                candidate.title,
                &candidate.partner,
            ),
        };
        items.insert(id, item);
    }
    let chairs = store::session::agenda(connection, call.id())?;
    let agenda: Vec<AgendaItem> =
        rules::order(listed, &chairs).iter().filter_map(|id| items.remove(id)).collect();
    let current = room.sitting.current_project_id.as_deref();
    let current = current.and_then(|id| agenda.iter().find(|item| item.project.id.as_str() == id));
    let away = current.is_some_and(|item| item.recused);
    let voted = store::count_committed(connection, call.id(), |project| aside.hides(project))?;
    Ok(Session {
        version: room.sitting.version,
        call: call_ref(catalogue, call.id()),
        status: room.sitting.status(),
        place: room.sitting.place.clone(),
        quorum_percent: room.sitting.quorum_percent,
        opened_at: room.sitting.opened_at.map(|at| at.and_utc()),
        closed_at: room.sitting.closed_at.map(|at| at.and_utc()),
        current: current.filter(|item| !item.recused).map(|item| Id::clone(&item.project.id)),
        away,
        chair,
        published: call.decisions_published(),
        attendance: room.came.iter().map(|came| attendee(catalogue, came)).collect(),
        members: room.seats(catalogue),
        envelopes: envelopes(call, &voted),
        agenda,
    })
}
