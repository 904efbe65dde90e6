//! How long assignment and simulator take on a large call: 200 projects, 40 reviewers, four envelopes, seventeen floors.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};
use api::{assignment::rules as assignment, simulator::rules as simulator};

use crate::large_call;

const PROJECTS: usize = 200;
const REVIEWERS: usize = 40;
const INSTITUTIONS: usize = 15;
const ROUNDS: u64 = 7;
/// Somebody waits for the preview.
const ASSIGNMENT_LIMIT: Duration = Duration::from_secs(1);
/// The four seconds that the search is given, and what comes around it.
const SIMULATOR_LIMIT: Duration = Duration::from_secs(5);

/// The same numbers in each run (xorshift).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap_or(1)).unwrap_or(0)
    }

    fn amount(&mut self, sides: usize) -> i64 {
        i64::try_from(self.throw(sides)).unwrap_or(0)
    }
}

fn demand(dice: &mut Dice) -> assignment::Demand {
    let institutions = (0..REVIEWERS).map(|_| dice.throw(INSTITUTIONS)).collect();
    let projects = (0..PROJECTS).map(|_| assignment::Wanted {
        barred: (0..REVIEWERS).map(|_| dice.throw(10) == 0).collect(),
        expertise: (0..REVIEWERS).map(|_| [0, 0, 0, 1, 2][dice.throw(5)]).collect(),
        ..assignment::Wanted::default()
    });
    assignment::Demand { per_project: 3, projects: projects.collect(), institutions }
}

fn choice(dice: &mut Dice) -> simulator::Choice {
    let projects: Vec<simulator::Candidate> = (0..PROJECTS)
        .map(|_| simulator::Candidate {
            score: 100 + dice.amount(400),
            // Hundreds of euros; each project asks two funders or three.
            asks: (0..4)
                .map(|_| if dice.throw(3) == 0 { 0 } else { 10_000 * (5 + dice.amount(95)) })
                .collect(),
        })
        .collect();
    let asked = |place: usize| projects.iter().map(|project| project.asks[place]).sum::<i64>();
    let envelopes = (0..4).map(|place| asked(place) / 3).collect();
    let mut floors = Vec::new();
    for (kinds, least) in [(6, 10), (5, 12), (6, 10)] {
        let of: Vec<usize> = (0..PROJECTS).map(|_| dice.throw(kinds)).collect();
        floors.extend((0..kinds).map(|kind| simulator::AtLeast {
            projects: (0..PROJECTS).filter(|project| of[*project] == kind).collect(),
            least,
        }));
    }
    simulator::Choice { projects, envelopes, floors, ..simulator::Choice::default() }
}

/// Prints the middle and the worst; too slow is a failure.
fn told(name: &str, mut times: Vec<Duration>, limit: Duration, more: &str) -> Result<()> {
    times.sort_unstable();
    let (middle, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!(
        "{name}: {:.0} ms, at worst {:.0} ms{more}",
        middle.as_secs_f64() * 1e3,
        worst.as_secs_f64() * 1e3
    );
    if worst > limit {
        bail!("{name} took {worst:.1?}, more than {limit:.0?}");
    }
    Ok(())
}

/// Measures them, and prints a line each.
pub async fn measure() -> Result<()> {
    let mut times = Vec::new();
    for round in 1..=ROUNDS {
        let demand = demand(&mut Dice(round * 0x9E37_79B9_7F4A_7C15));
        let start = Instant::now();
        assignment::plan(&demand).map_err(|short| anyhow!("impossible: {short:?}"))?;
        times.push(start.elapsed());
    }
    told("Assignment, 200 projects x 40 reviewers", times, ASSIGNMENT_LIMIT, "")?;
    let times = large_call::previews(ROUNDS, PROJECTS, REVIEWERS).await?;
    told("Its preview through HTTP, with the people of the demo", times, ASSIGNMENT_LIMIT, "")?;
    let (mut times, mut proven) = (Vec::new(), 0);
    for round in 1..=ROUNDS {
        let choice = choice(&mut Dice(round * 0x9E37_79B9_7F4A_7C15));
        let start = Instant::now();
        let best =
            simulator::best(&choice, Duration::from_secs(4)).map_err(|why| anyhow!("no set: {why:?}"))?;
        times.push(start.elapsed());
        proven += u64::from(best.proven);
    }
    let more = format!(", proven in {proven} of {ROUNDS}");
    told("Simulator, 200 projects", times, SIMULATOR_LIMIT, &more)
}
