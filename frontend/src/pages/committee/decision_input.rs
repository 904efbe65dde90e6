//! A decision as it is typed, what it would take from the envelopes, and as it is sent. Pure.

use super::board::Entry;
use crate::{format::Date, i18n::committee as t};
use garde::Validate;
use openapi::{
    FieldError, Id, Money, Reference,
    committee::{DecidedAmountInput, Decision, DecisionInput, EnvelopeUse, Outcome, ReservationInput},
    error_code::Language,
    minutes::{MoveUpInput, ReserveEntry},
    partner::PartnerRef,
    project::FundingRequest,
    session::Votes,
    validation::check,
};
use serde::{Deserialize, Serialize};

type Faults = Vec<FieldError>;

/// What one funder was asked and gives, in cents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedAmount {
    pub funder: PartnerRef,
    pub asked: Option<i64>,
    pub proposed: Option<i64>,
    pub voted: Option<i64>,
}

/// A condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedReservation {
    pub what: String,
    pub owner: String,
    pub due: Option<Date>,
}

/// A decision being typed: what is not chosen yet is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    pub outcome: Option<Outcome>,
    pub reason: String,
    pub amounts: Vec<TypedAmount>,
    pub reservations: Vec<TypedReservation>,
    /// Nobody has to count: all empty is no count.
    #[serde(default)]
    pub votes: TypedVotes,
    /// Place on the reserve list, from 1.
    #[serde(default)]
    pub rank: Option<i64>,
}

/// How the committee voted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedVotes {
    pub in_favour: Option<i64>,
    pub against: Option<i64>,
    pub abstained: Option<i64>,
}

impl TypedVotes {
    fn of(votes: Votes) -> Self {
        let [in_favour, against, abstained] =
            [votes.in_favour, votes.against, votes.abstained].map(|count| Some(count.into()));
        Self { in_favour, against, abstained }
    }

    /// As sent; one that is counted makes the others 0.
    fn sent(self) -> Option<Votes> {
        let all = [self.in_favour, self.against, self.abstained];
        if all.iter().all(Option::is_none) {
            return None;
        }
        let [in_favour, against, abstained] =
            all.map(|count| u32::try_from(count.unwrap_or(0)).unwrap_or(u32::MAX));
        Some(Votes { in_favour, against, abstained })
    }
}

impl Typed {
    /// What the form of a project starts from: its decision so far, else what was asked.
    pub fn of(entry: &Entry, envelopes: &[EnvelopeUse]) -> Self {
        Self::starting(&entry.ranked.requests, entry.decision.as_ref(), envelopes)
    }

    /// What moving a project up from the reserve list starts from: what was asked, as far as the envelopes have it.
    pub fn moving_up(entry: &ReserveEntry, envelopes: &[EnvelopeUse]) -> Self {
        let mut typed = Self::starting(&entry.requests, None, envelopes);
        typed.outcome = Some(Outcome::Selected);
        for amount in &mut typed.amounts {
            let left = envelopes.iter().find(|envelope| envelope.funder.id == amount.funder.id);
            let left = left.map_or(0, |envelope| (envelope.amount.amount - envelope.voted.amount).max(0));
            amount.voted = amount.voted.map(|asked| asked.min(left));
        }
        typed
    }

    fn starting(requests: &[FundingRequest], decision: Option<&Decision>, envelopes: &[EnvelopeUse]) -> Self {
        let asked = |funder: &Id| {
            let request = requests.iter().find(|request| request.funder.id == *funder);
            request.map(|request| request.amount.amount)
        };
        let mut funders: Vec<PartnerRef> = requests.iter().map(|request| request.funder.clone()).collect();
        let others = decision.iter().flat_map(|decision| &decision.amounts).map(|amount| &amount.funder);
        for funder in others.chain(envelopes.iter().map(|envelope| &envelope.funder)) {
            if funders.iter().all(|known| known.id != funder.id) {
                funders.push(funder.clone());
            }
        }
        let amounts = funders.into_iter().map(|funder| {
            let asked = asked(&funder.id);
            match decision {
                None => TypedAmount { voted: asked, proposed: None, asked, funder },
                Some(decision) => {
                    let given = decision.amounts.iter().find(|amount| amount.funder.id == funder.id);
                    let proposed = given.and_then(|amount| amount.proposed).map(|money| money.amount);
                    // A refusal gives nothing; when it is turned into a selection, what was asked is the start.
                    let voted = if decision.outcome.grants() {
                        given.map(|amount| amount.voted.amount)
                    } else {
                        asked
                    };
                    TypedAmount { voted, proposed, asked, funder }
                }
            }
        });
        let reservations = decision.iter().flat_map(|decision| &decision.reservations);
        Self {
            outcome: decision.map(|decision| decision.outcome),
            reason: decision.map(|decision| decision.reason.clone()).unwrap_or_default(),
            amounts: amounts.collect(),
            reservations: reservations
                .map(|reservation| TypedReservation {
                    what: reservation.what.clone(),
                    owner: reservation.owner.clone(),
                    due: Some(reservation.due),
                })
                .collect(),
            votes: decision.and_then(|decision| decision.votes).map(TypedVotes::of).unwrap_or_default(),
            rank: decision.and_then(|decision| decision.reserve_rank).map(i64::from),
        }
    }

    /// Money is granted.
    pub fn grants(&self) -> bool {
        self.outcome.is_some_and(Outcome::grants)
    }

    /// What a funder gives by what is typed, in cents.
    pub fn votes(&self, funder: &Id) -> i64 {
        let amount = self.amounts.iter().find(|amount| amount.funder.id == *funder);
        amount.and_then(|amount| amount.voted).filter(|_| self.grants()).unwrap_or(0)
    }

    /// As sent.
    ///
    /// # Errors
    /// All that is wrong or not chosen yet, at its field.
    pub fn input(&self, project: &Id) -> Result<DecisionInput, Faults> {
        let mut undone = Vec::new();
        if self.outcome.is_none() {
            undone.push(missing("/outcome".into(), t::OUTCOME_NEEDED));
        }
        let reservations = self.sent_reservations(&mut undone);
        let rank = self.rank.filter(|_| self.outcome == Some(Outcome::Waitlisted));
        let input = DecisionInput {
            project: Reference::from(project.as_str()),
            // Where none is chosen, the one that asks nothing more of the rest.
            outcome: self.outcome.unwrap_or(Outcome::Selected),
            reason: self.reason.clone(),
            amounts: self.sent_amounts(),
            reservations,
            votes: self.votes.sent(),
            reserve_rank: rank.map(|rank| i32::try_from(rank).unwrap_or(i32::MAX)),
        };
        self.whole(input, undone)
    }

    /// As sent to move a project up.
    ///
    /// # Errors
    /// All that is wrong or not chosen yet, at its field.
    pub fn move_up(&self, project: &Id) -> Result<MoveUpInput, Faults> {
        let mut undone = Vec::new();
        let reservations = self.sent_reservations(&mut undone);
        let input = MoveUpInput {
            project: Reference::from(project.as_str()),
            amounts: self.sent_amounts(),
            reservations,
            reason: self.reason.clone(),
        };
        self.whole(input, undone)
    }

    /// What can be sent, or all that stands against it at once: what breaks a rule and what is not chosen yet.
    fn whole<T: Validate<Context = ()>>(&self, input: T, mut wrong: Faults) -> Result<T, Faults> {
        let broken = check(&input);
        wrong.extend(broken.iter().map(|one| self.at_its_line(one.in_language(Language::French))));
        // As in the form.
        wrong.sort_by_key(|error| error.pointer.starts_with("/reservations"));
        if wrong.is_empty() { Ok(input) } else { Err(wrong) }
    }

    /// The conditions, where the selection has some; what is missing of them goes to `undone`.
    fn sent_reservations(&self, undone: &mut Faults) -> Vec<ReservationInput> {
        if self.outcome != Some(Outcome::SelectedWithReservations) {
            return Vec::new();
        }
        if self.reservations.is_empty() {
            undone.push(missing("/reservations".into(), t::RESERVATION_NEEDED));
        }
        let lines = self.reservations.iter().enumerate().map(|(index, typed)| {
            if typed.due.is_none() {
                undone.push(missing(format!("/reservations/{index}/due"), t::DUE_NEEDED));
            }
            // Without its day it is not sent, but the rest of it is checked at its place.
            let (what, owner) = (typed.what.clone(), typed.owner.clone());
            ReservationInput { what, owner, due: typed.due.unwrap_or_default() }
        });
        lines.collect()
    }

    /// Which of the lines are sent: a funder who was not asked and gives nothing has no part in the decision.
    fn sent_lines(&self) -> impl Iterator<Item = usize> {
        let takes_part = |typed: &TypedAmount| {
            typed.asked.is_some() || typed.proposed.is_some() || self.votes(&typed.funder.id) > 0
        };
        self.amounts.iter().enumerate().filter(move |(_, typed)| takes_part(typed)).map(|(line, _)| line)
    }

    fn sent_amounts(&self) -> Vec<DecidedAmountInput> {
        let sent = self.sent_lines().filter_map(|line| self.amounts.get(line));
        sent.map(|typed| DecidedAmountInput {
            funder: Reference::from(typed.funder.id.as_str()),
            proposed: typed.proposed.map(Money::cents),
            voted: Money::cents(self.votes(&typed.funder.id)),
        })
        .collect()
    }

    /// A fault of what was sent, at the field where it was typed: the lines that are not sent are not counted there.
    pub fn at_its_line(&self, fault: FieldError) -> FieldError {
        let line = |pointer: &str| {
            let (sent, field) = pointer.strip_prefix("/amounts/")?.split_once('/')?;
            Some(format!("/amounts/{}/{field}", self.sent_lines().nth(sent.parse().ok()?)?))
        };
        let pointer = line(&fault.pointer).unwrap_or(fault.pointer);
        FieldError { pointer, ..fault }
    }
}

fn missing(pointer: String, message: &str) -> FieldError {
    FieldError { pointer, code: "required".into(), message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{decision_previews::previews, ranking_rows::tests::item},
        *,
    };
    use openapi::{partner::PartnerKind, review::ProjectRef};

    fn funder(name: &str) -> PartnerRef {
        PartnerRef { id: Id::from_storage(name.into()), name: name.into(), kind: PartnerKind::Ville }
    }

    fn entry() -> Entry {
        let mut ranked = item("1", None, None, None);
        ranked.requests = vec![FundingRequest { funder: funder("ville"), amount: Money::cents(500_000) }];
        Entry { ranked, decision: None }
    }

    fn envelopes(voted: i64) -> Vec<EnvelopeUse> {
        vec![EnvelopeUse {
            funder: funder("ville"),
            amount: Money::cents(1_000_000),
            voted: Money::cents(voted),
        }]
    }

    #[test]
    fn a_new_decision_starts_from_what_was_asked_and_with_nothing_chosen() {
        let typed = Typed::of(&entry(), &envelopes(0));
        assert_eq!(typed.outcome, None);
        assert_eq!(typed.amounts[0].voted, Some(500_000));
        let errors = typed.input(&Id::from_storage("1".into())).err().unwrap_or_default();
        assert_eq!(errors[0].pointer, "/outcome");
    }

    #[test]
    fn a_refusal_gives_nothing_and_takes_nothing_from_an_envelope() {
        let mut typed = Typed::of(&entry(), &envelopes(0));
        typed.outcome = Some(Outcome::Rejected);
        typed.reason = "r".into();
        assert_eq!(typed.votes(&funder("ville").id), 0);
        let input = typed.input(&Id::from_storage("1".into()));
        assert!(input.is_ok_and(|input| input.amounts[0].voted.amount == 0));
    }

    #[test]
    fn what_does_not_fit_is_said_before_it_is_sent() {
        let mut typed = Typed::of(&entry(), &envelopes(600_000));
        typed.outcome = Some(Outcome::Selected);
        let found = previews(None, &envelopes(600_000), &typed);
        assert!(found[0].is_over());
        assert_eq!((found[0].others, found[0].wanted), (600_000, 500_000));
        let found = previews(None, &envelopes(500_000), &typed);
        assert!(!found[0].is_over(), "the last euro can be given");
    }

    #[test]
    fn moving_up_starts_from_what_was_asked_as_far_as_the_envelopes_have_it() {
        let ProjectRef { id, .. } = entry().ranked.project.clone();
        let waiting = ReserveEntry {
            rank: 1,
            project: entry().ranked.project,
            decision: id.clone(),
            requests: entry().ranked.requests,
            fits: false,
            proposed: false,
        };
        let typed = Typed::moving_up(&waiting, &envelopes(700_000));
        assert_eq!(typed.amounts[0].voted, Some(300_000));
        assert!(previews(None, &envelopes(700_000), &typed).iter().all(|preview| !preview.is_over()));
        let sent = typed.move_up(&id);
        assert!(sent.is_ok_and(|sent| sent.amounts[0].voted == Money::cents(300_000)));
        let conditional = Typed { outcome: Some(Outcome::SelectedWithReservations), ..typed };
        let errors = conditional.move_up(&id).err().unwrap_or_default();
        assert_eq!(errors[0].pointer, "/reservations");
    }

    #[test]
    fn a_fault_of_a_sent_line_is_shown_at_the_line_that_was_typed() {
        let mut typed = Typed::of(&entry(), &envelopes(0));
        typed.outcome = Some(Outcome::Selected);
        let idle = TypedAmount { asked: None, proposed: None, voted: None, ..typed.amounts[0].clone() };
        typed.amounts.insert(0, TypedAmount { funder: funder("agglo"), ..idle });
        let at = |pointer: &str| typed.at_its_line(missing(pointer.into(), "")).pointer;
        assert_eq!(at("/amounts/0/voted"), "/amounts/1/voted");
        assert_eq!(
            [at("/amounts/7/voted"), at("/amounts"), at("/reason")],
            ["/amounts/7/voted", "/amounts", "/reason"]
        );
    }

    #[test]
    fn a_funder_without_an_envelope_has_nothing_to_give() {
        let mut typed = Typed::of(&entry(), &[]);
        typed.outcome = Some(Outcome::Selected);
        assert!(previews(None, &[], &typed)[0].is_over());
    }

    #[test]
    fn what_is_missing_is_said_all_at_once_and_of_reservations_only_where_the_selection_has_some() {
        let mut typed = Typed::of(&entry(), &envelopes(0));
        typed.reservations = vec![TypedReservation::default()];
        typed.outcome = Some(Outcome::SelectedWithReservations);
        let errors = typed.input(&Id::from_storage("1".into())).err().unwrap_or_default();
        let found: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        let reservation = ["due", "owner", "what"].map(|field| format!("/reservations/0/{field}"));
        assert_eq!(found[0], "/reason");
        assert_eq!(found[1..], reservation);
        typed.outcome = Some(Outcome::Selected);
        assert!(typed.input(&Id::from_storage("1".into())).is_ok());
    }
}
