//! Everything that is held on a person.

use super::{deeds, invitations, traces, users};
use crate::{
    accounts::store::invitations::Stored,
    catalogue::Catalogue,
    db::{
        AnyConnection,
        schema::{
            emails, invitations as invited, projects, review_scores, reviews, sessions, signatures,
            stated_conflicts,
        },
    },
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id,
    account::Session,
    email::EmailKind,
    personal_data::{
        CreatedProject, GivenScore, GivenSignature, HeldConflict, PersonalData, WrittenEmail, WrittenReview,
    },
    review::{Opinion, ReviewStatus},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = reviews)]
struct ReviewRow {
    id: String,
    project_id: String,
    status: String,
    opinion: Option<String>,
    message: String,
    confidential_note: String,
    abstention_reason: Option<String>,
    created_at: NaiveDateTime,
    submitted_at: Option<NaiveDateTime>,
}

/// None for a person who is no more.
pub fn everything(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    user: &str,
    session: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<PersonalData>> {
    let Some(account) = users::me(connection, catalogue, user)? else { return Ok(None) };
    let letters: Vec<Stored> = invited::table
        .filter(invited::email.eq(&account.email))
        .order(invited::id)
        .select(Stored::as_select())
        .load(connection)?;
    let address = account.email.clone();
    Ok(Some(PersonalData {
        exported_at: now,
        account,
        sessions: sessions_of(connection, user, session)?,
        invitations: letters.into_iter().map(|letter| invitations::wire(catalogue, letter, None)).collect(),
        projects: projects_of(connection, user)?,
        reviews: reviews_of(connection, user)?,
        conflicts: conflicts_of(connection, user)?,
        signatures: signatures_of(connection, user)?,
        emails: emails_to(connection, &address)?,
        files: traces::files(connection, user)?,
        sections: traces::sections(connection, user)?,
        presences: traces::presences(connection, user)?,
        messages: traces::messages(connection, user)?,
        answers: traces::answers(connection, user)?,
        attendances: deeds::attendances(connection, user)?,
        reservations: deeds::reservations(connection, user)?,
        reopenings: deeds::reopenings(connection, user)?,
        lifted_conflicts: deeds::lifted_conflicts(connection, user)?,
        extensions: deeds::extensions(connection, user)?,
        scenarios: deeds::scenarios(connection, user)?,
    }))
}

fn sessions_of(connection: &mut AnyConnection, user: &str, current: &str) -> QueryResult<Vec<Session>> {
    type Row = (String, String, NaiveDateTime, NaiveDateTime, NaiveDateTime);
    let rows: Vec<Row> = sessions::table
        .filter(sessions::user_id.eq(user))
        .order(sessions::id.desc())
        .select((
            sessions::id,
            sessions::user_agent,
            sessions::created_at,
            sessions::last_used_at,
            sessions::expires_at,
        ))
        .load(connection)?;
    let session = |(id, user_agent, created_at, last_used_at, expires_at): Row| Session {
        current: id == current,
        id: Id::from_storage(id),
        user_agent,
        created_at: created_at.and_utc(),
        last_used_at: last_used_at.and_utc(),
        expires_at: expires_at.and_utc(),
    };
    Ok(rows.into_iter().map(session).collect())
}

fn projects_of(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<CreatedProject>> {
    let rows: Vec<(String, String, NaiveDateTime)> = projects::table
        .filter(projects::created_by.eq(user))
        .order(projects::id)
        .select((projects::id, projects::title, projects::created_at))
        .load(connection)?;
    let project = |(id, title, at): (String, String, NaiveDateTime)| CreatedProject {
        id: Id::from_storage(id),
        title,
        created_at: at.and_utc(),
    };
    Ok(rows.into_iter().map(project).collect())
}

fn reviews_of(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<WrittenReview>> {
    let rows: Vec<ReviewRow> = reviews::table
        .filter(reviews::reviewer_id.eq(user))
        .order(reviews::id)
        .select(ReviewRow::as_select())
        .load(connection)?;
    let scores: Vec<(String, String, Option<i32>, String)> = review_scores::table
        .inner_join(reviews::table)
        .filter(reviews::reviewer_id.eq(user))
        .order((review_scores::review_id, review_scores::criterion_id))
        .select((
            review_scores::review_id,
            review_scores::criterion_id,
            review_scores::score,
            review_scores::comment,
        ))
        .load(connection)?;
    let review = |row: ReviewRow| {
        let ReviewRow {
            id,
            project_id,
            status,
            opinion,
            message,
            confidential_note,
            abstention_reason,
            created_at,
            submitted_at,
        } = row;
        let own = scores.iter().filter(|(review, ..)| *review == id);
        WrittenReview {
            scores: own
                .map(|(_, criterion, score, comment)| GivenScore {
                    criterion: Id::from_storage(criterion.clone()),
                    score: *score,
                    comment: comment.clone(),
                })
                .collect(),
            id: Id::from_storage(id),
            project: Id::from_storage(project_id),
            status: ReviewStatus::parse(&status).unwrap_or(ReviewStatus::Draft),
            opinion: opinion.as_deref().and_then(Opinion::parse),
            message,
            confidential_note,
            abstention_reason,
            created_at: created_at.and_utc(),
            submitted_at: submitted_at.map(|at| at.and_utc()),
        }
    };
    Ok(rows.into_iter().map(review).collect())
}

fn conflicts_of(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<HeldConflict>> {
    type Row = (String, String, NaiveDateTime, Option<NaiveDateTime>, Option<String>);
    let rows: Vec<Row> = stated_conflicts::table
        .filter(stated_conflicts::user_id.eq(user))
        .order(stated_conflicts::id)
        .select((
            stated_conflicts::project_id,
            stated_conflicts::reason,
            stated_conflicts::created_at,
            stated_conflicts::lifted_at,
            stated_conflicts::lifting_reason,
        ))
        .load(connection)?;
    let conflict = |(project, reason, at, lifted_at, lifting_reason): Row| HeldConflict {
        project: Id::from_storage(project),
        reason,
        created_at: at.and_utc(),
        lifted_at: lifted_at.map(|at| at.and_utc()),
        lifting_reason,
    };
    Ok(rows.into_iter().map(conflict).collect())
}

fn signatures_of(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<GivenSignature>> {
    let rows: Vec<(String, String, NaiveDateTime)> = signatures::table
        .filter(signatures::user_id.eq(user))
        .order((signatures::call_id, signatures::carrier_id))
        .select((signatures::call_id, signatures::carrier_id, signatures::signed_at))
        .load(connection)?;
    let signature = |(call, carrier, at): (String, String, NaiveDateTime)| GivenSignature {
        call: Id::from_storage(call),
        carrier: Id::from_storage(carrier),
        signed_at: at.and_utc(),
    };
    Ok(rows.into_iter().map(signature).collect())
}

fn emails_to(connection: &mut AnyConnection, address: &str) -> QueryResult<Vec<WrittenEmail>> {
    type Row = (String, String, String, NaiveDateTime, Option<NaiveDateTime>);
    let rows: Vec<Row> = emails::table
        .filter(emails::recipient.eq(address))
        .order(emails::id)
        .select((emails::id, emails::kind, emails::subject, emails::created_at, emails::sent_at))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, kind, subject, created_at, sent_at)| {
            Some(WrittenEmail {
                id: Id::from_storage(id),
                kind: EmailKind::parse(&kind)?,
                subject,
                created_at: created_at.and_utc(),
                sent_at: sent_at.map(|at| at.and_utc()),
            })
        })
        .collect())
}
