//! What everyone may read and rarely changes: programmes, objectives, districts, partners, calls.
//!
//! Each process holds a snapshot of it, replaced when the counter `catalogue` of [`crate::db::versions`] has moved;
//! so lists and names cost no query, and are right with several processes.

pub mod store;

use crate::{
    calls::rules::{self, Calendar, Granted},
    http::text,
};
use openapi::{
    Id, Reference,
    calendar::Filing,
    call::{Call, CallRef, Criterion, Envelope},
    chart::Chart,
    partner::{Partner, PartnerRef},
    programme::{District, DistrictRef, Objective, ObjectiveRef, Programme, ProgrammeRef},
};
use std::collections::HashMap;

/// An entry with its search index.
pub struct Entry<T> {
    pub value: T,
    pub index: String,
}

/// A call as stored: its status and its current window depend on the clock, so they are told when it is read.
pub struct StoredCall {
    pub calendar: Calendar,
    /// Those that were not taken back.
    pub extensions: Vec<Granted>,
    /// The wire form, with what is of the moment still to be set by [`StoredCall::at`].
    pub wire: Call,
    pub index: String,
}

/// A snapshot.
#[derive(Default)]
pub struct Catalogue {
    pub programmes: Vec<Entry<Programme>>,
    pub objectives: Vec<Entry<Objective>>,
    pub districts: Vec<Entry<District>>,
    pub partners: Vec<Entry<Partner>>,
    pub calls: Vec<StoredCall>,
    places: HashMap<String, usize>,
}

impl Catalogue {
    /// Remembers where each id is.
    pub fn indexed(mut self) -> Self {
        let mut places = HashMap::new();
        fn note<'a>(places: &mut HashMap<String, usize>, ids: impl Iterator<Item = &'a Id>) {
            places.extend(ids.enumerate().map(|(place, id)| (id.as_str().to_owned(), place)));
        }
        note(&mut places, self.programmes.iter().map(|entry| &entry.value.id));
        note(&mut places, self.objectives.iter().map(|entry| &entry.value.id));
        note(&mut places, self.districts.iter().map(|entry| &entry.value.id));
        note(&mut places, self.partners.iter().map(|entry| &entry.value.id));
        note(&mut places, self.calls.iter().map(|call| &call.wire.id));
        self.places = places;
        self
    }

    fn at<'a, T>(&self, list: &'a [T], id: &str, own: impl Fn(&T) -> &Id) -> Option<&'a T> {
        let place = *self.places.get(id)?;
        list.get(place).filter(|entry| own(entry).as_str() == id)
    }

    /// A programme by id or slug.
    pub fn programme(&self, reference: &str) -> Option<&Programme> {
        self.at(&self.programmes, reference, |entry| &entry.value.id)
            .or_else(|| self.programmes.iter().find(|entry| entry.value.slug == reference))
            .map(|entry| &entry.value)
    }

    /// The programme that a request names, or the only one there is.
    pub fn programme_or_only(&self, reference: Option<&Reference>) -> Option<&Programme> {
        match (reference, self.programmes.as_slice()) {
            (Some(reference), _) => self.programme(reference.as_str()),
            (None, [only]) => Some(&only.value),
            (None, _) => None,
        }
    }

    pub fn objective(&self, id: &str) -> Option<&Objective> {
        self.at(&self.objectives, id, |entry| &entry.value.id).map(|entry| &entry.value)
    }

    /// An objective of a programme by id or code.
    pub fn objective_of(&self, programme: &str, reference: &str) -> Option<&Objective> {
        self.objective(reference)
            .or_else(|| {
                self.objectives
                    .iter()
                    .map(|entry| &entry.value)
                    .find(|o| o.code == reference && o.programme.as_str() == programme)
            })
            .filter(|objective| objective.programme.as_str() == programme)
    }

    pub fn district(&self, id: &str) -> Option<&District> {
        self.at(&self.districts, id, |entry| &entry.value.id).map(|entry| &entry.value)
    }

    /// A district of a programme by id or name.
    pub fn district_of(&self, programme: &str, reference: &str) -> Option<&District> {
        let folded = text::fold(reference);
        self.district(reference)
            .or_else(|| {
                self.districts
                    .iter()
                    .map(|entry| &entry.value)
                    .find(|d| d.programme.as_str() == programme && text::fold(&d.name) == folded)
            })
            .filter(|district| district.programme.as_str() == programme)
    }

    pub fn partner(&self, id: &str) -> Option<&Partner> {
        self.at(&self.partners, id, |entry| &entry.value.id).map(|entry| &entry.value)
    }

    /// A partner of a programme by id.
    pub fn partner_of(&self, programme: &str, id: &str) -> Option<&Partner> {
        self.partner(id).filter(|partner| partner.programme.as_str() == programme)
    }

    /// A call by id or slug; a slug that several programmes use finds the newest call.
    pub fn call(&self, reference: &str) -> Option<&StoredCall> {
        self.at(&self.calls, reference, |call| &call.wire.id)
            .or_else(|| self.calls.iter().rev().find(|call| call.wire.slug == reference))
    }

    /// The carriers of a programme, in the order of their kinds.
    pub fn carriers(&self, programme: &str) -> Vec<&Partner> {
        let mut carriers: Vec<_> = self
            .partners
            .iter()
            .map(|entry| &entry.value)
            .filter(|partner| partner.kind.is_carrier() && partner.programme.as_str() == programme)
            .collect();
        carriers.sort_by_key(|partner| partner.kind);
        carriers
    }

    pub fn programme_ref(&self, id: &str) -> Option<ProgrammeRef> {
        self.programme(id).map(|p| ProgrammeRef {
            id: p.id.clone(),
            slug: p.slug.clone(),
            name: p.name.clone(),
        })
    }

    pub fn objective_ref(&self, id: &str) -> Option<ObjectiveRef> {
        self.objective(id).map(|o| ObjectiveRef {
            id: o.id.clone(),
            code: o.code.clone(),
            label: o.label.clone(),
        })
    }

    pub fn district_ref(&self, id: &str) -> Option<DistrictRef> {
        self.district(id).map(|d| DistrictRef { id: d.id.clone(), name: d.name.clone() })
    }

    pub fn partner_ref(&self, id: &str) -> Option<PartnerRef> {
        self.partner(id).map(PartnerRef::from)
    }

    pub fn call_ref(&self, id: &str) -> Option<CallRef> {
        self.call(id).map(|c| CallRef {
            id: c.wire.id.clone(),
            slug: c.wire.slug.clone(),
            title: c.wire.title.clone(),
        })
    }
}

impl StoredCall {
    pub fn id(&self) -> &str {
        self.wire.id.as_str()
    }

    pub fn programme(&self) -> &str {
        self.wire.programme.as_str()
    }

    pub fn decisions_published(&self) -> bool {
        self.wire.decisions_published_at.is_some()
    }

    /// The chart that its budgets are written on.
    pub fn chart(&self) -> &'static Chart {
        Chart::named(&self.wire.chart).unwrap_or_else(Chart::current)
    }

    /// A criterion by id or code.
    pub fn criterion(&self, reference: &str) -> Option<&Criterion> {
        self.wire.criteria.iter().find(|c| c.id.as_str() == reference || c.code == reference)
    }

    pub fn envelope(&self, funder: &str) -> Option<&Envelope> {
        self.wire.envelopes.iter().find(|envelope| envelope.funder.id.as_str() == funder)
    }

    /// The wire form at an instant.
    pub fn at(&self, now: chrono::DateTime<chrono::Utc>) -> Call {
        let mut call = Call { status: self.calendar.status(now), ..self.wire.clone() };
        if let Some(window) = self.calendar.current(now) {
            (call.opens_on, call.closes_on) = (window.opens_on, window.closes_on);
            call.closes_at = window.closes_at.clone();
        }
        if let Some(deadline) = self.calendar.deadline(now) {
            call.deadline = deadline.instant;
        }
        call
    }

    /// When a partner can file in this call, as it stands at an instant: windows and extension.
    pub fn filing(&self, partner: &str, now: chrono::DateTime<chrono::Utc>) -> Filing {
        rules::filing(&self.calendar, &self.extensions, partner, now)
    }
}
