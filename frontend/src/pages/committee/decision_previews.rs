//! What a decision would leave of each envelope.

use super::decision_input::Typed;
use crate::i18n::committee as t;
use openapi::{
    Id,
    committee::{Decision, EnvelopeUse},
    partner::PartnerRef,
};

/// An envelope with what the decision at hand would take from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    pub funder: PartnerRef,
    pub envelope: i64,
    /// Voted for other projects.
    pub others: i64,
    /// What this decision gives.
    pub wanted: i64,
}

impl Preview {
    /// The decision does not fit.
    pub fn is_over(&self) -> bool {
        self.wanted > 0 && self.others + self.wanted > self.envelope
    }

    /// Why it does not fit, with the numbers.
    pub fn sentence(&self) -> String {
        t::over(&self.funder.name, self.envelope, self.others, self.wanted)
    }
}

/// Every envelope as it would be with what is typed; a funder without an envelope has nothing to give.
///
/// `decision`: the one that it replaces.
pub fn previews(decision: Option<&Decision>, envelopes: &[EnvelopeUse], typed: &Typed) -> Vec<Preview> {
    let before = |funder: &Id| {
        let amounts = decision.iter().flat_map(|decision| &decision.amounts);
        amounts.filter(|amount| amount.funder.id == *funder).map(|amount| amount.voted.amount).sum::<i64>()
    };
    let with = envelopes.iter().map(|envelope| Preview {
        funder: envelope.funder.clone(),
        envelope: envelope.amount.amount,
        others: envelope.voted.amount - before(&envelope.funder.id),
        wanted: typed.votes(&envelope.funder.id),
    });
    let without = typed
        .amounts
        .iter()
        .filter(|amount| envelopes.iter().all(|envelope| envelope.funder.id != amount.funder.id))
        .map(|amount| Preview {
            funder: amount.funder.clone(),
            envelope: 0,
            others: 0,
            wanted: typed.votes(&amount.funder.id),
        })
        .filter(|preview| preview.wanted > 0);
    with.chain(without).collect()
}
