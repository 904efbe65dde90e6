//! Every operation of the specification, as people who must not learn something, before and after it happened: status, body
//! and headers stay what they were.
//!
//! Reads are asked as they stand, sorted, filtered, in another language, with an old version ([`questions`]); writes with the
//! bodies of the permission table, in ways that come to nothing ([`probes`]). Who may learn what is said in [`people`]. An
//! operation that names something unknown here fails the walk, so that a new one is walked too.

mod events;
mod people;
mod probes;
mod questions;
mod told;
mod world;

use chrono::Duration;
use people::{
    APPLICANT, COORDINATOR, Ear, Known, Stand, everybody, known_of_decisions, known_of_reviews,
    known_of_withdrawal,
};
use probes::{probes, try_all, try_with_any_version};
use questions::{Answers, Kind, Question, walk};
use serde_json::json;
use std::sync::Arc;
use tests::{TestApp, on_both_engines, scene, text};
use world::{World, world};

on_both_engines!(
    no_operation_tells_of_a_review_to_those_it_is_not_for,
    no_operation_tells_of_a_decision_before_it_is_published,
);

/// Everybody asks everything of these kinds, each at their own pace.
async fn walks(ears: &[Ear], world: &World, kinds: &[Kind], first: Option<&[Answers]>) -> Vec<Answers> {
    let world = Arc::new(world.clone());
    let asking = ears.iter().enumerate().map(|(place, ear)| {
        let (ear, world, kinds) = (ear.clone(), Arc::clone(&world), kinds.to_vec());
        let first = first.map(|first| first[place].clone());
        tokio::spawn(async move { walk(&ear, &world, &kinds, first.as_ref()).await })
    });
    let mut told = Vec::new();
    for asking in asking.collect::<Vec<_>>() {
        told.push(asking.await.unwrap());
    }
    told
}

/// Everybody tries every write, and comes to nothing; the coordinator is among them and may.
async fn tries(ears: &[Ear], world: &World) -> Vec<Answers> {
    let probes = Arc::new(probes(world));
    let trying = ears.iter().map(|ear| {
        let (ear, probes) = (ear.clone(), Arc::clone(&probes));
        tokio::spawn(async move { try_all(&ear, &probes).await })
    });
    let (mut told, mut wrote) = (Vec::new(), Vec::new());
    for trying in trying.collect::<Vec<_>>() {
        let tried = trying.await.unwrap();
        told.push(tried.answers);
        wrote.extend(tried.wrote);
    }
    assert!(wrote.is_empty(), "{} tries wrote:\n{}", wrote.len(), wrote.join("\n"));
    told
}

/// What somebody learnt, line by line; `about` is a project that they may know everything of.
fn learnt(before: &Answers, after: &Answers, known: &Known, about: Option<&str>) -> Vec<(Question, String)> {
    let mut learnt = Vec::new();
    for (question, then) in before {
        let Some(now) = after.get(question) else { continue };
        let (_, asked) = question;
        let path = asked.split('?').next().unwrap_or_default();
        let mut matching = known.iter().filter(|(known, _)| *known == path || *known == asked);
        let (mut then, mut now) = (then.clone(), now.clone());
        if let Some((_, fields)) = matching.next() {
            if fields.contains(&"*") {
                continue;
            }
            (then, now) = (then.without(fields), now.without(fields));
        }
        if let Some(id) = about {
            (then, now) = (then.not_about(id), now.not_about(id));
        }
        if let Some(found) = then.difference(&now) {
            learnt.push((question.clone(), found));
        }
    }
    learnt
}

/// What everybody learnt that they must not.
#[derive(Default)]
struct Leaks(Vec<String>);

impl Leaks {
    /// Compares what each was told; whoever sees it all is left out.
    fn look(
        &mut self,
        ears: &[Ear],
        before: &[Answers],
        after: &[Answers],
        known: fn(Stand) -> &'static Known,
        about: Option<&str>,
    ) {
        for (ear, (before, after)) in ears.iter().zip(before.iter().zip(after)) {
            if ear.stand == Stand::Sees {
                continue;
            }
            for ((kind, asked), difference) in learnt(before, after, known(ear.stand), about) {
                self.0.push(format!("{} · {kind:?} {asked} · {difference}", ear.who));
            }
        }
    }

    fn are_none(self) {
        assert!(self.0.is_empty(), "{} leaks:\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// The walk would have noticed: for the one who may see it, something of each kind has changed.
fn noticed(before: &Answers, after: &Answers, kinds: &[Kind]) {
    for kind in kinds {
        let changed = before
            .iter()
            .filter(|((of, _), _)| of == kind)
            .any(|(question, then)| after.get(question).is_some_and(|now| then.difference(now).is_some()));
        assert!(changed, "nothing of {kind:?} changes even for those who may see it");
    }
}

/// Those who stand to the project in one of these ways.
fn standing(ears: &[Ear], stands: &[Stand]) -> Vec<Ear> {
    ears.iter().filter(|ear| stands.contains(&ear.stand)).cloned().collect()
}

/// Of those who have to do with the reviews; that nobody else hears of them is seen with the decision.
async fn no_operation_tells_of_a_review_to_those_it_is_not_for(app: &TestApp) {
    let mut world = world(app).await;
    let everybody = everybody(app, &world).await;
    let ears =
        standing(&everybody, &[Stand::Sees, Stand::Aside, Stand::Reviews, Stand::Owes, Stand::Recused]);
    let mut before = walks(&ears, &world, &Kind::READS, None).await;
    app.clock.advance(Duration::minutes(1));
    events::a_second_reviewer_begins(app, &world).await;
    // Whom that is about knows it; all that follows is of others.
    let second = ears.iter().position(|ear| ear.stand == Stand::Reviews).unwrap();
    before[second] = walk(&ears[second], &world, &Kind::READS, None).await;
    app.clock.advance(Duration::minutes(1));
    let review = events::the_rest_is_reviewed(app, &world).await;
    world.review_is(&review);
    let after = walks(&ears, &world, &Kind::READS, Some(&before)).await;
    let mut leaks = Leaks::default();
    leaks.look(&ears, &before, &after, known_of_reviews, None);
    leaks.are_none();
    let kinds = [Kind::Plain, Kind::Sorted, Kind::Whole, Kind::Filtered, Kind::Event];
    noticed(&before[0], &after[0], &kinds);
    // The own review is done: the other one is there.
    let own = &ears[second].person;
    let mine = own.get("/reviews?mine=true").await.is(200);
    let mine = format!("/reviews/{}", text(&mine.items()[0]["id"]));
    own.act(&mine, "submit", &json!({})).await.is(200);
    assert_eq!(own.get(&review).await.is(200)["message"], "Zanzibar.");
}

async fn no_operation_tells_of_a_decision_before_it_is_published(app: &TestApp) {
    let mut world = world(app).await;
    let everybody = everybody(app, &world).await;
    let outside =
        standing(&everybody, &[Stand::Sees, Stand::Outside, Stand::Watches, Stand::Runs, Stand::Reviews]);
    let mut before = walks(&outside, &world, &Kind::READS, None).await;
    let mut tried = tries(&outside, &world).await;
    // The tries came to nothing.
    let again = walks(&outside, &world, &[Kind::Plain], None).await;
    let mut inert = Leaks::default();
    inert.look(&outside, &before, &again, |_| &[], None);
    inert.are_none();

    app.clock.advance(Duration::minutes(1));
    events::a_second_reviewer_begins(app, &world).await;
    let second = outside.iter().position(|ear| ear.stand == Stand::Reviews).unwrap();
    before[second] = walk(&outside[second], &world, &Kind::READS, None).await;
    tried[second] = tries(&outside[second..=second], &world).await.remove(0);
    let review = events::the_rest_is_reviewed(app, &world).await;
    world.review_is(&review);
    let outbox = events::outbox(&app.coordinator().await).await;
    let session = events::the_committee_sits(app, &world).await;

    // Those who sit or coordinate and are recused know all but what becomes of this project.
    let recused = standing(&everybody, &[Stand::Recused, Stand::Aside]);
    let (seen, told) = (walks(&recused, &world, &Kind::READS, None).await, tries(&recused, &world).await);
    app.clock.advance(Duration::minutes(1));
    let decision = events::the_project_is_decided(app, &world).await;
    world.decision_is(&decision);
    let mut leaks = Leaks::default();
    let after = walks(&recused, &world, &Kind::READS, Some(&seen)).await;
    leaks.look(&recused, &seen, &after, known_of_decisions, None);
    leaks.look(&recused, &told, &tries(&recused, &world).await, known_of_decisions, None);

    // All others know nothing of reviews and committee at all.
    app.clock.advance(Duration::minutes(1));
    let scenario = events::everything_is_ready(app, &world, &session).await;
    world.simulation_is(&scenario);
    let after = walks(&outside, &world, &Kind::READS, Some(&before)).await;
    leaks.look(&outside, &before, &after, known_of_decisions, None);
    leaks.look(&outside, &tried, &tries(&outside, &world).await, known_of_decisions, None);

    // A decided project that is withdrawn looks like any that is.
    app.clock.advance(Duration::minutes(1));
    events::a_decided_project_is_withdrawn(app, &world).await;
    let without = walks(&outside, &world, &Kind::READS, Some(&before)).await;
    let withdrawn = Some(scene::id(&world.withdrawn));
    leaks.look(&outside, &after, &without, known_of_withdrawal, withdrawn);
    leaks.are_none();
    assert_eq!(events::outbox(&app.coordinator().await).await, outbox);
    it_would_have_been_noticed(app, &world, &outside, &before, &tried).await;
}

/// Published, the coordinator's and the applicant's answers change, of each kind.
async fn it_would_have_been_noticed(
    app: &TestApp,
    world: &World,
    ears: &[Ear],
    before: &[Answers],
    tried: &[Answers],
) {
    scene::publish(app, &world.call).await.is(201);
    let place = |who: &str| ears.iter().position(|ear| ear.who == who).unwrap();
    let (coordinator, applicant) = (place(COORDINATOR), place(APPLICANT));
    let after = walk(&ears[coordinator], world, &Kind::READS, Some(&before[coordinator])).await;
    noticed(&before[coordinator], &after, &Kind::READS);
    let after = walk(&ears[applicant], world, &Kind::READS, Some(&before[applicant])).await;
    assert_eq!(after[&(Kind::Plain, "/projects/{id}/decision.pdf".to_owned())].status, 200);
    let read = &after[&(Kind::Plain, "/projects/{id}".to_owned())];
    assert_eq!(read.json["status"], "selected_with_reservations");
    let probes = probes(world);
    let with_any = try_with_any_version(&ears[applicant], &probes).await;
    noticed(&tried[applicant], &with_any, &[Kind::AnyVersion]);
    let after = try_all(&ears[coordinator], &probes).await.answers;
    noticed(&tried[coordinator], &after, &[Kind::NoVersion, Kind::Stale, Kind::DryRun]);
}
