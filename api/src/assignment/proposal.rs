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
use std::collections::{BTreeSet, HashMap, HashSet};

/// A call as numbers: projects and reviewers by their place on the board.
pub struct Draft<'a> {
    board: &'a Board,
    catalogue: &'a Catalogue,
    demand: Demand,
    /// Who has an assignment now, by project and reviewer.
    before: HashSet<(usize, usize)>,
    /// Who abstained, by project and reviewer: not in conflict, and not asked again.
    abstained: HashSet<(usize, usize)>,
    /// Reviews submitted by people who no longer review in the programme: they stay.
    former: Vec<(usize, &'a Assignment)>,
    /// What else such people were assigned: it ends.
    gone: Vec<(usize, &'a Assignment)>,
}

/// What is to be written down.
pub struct Changes {
    /// People by project, in the order of the projects.
    pub give: Vec<(String, Vec<String>)>,
    pub take_back: Vec<Assignment>,
}

impl<'a> Draft<'a> {
    pub fn of(board: &'a Board, catalogue: &'a Catalogue, per_project: usize) -> Self {
        let places = board.scorers.iter().map(|one| &one.institutions).chain(board.former.values());
        let mut institutions = rules::institutions(&places.cloned().collect::<Vec<_>>());
        let former_institutions = institutions.split_off(board.scorers.len());
        let institution_of: HashMap<&str, usize> =
            board.former.keys().map(String::as_str).zip(former_institutions).collect();
        let project_at: HashMap<&str, usize> = board
            .projects
            .iter()
            .enumerate()
            .map(|(place, filed)| (filed.project.id.as_str(), place))
            .collect();
        let scorer_at: HashMap<&str, usize> =
            board.scorers.iter().enumerate().map(|(place, one)| (one.user.as_str(), place)).collect();
        let projects = board.projects.iter().map(|filed| wanted(board, &board.scorers, filed)).collect();
        let mut draft = Self {
            board,
            catalogue,
            demand: Demand { per_project, institutions, projects },
            before: HashSet::new(),
            abstained: HashSet::new(),
            former: Vec::new(),
            gone: Vec::new(),
        };
        for assignment in &board.assignments {
            let reviewer = assignment.reviewer.id.as_str();
            let Some(project) = project_at.get(assignment.project.id.as_str()).copied() else { continue };
            if let Some(scorer) = scorer_at.get(reviewer).copied() {
                draft.place(project, scorer, assignment);
            } else if let Some(institution) = institution_of.get(reviewer).copied() {
                draft.place_former(project, institution, assignment);
            }
        }
        draft
    }

    fn place(&mut self, project: usize, scorer: usize, assignment: &Assignment) {
        let wanted = &mut self.demand.projects[project];
        match assignment.review_status {
            // Who abstained has no say on this project and is not asked again.
            Some(ReviewStatus::Abstained) => {
                if !wanted.barred[scorer] {
                    self.abstained.insert((project, scorer));
                }
                wanted.barred[scorer] = true;
            }
            // What was written before a conflict was known counts nowhere.
            Some(ReviewStatus::Draft | ReviewStatus::Submitted) if wanted.barred[scorer] => {}
            Some(ReviewStatus::Draft | ReviewStatus::Submitted) => wanted.begun.push(scorer),
            None => wanted.given.push(scorer),
        }
        self.before.insert((project, scorer));
    }

    /// Of somebody who no longer reviews: what was submitted counts, nothing else will come.
    fn place_former(&mut self, project: usize, institution: usize, assignment: &'a Assignment) {
        match assignment.review_status {
            Some(ReviewStatus::Submitted) if !assignment.recused => {
                self.demand.projects[project].former.push(institution);
                self.former.push((project, assignment));
            }
            Some(ReviewStatus::Submitted | ReviewStatus::Abstained) => {}
            Some(ReviewStatus::Draft) | None => self.gone.push((project, assignment)),
        }
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
                let barred = self.board.scorers.iter().enumerate().filter(|(place, _)| wanted.barred[*place]);
                let (abstained, people): (Vec<_>, Vec<_>) =
                    barred.partition(|(place, _)| self.abstained.contains(&(project, *place)));
                let names =
                    |of: Vec<(usize, &Scorer)>| of.into_iter().map(|(_, one)| one.name.clone()).collect();
                if people.is_empty() {
                    Hindrance::Abstention { needed, found, people: names(abstained) }
                } else {
                    Hindrance::Conflict { needed, found, people: names(people), abstained: names(abstained) }
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
            let others = wanted.begun.iter().chain(&chosen[project]).map(institution);
            let mut others = others.chain(wanted.former.iter().copied());
            if self.abstained.contains(&(project, scorer)) {
                wrong.push(Violation::new(at("reviewer"), Rule::Abstained));
            } else if wanted.barred[scorer] {
                wrong.push(Violation::new(at("reviewer"), Rule::InConflict));
            } else if chosen[project].contains(&scorer) {
                wrong.push(Violation::new(at("reviewer"), Rule::Duplicate));
            } else if others.any(|other| other == institution(&scorer)) {
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

    /// What the plan makes of one project, first who stays, then who comes, then who goes. By hand is what is other than it
    /// was `computed`; where nothing could be, everything is.
    fn lines(&self, project: usize, chosen: &[usize], computed: Option<&[usize]>) -> Vec<ProposedLine> {
        let wanted = &self.demand.projects[project];
        let former = self.former.iter().filter(|(place, _)| *place == project);
        let former = former.map(|(_, one)| self.line_of_former(one, LineChange::Kept, LineReason::Begun));
        let begun =
            wanted.begun.iter().map(|one| self.line(project, *one, LineChange::Kept, LineReason::Begun));
        let mut lines: Vec<ProposedLine> = begun.chain(former).collect();
        let (stay, come): (Vec<usize>, Vec<usize>) =
            chosen.iter().partition(|scorer| wanted.given.contains(scorer));
        lines.extend(stay.iter().map(|one| self.line(project, *one, LineChange::Kept, LineReason::Assigned)));
        lines.extend(come.iter().map(|one| {
            let as_computed = computed.is_some_and(|people| people.contains(one));
            let reason = match (as_computed, wanted.expertise[*one] > 0) {
                (false, _) => LineReason::ByHand,
                (true, true) => LineReason::Expertise,
                (true, false) => LineReason::Balance,
            };
            self.line(project, *one, LineChange::New, reason)
        }));
        let leave = wanted.given.iter().filter(|scorer| !chosen.contains(scorer));
        lines.extend(leave.map(|scorer| {
            let institution = |person: usize| self.demand.institutions[person];
            let others = wanted.begun.iter().chain(chosen).filter(|other| *other != scorer);
            let mut others = others.map(|other| institution(*other)).chain(wanted.former.iter().copied());
            let as_computed = computed.is_some_and(|people| !people.contains(scorer));
            let reason = if wanted.barred[*scorer] {
                LineReason::Conflict
            } else if !as_computed {
                LineReason::ByHand
            } else if others.any(|other| other == institution(*scorer)) {
                LineReason::SameInstitution
            } else {
                LineReason::Balance
            };
            self.line(project, *scorer, LineChange::Removed, reason)
        }));
        let gone = self.gone.iter().filter(|(place, _)| *place == project);
        lines.extend(
            gone.map(|(_, one)| self.line_of_former(one, LineChange::Removed, LineReason::Withdrawn)),
        );
        lines
    }

    fn line_of_former(&self, of: &Assignment, change: LineChange, reason: LineReason) -> ProposedLine {
        let places = self.board.former.get(of.reviewer.id.as_str()).into_iter().flatten();
        ProposedLine {
            project: of.project.clone(),
            reviewer: of.reviewer.clone(),
            institution: places.map(|id| partner_ref(self.catalogue, id)).next(),
            change,
            reason,
            objectives: Vec::new(),
        }
    }

    fn loads(&self, chosen: &[Vec<usize>]) -> Vec<ReviewerLoad> {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let projects = || self.demand.projects.iter().enumerate();
        let load = |(place, scorer): (usize, &Scorer)| {
            let before = projects().filter(|(project, _)| self.before.contains(&(*project, place))).count();
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
        let computed = if by_hand { rules::plan(&self.demand).ok() } else { Some(chosen.to_vec()) };
        let computed = |project: usize| computed.as_ref().map(|plan| plan[project].as_slice());
        let places = 0..self.board.projects.len();
        let items: Vec<ProposedLine> =
            places.flat_map(|project| self.lines(project, &chosen[project], computed(project))).collect();
        let reviewers = self.loads(chosen);
        let of = |change: LineChange| items.iter().filter(move |line| line.change == change);
        let count = |change: LineChange| u32::try_from(of(change).count()).unwrap_or(u32::MAX);
        let mut give: Vec<(String, Vec<String>)> = Vec::new();
        for line in of(LineChange::New) {
            let (project, reviewer) = (line.project.id.as_str(), line.reviewer.id.to_string());
            match give.last_mut().filter(|(last, _)| last == project) {
                Some((_, people)) => people.push(reviewer),
                None => give.push((project.to_owned(), vec![reviewer])),
            }
        }
        let removed: HashSet<(&Id, &Id)> =
            of(LineChange::Removed).map(|line| (&line.project.id, &line.reviewer.id)).collect();
        let take_back = self.board.assignments.iter();
        let take_back = take_back.filter(|one| removed.contains(&(&one.project.id, &one.reviewer.id)));
        let changes = Changes { give, take_back: take_back.cloned().collect() };
        let proposal = AssignmentProposal {
            per_project: u32::try_from(self.demand.per_project).unwrap_or(u32::MAX),
            confirmed: false,
            balanced: rules::is_balanced(reviewers.iter().map(|load| load.after)),
            kept: count(LineChange::Kept),
            added: count(LineChange::New),
            removed: count(LineChange::Removed),
            projects: self.board.projects.iter().map(|filed| filed.project.clone()).collect(),
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
        former: Vec::new(),
        given: Vec::new(),
        barred: scorers.iter().map(|scorer| is_recused(board, filed, scorer)).collect(),
        expertise: scorers.iter().map(expertise).collect(),
    }
}
