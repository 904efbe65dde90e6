use super::{Reader, insert, mark, notices};
use crate::{
    catalogue,
    config::Config,
    db::{AnyConnection, Db, DbError, schema::*},
    http::fail::Fail,
    mail::Desk,
    messages::digest::write,
};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use openapi::message::MessageSide;

/// The demo in a file of its own; a project of it, the partner who wrote it, and a coordinator.
fn demo(test: impl FnOnce(&mut AnyConnection, &str, &str, &str)) {
    let file = std::env::temp_dir().join(format!("{}.sqlite3", crate::db::new_id()));
    let done: Result<(), Fail> = Db::open(&format!("sqlite://{}", file.display()).into(), 1)
        .and_then(|db| db.migrate().map(|_| db))
        .map_err(|error| Fail::Internal(error.to_string()))
        .and_then(|db| {
            crate::demo::seed(&db, &crate::clock::SystemClock, crate::demo::Size::Small)?;
            db.write_blocking(|connection| {
                let (project, author): (String, String) = projects::table
                    .select((projects::id, projects::created_by))
                    .order(projects::id)
                    .first(connection)
                    .map_err(DbError::from)?;
                let coordinator: String = users::table
                    .filter(users::email.eq("coordinator@demo.example"))
                    .select(users::id)
                    .first(connection)
                    .map_err(DbError::from)?;
                // What the demo itself has to tell is not what is counted here.
                diesel::delete(message_notices::table).execute(connection).map_err(DbError::from)?;
                diesel::delete(message_marks::table).execute(connection).map_err(DbError::from)?;
                diesel::delete(messages::table).execute(connection).map_err(DbError::from)?;
                test(connection, &project, &author, &coordinator);
                Ok(())
            })
        });
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
    }
    assert!(done.is_ok(), "{done:?}");
}

fn say(
    connection: &mut AnyConnection,
    project: &str,
    by: &str,
    side: MessageSide,
    now: DateTime<Utc>,
) -> String {
    let id = insert(connection, project, by, side, "Bonjour.", now).unwrap_or_default();
    assert!(notices::plan(connection, project, side.other(), now).is_ok());
    id
}

/// Sends what is due then, and tells how many mails about messages there are.
fn mails(connection: &mut AnyConnection, now: DateTime<Utc>) -> i64 {
    let config = Config::for_tests("sqlite://");
    let catalogue = catalogue::store::load(connection).unwrap_or_default();
    for (project, side) in notices::due(connection, now).unwrap_or_default() {
        let written = write(connection, &Desk::new(&config, &catalogue, now), &project, side);
        assert!(written.is_ok(), "{written:?}");
    }
    emails::table.filter(emails::kind.eq("new_message")).count().get_result(connection).unwrap_or(-1)
}

#[test]
fn what_is_written_within_minutes_is_one_mail_and_what_was_read_none() {
    demo(|connection, project, author, coordinator| {
        let start = Utc::now();
        say(connection, project, coordinator, MessageSide::Coordination, start);
        say(connection, project, coordinator, MessageSide::Coordination, start + Duration::minutes(5));
        assert_eq!(mails(connection, start + Duration::minutes(9)), 0, "more may be written");
        assert_eq!(mails(connection, start + Duration::minutes(10)), 1);
        assert_eq!(mails(connection, start + Duration::minutes(30)), 1, "nothing new was written");
        let later = start + Duration::hours(1);
        let last = say(connection, project, coordinator, MessageSide::Coordination, later);
        let reader = Reader { user: author, side: MessageSide::Applicant };
        assert!(mark(connection, &reader, project, &last).is_ok());
        assert_eq!(mails(connection, later + Duration::minutes(10)), 1, "it was read in time");
    });
}

#[test]
fn the_applicant_does_not_read_who_of_the_coordination_wrote() {
    demo(|connection, project, author, coordinator| {
        let start = Utc::now();
        say(connection, project, coordinator, MessageSide::Coordination, start);
        say(connection, project, author, MessageSide::Applicant, start);
        assert_eq!(mails(connection, start + Duration::minutes(10)), 2);
        let names: Vec<(String, String)> = users::table
            .filter(users::id.eq_any([author, coordinator]))
            .select((users::id, users::name))
            .load(connection)
            .unwrap_or_default();
        let name = |id: &str| names.iter().find(|(user, _)| user == id).map_or("", |(_, name)| name);
        let texts: Vec<(String, String)> = emails::table
            .filter(emails::kind.eq("new_message"))
            .select((emails::recipient, emails::body_text))
            .load(connection)
            .unwrap_or_default();
        let to = |coordinator: bool| {
            let found = texts.iter().find(|(address, _)| address.starts_with("coordinator") == coordinator);
            found.map_or("", |(_, text)| text.as_str())
        };
        assert!(to(false).contains("La coordination") && !to(false).contains(name(coordinator)), "{texts:?}");
        assert!(to(true).contains(name(author)), "{texts:?}");
    });
}
