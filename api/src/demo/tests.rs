use super::*;
use crate::{clock::FixedClock, db::versions};
use openapi::call::CallStatus;

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_default()
}

/// A seeded database in a file of its own.
fn seeded(name: &str, clock: &FixedClock) -> (Db, std::path::PathBuf) {
    let file = std::env::temp_dir().join(format!("alliance-{name}-{}.sqlite3", crate::db::new_id()));
    let db =
        Db::open(&format!("sqlite://{}", file.display()).into(), 1).unwrap_or_else(|error| panic!("{error}"));
    db.migrate().unwrap_or_else(|error| panic!("{error}"));
    seed(&db, clock, Size::Small).unwrap_or_else(|fail| panic!("{fail}"));
    (db, file)
}

fn read<T>(db: &Db, query: impl Fn(&mut AnyConnection) -> Result<T, DbError>) -> T {
    db.read(query).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn seeding_twice_changes_nothing() {
    let clock = FixedClock::at(instant("2026-05-11T08:00:00Z"));
    let (db, file) = seeded("twice", &clock);
    let state = |db: &Db| {
        read(db, |connection| {
            let catalogue = catalogue::store::load(connection)?;
            let calls: Vec<_> = catalogue.calls.iter().map(|call| call.at(clock.now())).collect();
            Ok((versions::read(connection)?, catalogue.partners.len(), catalogue.objectives.len(), calls))
        })
    };
    let before = state(&db);
    clock.set(instant("2027-01-01T08:00:00Z"));
    seed(&db, &clock, Size::Small).unwrap_or_else(|fail| panic!("{fail}"));
    clock.set(instant("2026-05-11T08:00:00Z"));
    assert_eq!(state(&db), before);
    assert_eq!((before.1, before.2, before.3.len()), (6, 8, 2));
    assert!(read(&db, |connection| Ok(store::has_demo_accounts(connection)?)));
    let _ = std::fs::remove_file(file);
}

#[test]
fn the_demo_has_a_call_that_is_open_and_one_of_2022_that_is_over() {
    let clock = FixedClock::at(instant("2026-05-11T08:00:00Z"));
    let (db, file) = seeded("calls", &clock);
    let status = |slug: &str| {
        read(&db, |connection| {
            Ok(catalogue::store::load(connection)?.call(slug).map(|call| call.calendar.status(clock.now())))
        })
    };
    assert_eq!(status("2026"), Some(CallStatus::Open));
    assert_eq!(status("2022"), Some(CallStatus::Decided));
    let _ = std::fs::remove_file(file);
}

#[test]
fn the_large_demo_has_sixty_complete_fiches_that_its_closed_call_took() {
    let clock = FixedClock::at(instant("2026-05-11T08:00:00Z"));
    let (db, file) = seeded("large", &clock);
    for _ in 0..2 {
        seed(&db, &clock, Size::Large).unwrap_or_else(|fail| panic!("{fail}"));
    }
    let catalogue = read(&db, |connection| Ok(catalogue::store::load(connection)?));
    let call = catalogue.call(large::SLUG).unwrap_or_else(|| panic!("no large call"));
    assert_eq!(call.calendar.status(clock.now()), CallStatus::Closed);
    let projects = read(&db, |connection| Ok(store::projects_of(connection, call.id())?));
    assert_eq!(projects.len(), 60);
    for (id, status) in &projects {
        let fiche = read(&db, |connection| Ok(crate::projects::store::fiche(connection, id)?));
        let lacks = openapi::completeness::violations(&fiche, PartnerKind::Association);
        assert_eq!((lacks.as_slice(), status.as_str()), ([].as_slice(), "submitted"), "{}", fiche.title);
    }
    let _ = std::fs::remove_file(file);
}
