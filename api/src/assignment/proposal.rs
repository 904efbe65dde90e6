//! From a call as it stands to a proposal, and to what confirming it writes.

use super::{
    rules::{self, Demand, EXPERT, Shortage, Wanted, Why},
    store::{Board, Filed, Scorer},
};
use crate::{catalogue::Catalogue, http::fail::Fail, projects::wire::partner_ref};
use openapi::{
    ErrorCode, Id,
    assignment::{AssignmentProposal, LineChange, LineReason, ProposedLine, ReviewerLoad},
    obstacle::Hindrance,
    partner::PartnerRef,
    review::{Assignment, AssignmentInput, PersonRef, ReviewStatus},
    rule::Rule,
    validation::Violation,
};
use std::collections::{BTreeSet, HashMap};

/// Where an assignment of before stands.
enum Before {
    /// The review has begun; it counts towards the number unless it will never count.
    Begun { counts: bool },
    /// Nothing was written yet.
    Given,
}

/// A call as numbers: projects and reviewers by their place on the board.
pub struct Draft<'a> {
    board: &'a Board,
    catalogue: &'a Catalogue,
    demand: Demand,
    /// By project and reviewer.
    before: HashMap<(usize, usize), Before>,
    /// Assignments of people who no longer review in the programme.
    gone: Vec<(usize, &'a Assignment)>,
}

/// What is to be written down.
pub struct Changes {
    pub give: Vec<(String, String)>,
    pub take_back: Vec<Assignment>,
}

impl<'a> Draft<'a> {
    pub fn of(board: &'a Board, catalogue: &'a Catalogue, per_project: usize) -> Self {
        let places: Vec<Vec<String>> = board.scorers.iter().map(|one| one.institutions.clone()).collect();
        let project_at: HashMap<&str, usize> = board
            .projects
            .iter()
            .enumerate()
            .map(|(place, filed)| (filed.project.id.as_str(), place))
            .collect();
        let scorer_at: HashMap<&str, usize> =
            board.scorers.iter().enumerate().map(|(place, one)| (one.user.as_str(), place)).collect();
        let mut projects: Vec<Wanted> =
            board.projects.iter().map(|filed| wanted(board, &board.scorers, filed)).collect();
        let (mut before, mut gone) = (HashMap::new(), Vec::new());
        for assignment in &board.assignments {
            let Some(project) = project_at.get(assignment.project.id.as_str()).copied() else { continue };
            let wanted = &mut projects[project];
            let Some(scorer) = scorer_at.get(assignment.reviewer.id.as_str()).copied() else {
                gone.push((project, assignment));
                continue;
            };
            let standing = match assignment.review_status {
                // Who abstained, or is recused now, has no say on this project and is not asked again.
                Some(ReviewStatus::Abstained) => Before::Begun { counts: false },
                Some(_) => Before::Begun { counts: !wanted.barred[scorer] },
                None => Before::Given,
            };
            match standing {
                Before::Begun { counts: true } => wanted.begun.push(scorer),
                Before::Begun { counts: false } => wanted.barred[scorer] = true,
                Before::Given => wanted.given.push(scorer),
            }
            before.insert((project, scorer), standing);
        }
        let demand = Demand { per_project, institutions: rules::institutions(&places), projects };
        Self { board, catalogue, demand, before, gone }
    }

    /// The best plan, or the obstacles with the projects they are about.
    pub fn plan(&self) -> Result<Vec<Vec<usize>>, Fail> {
        rules::plan(&self.demand).map_err(|short| Fail::Impossible {
            code: ErrorCode::AssignmentImpossible,
            obstacles: short
                .iter()
                .map(|one| (Some(self.filed(one).project.clone()), self.hindrance(one)))
                .collect(),
        })
    }

    fn filed(&self, shortage: &Shortage) -> &Filed {
        &self.board.projects[shortage.project]
    }

    fn hindrance(&self, shortage: &Shortage) -> Hindrance {
        let Shortage { project, why, needed, possible: found } = *shortage;
        let wanted = &self.demand.projects[project];
        match why {
            Why::TooFewReviewers => Hindrance::TooFewReviewers { needed, found: self.board.scorers.len() },
            Why::Conflict => {
                let barred = self.board.scorers.iter().zip(&wanted.barred).filter(|(_, barred)| **barred);
                Hindrance::Conflict {
                    needed,
                    found,
                    people: barred.map(|(one, _)| one.name.clone()).collect(),
                }
            }
            Why::Institution => {
                let names: BTreeSet<String> = self
                    .board
                    .scorers
                    .iter()
                    .flat_map(|one| &one.institutions)
                    .map(|id| partner_ref(self.catalogue, id).name)
                    .collect();
                Hindrance::Institution { needed, found, names: names.into_iter().collect() }
            }
        }
    }

    /// The lines as changed by hand, checked: the plan they make.
    pub fn by_hand(&self, lines: &[AssignmentInput]) -> Result<Vec<Vec<usize>>, Fail> {
        let mut chosen: Vec<Vec<usize>> = vec![Vec::new(); self.board.projects.len()];
        let mut wrong = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let at = |field: &str| format!("/lines/{index}/{field}");
            let project = self
                .board
                .projects
                .iter()
                .position(|filed| filed.project.id.as_str() == line.project.as_str());
            let scorer = self.board.scorers.iter().position(|one| one.user == line.reviewer.as_str());
            let (Some(project), Some(scorer)) = (project, scorer) else {
                let field = if project.is_none() { "project" } else { "reviewer" };
                wrong.push(Violation::new(at(field), Rule::UnknownReference));
                continue;
            };
            let wanted = &self.demand.projects[project];
            if wanted.begun.contains(&scorer) {
                continue;
            }
            let institution = |person: &usize| self.demand.institutions[*person];
            let mut others = wanted.begun.iter().chain(&chosen[project]);
            if wanted.barred[scorer] {
                wrong.push(Violation::new(at("reviewer"), Rule::InConflict));
            } else if chosen[project].contains(&scorer) {
                wrong.push(Violation::new(at("reviewer"), Rule::Duplicate));
            } else if others.any(|other| institution(other) == institution(&scorer)) {
                wrong.push(Violation::new(at("reviewer"), Rule::SameInstitution));
            } else {
                chosen[project].push(scorer);
            }
        }
        Fail::unless_empty(wrong).map(|()| chosen)
    }

    fn institution(&self, scorer: &Scorer) -> Option<PartnerRef> {
        scorer.institutions.first().map(|id| partner_ref(self.catalogue, id))
    }

    fn line(&self, project: usize, scorer: usize, change: LineChange, reason: LineReason) -> ProposedLine {
        let (filed, scorer) = (&self.board.projects[project], &self.board.scorers[scorer]);
        let shared = filed.objectives.iter().filter(|id| scorer.follows.contains(*id));
        ProposedLine {
            project: filed.project.clone(),
            reviewer: person(scorer),
            institution: self.institution(scorer),
            change,
            reason,
            objectives: shared.filter_map(|id| self.catalogue.objective_ref(id)).collect(),
        }
    }

    /// What the plan makes of one project, first who stays, then who comes, then who goes.
    fn lines(&self, project: usize, chosen: &[usize], by_hand: bool) -> Vec<ProposedLine> {
        let wanted = &self.demand.projects[project];
        let begun =
            wanted.begun.iter().map(|one| self.line(project, *one, LineChange::Kept, LineReason::Begun));
        let mut lines: Vec<ProposedLine> = begun.collect();
        let (stay, come): (Vec<usize>, Vec<usize>) =
            chosen.iter().partition(|scorer| wanted.given.contains(scorer));
        lines.extend(stay.iter().map(|one| self.line(project, *one, LineChange::Kept, LineReason::Assigned)));
        lines.extend(come.iter().map(|one| {
            let reason = match (by_hand, wanted.expertise[*one] > 0) {
                (true, _) => LineReason::ByHand,
                (false, true) => LineReason::Expertise,
                (false, false) => LineReason::Balance,
            };
            self.line(project, *one, LineChange::New, reason)
        }));
        let leave = wanted.given.iter().filter(|scorer| !chosen.contains(scorer));
        lines.extend(leave.map(|scorer| {
            let institution = |person: &usize| self.demand.institutions[*person];
            let same = |other: &usize| other != scorer && institution(other) == institution(scorer);
            let reason = if wanted.barred[*scorer] {
                LineReason::Conflict
            } else if by_hand {
                LineReason::ByHand
            } else if wanted.begun.iter().chain(chosen).any(same) {
                LineReason::SameInstitution
            } else {
                LineReason::Balance
            };
            self.line(project, *scorer, LineChange::Removed, reason)
        }));
        let gone = self.gone.iter().filter(|(place, one)| *place == project && one.review.is_none());
        lines.extend(gone.map(|(_, one)| ProposedLine {
            project: one.project.clone(),
            reviewer: one.reviewer.clone(),
            institution: None,
            change: LineChange::Removed,
            reason: LineReason::Withdrawn,
            objectives: Vec::new(),
        }));
        lines
    }

    fn loads(&self, chosen: &[Vec<usize>]) -> Vec<ReviewerLoad> {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let projects = || self.demand.projects.iter().enumerate();
        let load = |(place, scorer): (usize, &Scorer)| {
            let before =
                projects().filter(|(project, _)| self.before.contains_key(&(*project, place))).count();
            let after = projects()
                .filter(|(project, wanted)| {
                    wanted.begun.contains(&place) || chosen[*project].contains(&place)
                })
                .count();
            let barred = self.board.projects.iter().filter(|filed| is_recused(self.board, filed, scorer));
            ReviewerLoad {
                reviewer: person(scorer),
                institution: self.institution(scorer),
                before: count(before),
                after: count(after),
                conflicts: barred.map(|filed| filed.project.id.clone()).collect(),
            }
        };
        self.board.scorers.iter().enumerate().map(load).collect()
    }

    /// The proposal that a plan makes, and what confirming it writes.
    pub fn told(&self, chosen: &[Vec<usize>], by_hand: bool) -> (AssignmentProposal, Changes) {
        let places = 0..self.board.projects.len();
        let items: Vec<ProposedLine> =
            places.flat_map(|project| self.lines(project, &chosen[project], by_hand)).collect();
        let reviewers = self.loads(chosen);
        let of = |change: LineChange| items.iter().filter(move |line| line.change == change);
        let count = |change: LineChange| u32::try_from(of(change).count()).unwrap_or(u32::MAX);
        let give =
            of(LineChange::New).map(|line| (line.project.id.to_string(), line.reviewer.id.to_string()));
        let pair = |project: &Id, reviewer: &Id| {
            of(LineChange::Removed).any(|line| line.project.id == *project && line.reviewer.id == *reviewer)
        };
        let take_back = self.board.assignments.iter();
        let take_back =
            take_back.filter(|one| one.review.is_none() && pair(&one.project.id, &one.reviewer.id));
        let changes = Changes { give: give.collect(), take_back: take_back.cloned().collect() };
        let proposal = AssignmentProposal {
            per_project: u32::try_from(self.demand.per_project).unwrap_or(u32::MAX),
            confirmed: false,
            balanced: rules::is_balanced(reviewers.iter().map(|load| load.after)),
            kept: count(LineChange::Kept),
            added: count(LineChange::New),
            removed: count(LineChange::Removed),
            items,
            reviewers,
        };
        (proposal, changes)
    }
}

fn person(scorer: &Scorer) -> PersonRef {
    PersonRef { id: Id::from_storage(scorer.user.clone()), name: scorer.name.clone() }
}

fn is_recused(board: &Board, filed: &Filed, scorer: &Scorer) -> bool {
    board.recused.contains(&(filed.project.id.to_string(), scorer.user.clone()))
}

fn wanted(board: &Board, scorers: &[Scorer], filed: &Filed) -> Wanted {
    let expertise = |scorer: &Scorer| match filed.objectives.iter().position(|id| scorer.follows.contains(id))
    {
        Some(0) => EXPERT,
        Some(_) => EXPERT - 1,
        None => 0,
    };
    Wanted {
        begun: Vec::new(),
        given: Vec::new(),
        barred: scorers.iter().map(|scorer| is_recused(board, filed, scorer)).collect(),
        expertise: scorers.iter().map(expertise).collect(),
    }
}
