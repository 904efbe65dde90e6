//! The integer programme, solved with good_lp. Pure.

use good_lp::{
    Expression, ResolutionError, Solution, SolverModel, Variable, WithMipGap, WithTimeLimit, constraint,
    microlp, solvers::SolutionStatus, variable, variables,
};
use std::time::Instant;

/// How near to the best the first set has to be: near enough to tell most projects for certain, and found quickly.
const NEAR: f64 = 0.003;
/// What floating point may be wrong by, in units of scores.
const SLACK: f64 = 1e-4;

/// `Σ by[i] · x[i] ≤ most`, in integers.
#[derive(Debug, Clone)]
pub struct Row {
    by: Vec<i64>,
    most: i64,
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

impl Row {
    /// Amounts that are all multiples of a hundred euros are counted in hundreds of euros: small numbers solve better.
    pub fn at_most(by: Vec<i64>, most: i64) -> Self {
        let unit = by.iter().copied().fold(0, gcd).max(1);
        Self { by: by.into_iter().map(|amount| amount / unit).collect(), most: most.div_euclid(unit) }
    }

    pub fn at_least(count: usize, members: &[usize], least: u32) -> Self {
        let mut by = vec![0; count];
        members.iter().for_each(|place| by[*place] = -1);
        Self { by, most: -i64::from(least) }
    }

    /// Half a unit of room: the same for integers, and safe from rounding.
    fn most(&self) -> f64 {
        self.most as f64 + 0.5
    }
}

/// What to solve.
#[derive(Debug, Clone)]
pub struct Model {
    pub scores: Vec<i64>,
    pub rows: Vec<Row>,
    /// In or out for certain.
    pub settled: Vec<Option<bool>>,
    /// Two conditions contradict each other outright.
    pub broken: bool,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Best {
        selected: Vec<bool>,
        proven: bool,
    },
    /// Nothing is possible.
    None,
    /// The time was up.
    Unknown,
}

/// Prices of the rows from the dual of the linear relaxation.
struct Prices {
    /// No set is worth more.
    bound: f64,
    /// What a project is worth beyond what it costs; negative: it costs more.
    gain: Vec<f64>,
}

impl Model {
    fn worth(&self, selected: &[bool]) -> i64 {
        self.scores.iter().zip(selected).filter(|(_, selected)| **selected).map(|(score, _)| score).sum()
    }

    fn seconds_left(until: Instant) -> f64 {
        until.saturating_duration_since(Instant::now()).as_secs_f64()
    }

    /// The best set.
    pub fn best(&self, until: Instant) -> Answer {
        if self.broken {
            return Answer::None;
        }
        let first = match self.search(NEAR, None, until) {
            Answer::Best { selected, .. } => selected,
            other => return other,
        };
        let worth = self.worth(&first);
        let (mut narrowed, mut bound) = (self.clone(), f64::INFINITY);
        if let Some(prices) = self.prices() {
            bound = prices.bound;
            for (settled, gain) in narrowed.settled.iter_mut().zip(&prices.gain) {
                // Moving the project against its gain costs the bound so much that no better set is left.
                if settled.is_none() && bound - gain.abs() < (worth + 1) as f64 - SLACK {
                    *settled = Some(*gain > 0.0);
                }
            }
        }
        if bound < (worth + 1) as f64 - SLACK {
            return Answer::Best { selected: first, proven: true };
        }
        let gap = 0.9 / (self.scores.iter().filter(|score| **score > 0).sum::<i64>().max(1)) as f64;
        match narrowed.search(gap, Some(worth + 1), until) {
            Answer::Best { selected, proven } => Answer::Best { selected, proven },
            Answer::None => Answer::Best { selected: first, proven: true },
            Answer::Unknown => Answer::Best { selected: first, proven: false },
        }
    }

    /// Whether it is certain that no set meets the rows.
    pub fn is_impossible(&self, until: Instant) -> bool {
        let mut any = self.clone();
        any.scores.iter_mut().for_each(|score| *score = 0);
        self.broken || any.search(1.0, None, until) == Answer::None
    }

    /// The rows over what is not settled, what is settled moved to the right.
    fn open_rows(&self) -> impl Iterator<Item = (Vec<(usize, f64)>, f64)> {
        self.rows.iter().map(|row| {
            let members = row.by.iter().zip(&self.settled).enumerate();
            let moved: i64 =
                members.clone().filter(|(_, (_, in_))| **in_ == Some(true)).map(|(_, (by, _))| by).sum();
            let open = members.filter(|(_, (by, in_))| in_.is_none() && **by != 0);
            (open.map(|(place, (by, _))| (place, *by as f64)).collect(), row.most() - moved as f64)
        })
    }

    fn search(&self, gap: f64, at_least: Option<i64>, until: Instant) -> Answer {
        let settled = |place: usize| self.settled[place] == Some(true);
        let left = Self::seconds_left(until);
        if left <= 0.0 {
            return Answer::Unknown;
        }
        if self.open_rows().any(|(open, most)| open.is_empty() && most < 0.0) {
            return Answer::None;
        }
        let mut vars = variables!();
        let x: Vec<Option<Variable>> =
            self.settled.iter().map(|known| known.is_none().then(|| vars.add(variable().binary()))).collect();
        let sum = |parts: &mut dyn Iterator<Item = (usize, f64)>| {
            let mut sum = Expression::from(0.0);
            for (place, by) in parts {
                if let Some(variable) = x[place] {
                    sum += by * variable;
                }
            }
            sum
        };
        let all = || self.scores.iter().enumerate().map(|(place, score)| (place, *score as f64));
        let constant: i64 =
            all().filter(|(place, _)| settled(*place)).map(|(place, _)| self.scores[place]).sum();
        let mut model = vars.maximise(sum(&mut all())).using(microlp);
        for (open, most) in self.open_rows().filter(|(open, _)| !open.is_empty()) {
            model.add_constraint(constraint!(sum(&mut open.into_iter()) <= most));
        }
        if let Some(least) = at_least {
            let least = (least - constant) as f64 - 0.5;
            if x.iter().all(Option::is_none) {
                return if least > 0.0 { Answer::None } else { self.only() };
            }
            model.add_constraint(constraint!(sum(&mut all()) >= least));
        }
        if x.iter().all(Option::is_none) {
            return self.only();
        }
        let Ok(model) = model.with_time_limit(left).with_mip_gap(gap as f32) else { return Answer::Unknown };
        match model.solve() {
            Ok(solution) => {
                let value = |place: usize| match x[place] {
                    Some(variable) => solution.value(variable) > 0.5,
                    None => settled(place),
                };
                let proven = !matches!(solution.status(), SolutionStatus::TimeLimit);
                Answer::Best { selected: (0..self.scores.len()).map(value).collect(), proven }
            }
            Err(ResolutionError::Infeasible) => Answer::None,
            Err(_) => Answer::Unknown,
        }
    }

    /// The one set there is when everything is settled; the rows were checked.
    fn only(&self) -> Answer {
        let selected = self.settled.iter().map(|known| *known == Some(true)).collect();
        Answer::Best { selected, proven: true }
    }

    /// The dual of the relaxation: the least price of the rows at which no project gains anything.
    fn prices(&self) -> Option<Prices> {
        let rows: Vec<(Vec<(usize, f64)>, f64)> = self.open_rows().collect();
        let mut vars = variables!();
        let price: Vec<Variable> = rows.iter().map(|_| vars.add(variable().min(0.0))).collect();
        let rent: Vec<Variable> = self.scores.iter().map(|_| vars.add(variable().min(0.0))).collect();
        let mut cost: Expression = rent.iter().copied().sum();
        let mut costs: Vec<Expression> = rent.iter().map(|rent| Expression::from(*rent)).collect();
        for ((open, most), price) in rows.iter().zip(&price) {
            cost += *most * *price;
            for (place, by) in open {
                costs[*place] += *by * *price;
            }
        }
        let mut model = vars.minimise(cost).using(microlp);
        for ((known, score), cost) in self.settled.iter().zip(&self.scores).zip(costs) {
            if known.is_none() {
                model.add_constraint(constraint!(cost >= *score as f64));
            }
        }
        let solution = model.solve().ok()?;
        // Any prices that are not negative give a bound, so what the solver is wrong by does not matter.
        let price: Vec<f64> = price.iter().map(|price| solution.value(*price).max(0.0)).collect();
        let mut gain: Vec<f64> = self.scores.iter().map(|score| *score as f64).collect();
        let mut bound = 0.0;
        for ((open, most), price) in rows.iter().zip(&price) {
            bound += most * price;
            open.iter().for_each(|(place, by)| gain[*place] -= by * price);
        }
        for ((known, gain), score) in self.settled.iter().zip(&gain).zip(&self.scores) {
            bound += match known {
                Some(true) => *score as f64,
                Some(false) => 0.0,
                None => gain.max(0.0),
            };
        }
        Some(Prices { bound, gain })
    }
}
