use super::{
    drop_held, mails,
    outbox::{New, insert},
};
use crate::{
    clock::SystemClock,
    db::{AnyConnection, Db, DbError, new_id, schema::projects},
    demo::{Size, seed},
    http::fail::Fail,
};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use openapi::email::{EmailKind, EmailState};

/// The demo in a file of its own, and two projects of it.
fn demo(test: impl FnOnce(&mut AnyConnection, &str, &str) -> QueryResult<()>) {
    let file = std::env::temp_dir().join(format!("{}.sqlite3", new_id()));
    let done: Result<(), Fail> = Db::open(&format!("sqlite://{}", file.display()).into(), 1)
        .and_then(|db| db.migrate().map(|_| db))
        .map_err(|error| Fail::Internal(error.to_string()))
        .and_then(|db| {
            seed(&db, &SystemClock, Size::Small)?;
            db.write_blocking(|connection| {
                let ids: Vec<String> = projects::table
                    .order(projects::id)
                    .select(projects::id)
                    .limit(2)
                    .load(connection)
                    .map_err(DbError::from)?;
                Ok(test(connection, &ids[0], &ids[1]).map_err(DbError::from)?)
            })
        });
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
    }
    assert!(done.is_ok(), "{done:?}");
}

fn write(
    connection: &mut AnyConnection,
    kind: EmailKind,
    project: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<String>> {
    let new = New {
        cause: &format!("{} {project} version 4 camille@exemple.fr", kind.as_str()),
        kind,
        programme: None,
        call: None,
        project: Some(project),
        recipient: "camille@exemple.fr",
        recipient_name: "",
        subject: "Décision",
        text: "Bonjour,",
        html: "<p>Bonjour,</p>",
        secret: None,
        host: "exemple.fr",
        expires_at: None,
    };
    insert(connection, &new, now)
}

#[test]
fn a_decision_that_is_taken_back_stops_its_letter_and_frees_its_cause() {
    demo(|connection, project, other| {
        let now = Utc::now();
        let decision = write(connection, EmailKind::Decision, project, now)?.unwrap_or_default();
        let receipt = write(connection, EmailKind::Receipt, project, now)?.unwrap_or_default();
        let elsewhere = write(connection, EmailKind::Decision, other, now)?.unwrap_or_default();
        assert_eq!(write(connection, EmailKind::Decision, project, now)?, None, "one cause, one mail");

        let later = now + Duration::minutes(1);
        assert_eq!(drop_held(connection, project, later)?, 1);
        let reader = mails::Reader { reach: crate::accounts::rules::Reach::Everyone, hushed: Vec::new() };
        let mut state = |id: &str| {
            mails::find(connection, &reader, id).map(|mail| mail.map(|mail| (mail.state(), mail.expires_at)))
        };
        assert_eq!(state(&decision)?, Some((EmailState::Failed, Some(later.naive_utc()))));
        assert_eq!(state(&receipt)?.map(|(state, _)| state), Some(EmailState::Queued));
        assert_eq!(state(&elsewhere)?.map(|(state, _)| state), Some(EmailState::Held));

        assert!(write(connection, EmailKind::Decision, project, later)?.is_some());
        assert_eq!(drop_held(connection, project, later)?, 1, "dropped again, of the same version");
        assert_eq!(drop_held(connection, project, later)?, 0);
        Ok(())
    });
}
