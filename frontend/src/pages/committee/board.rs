//! The committee's board: every project to decide, its decision so far, and what the envelopes have left.

use super::ranking_rows::sorted;
use crate::api::{self, Answer, ApiResult, every::every};
use futures_util::future::try_join;
use openapi::{
    Id, ProjectStatus,
    committee::{Decision, EnvelopeUse, RankingItem},
};

/// A project of the board.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub ranked: RankingItem,
    pub decision: Option<Decision>,
}

impl Entry {
    /// The partner gave the project up after the decision.
    pub fn is_abandoned(&self) -> bool {
        self.ranked.status == ProjectStatus::Abandoned
    }

    /// What became of the project: what the decision says, until publication; then where its life has led it.
    pub fn status(&self, decision: &Decision) -> ProjectStatus {
        use ProjectStatus as S;
        match self.ranked.status {
            S::Submitted | S::Returned | S::Admissible | S::UnderReview | S::Decided => {
                decision.outcome.status()
            }
            status => status,
        }
    }
}

/// Everything that the committee sees.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// In the order of the ranking.
    pub entries: Vec<Entry>,
    pub envelopes: Vec<EnvelopeUse>,
}

/// In which order the committee takes the projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Rank,
    /// Where the reviews differ most, first.
    Disagreements,
}

impl Board {
    /// The projects in an order.
    pub fn ordered(&self, order: Order) -> Vec<&Entry> {
        let items: Vec<RankingItem> = self.entries.iter().map(|entry| entry.ranked.clone()).collect();
        let sort = match order {
            Order::Rank => None,
            Order::Disagreements => Some("-spread"),
        };
        let sorted = sorted(&items, sort);
        sorted.iter().filter_map(|item| self.entry(&item.project.id)).collect()
    }

    /// The project with this id.
    pub fn entry(&self, project: &Id) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.ranked.project.id == *project)
    }
}

/// The next project without a decision after this one, or the first one left.
pub fn next_undecided<'a>(entries: &[&'a Entry], after: &Id) -> Option<&'a Entry> {
    let at = entries.iter().position(|entry| entry.ranked.project.id == *after).map_or(0, |at| at + 1);
    let waits = |entry: &&&Entry| entry.decision.is_none() && entry.ranked.project.id != *after;
    entries.iter().skip(at).find(waits).or_else(|| entries.iter().find(waits)).copied()
}

/// All decisions of a call, with the envelopes.
pub async fn decisions(call: &str) -> ApiResult<(Vec<Decision>, Vec<EnvelopeUse>)> {
    let mut page = api::committee::decisions(call, None).await?.body;
    let mut items = std::mem::take(&mut page.items);
    while let Some(cursor) = page.next.take() {
        page = api::committee::decisions(call, Some(&cursor)).await?.body;
        items.append(&mut page.items);
    }
    Ok(Answer { body: (items, page.envelopes), etag: None })
}

/// Reads the board of a call.
pub async fn board(call: String) -> ApiResult<Board> {
    let ranking = every(|cursor| {
        let call = call.clone();
        async move { api::committee::ranking(&call, cursor.as_deref()).await }
    });
    let (ranking, decisions) = try_join(ranking, decisions(&call)).await?;
    let (mut decisions, envelopes) = decisions.body;
    let entries = sorted(&ranking.body.items, None)
        .into_iter()
        .map(|ranked| {
            let at = decisions.iter().position(|decision| decision.project.id == ranked.project.id);
            Entry { decision: at.map(|at| decisions.swap_remove(at)), ranked }
        })
        .collect();
    Ok(Answer { body: Board { entries, envelopes }, etag: None })
}

#[cfg(test)]
mod tests {
    use super::{super::ranking_rows::tests::item, *};
    use openapi::committee::Outcome;

    fn entry(number: &str, decided: bool) -> Entry {
        let ranked = item(number, None, None, None);
        let decision = decided.then(|| Decision {
            id: Id::from_storage("d".into()),
            version: 1,
            project: ranked.project.clone(),
            outcome: Outcome::Rejected,
            reason: "r".into(),
            provisional: true,
            amounts: Vec::new(),
            reservations: Vec::new(),
            votes: None,
            quorum: None,
            reserve_rank: None,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        });
        Entry { ranked, decision }
    }

    #[test]
    fn the_next_one_to_decide_follows_and_then_starts_over() {
        let all = [entry("1", false), entry("2", false), entry("3", true), entry("4", false)];
        let entries: Vec<&Entry> = all.iter().collect();
        let next = |number: &str| {
            let found = next_undecided(&entries, &Id::from_storage(number.into()));
            found.map(|entry| entry.ranked.project.id.to_string())
        };
        assert_eq!(next("2").as_deref(), Some("4"));
        assert_eq!(next("4").as_deref(), Some("1"));
    }

    #[test]
    fn a_project_that_was_given_up_is_not_shown_as_selected() {
        let mut entry = entry("1", true);
        let Some(decision) = entry.decision.clone() else { return };
        assert_eq!(entry.status(&decision), ProjectStatus::Rejected);
        entry.ranked.status = ProjectStatus::Abandoned;
        assert!(entry.is_abandoned());
        assert_eq!(entry.status(&decision), ProjectStatus::Abandoned);
    }

    #[test]
    fn disagreements_come_first_when_asked_for() {
        let entries = vec![
            Entry { ranked: item("1", Some(1), Some(4.0), Some(0.2)), decision: None },
            Entry { ranked: item("2", Some(2), Some(3.0), Some(1.4)), decision: None },
        ];
        let board = Board { entries, envelopes: Vec::new() };
        let first = board.ordered(Order::Disagreements);
        assert_eq!(first.first().map(|entry| entry.ranked.project.title.as_str()), Some("2"));
    }
}
