//! Changing and removing an attachment, of a project or of a partner's profile.

use super::{
    partner_routes, still_written,
    store::{self, Holder, Row},
    writable,
};
use crate::{
    auth::actor::Visit,
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{Done, Tagged},
        body::Patch,
        etag::IfMatch,
        fail::Fail,
    },
};
use openapi::attachment::{Attachment, AttachmentInput, AttachmentKind};

/// One that is in the list of today, and whether it was filed.
pub fn present(connection: &mut AnyConnection, holder: &Holder, id: &str) -> Result<(Row, bool), Fail> {
    store::find(connection, holder, id)?.filter(|(row, _)| row.removed_at.is_none()).ok_or(Fail::NOT_FOUND)
}

/// The same in the version that was read, for who may change it, while it can be changed.
fn changeable(
    visit: &Visit,
    connection: &mut AnyConnection,
    holder: &Holder,
    id: &str,
    if_match: &IfMatch,
) -> Result<(Row, bool), Fail> {
    let fiche = match holder {
        Holder::Project(project) => Some(writable(visit, connection, project)?),
        Holder::Partner(partner) => {
            partner_routes::keeper(visit, connection, partner)?;
            None
        }
    };
    let (row, filed) = present(connection, holder, id)?;
    if_match.check(row.version, format!("/api/v1{}/{id}", holder.path()))?;
    if let Some(seen) = &fiche {
        still_written(visit, seen)?;
    }
    Ok((row, filed))
}

/// Applies a patch to what is said of an attachment.
pub async fn change(
    visit: Visit,
    holder: Holder,
    id: String,
    if_match: IfMatch,
    patch: Patch<AttachmentInput>,
) -> Result<Tagged<Attachment>, Fail> {
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let (row, filed) = changeable(&visit, connection, &holder, &id, &if_match)?;
            let current = AttachmentInput {
                label: row.label.clone(),
                kind: AttachmentKind::parse(&row.kind).unwrap_or_default(),
            };
            let input = patch.apply(&current)?;
            if !store::change(connection, &row, &input)? {
                return Err(Fail::Stale { current: format!("/api/v1{}/{}", holder.path(), row.id) });
            }
            let (row, _) = present(connection, &holder, &row.id)?;
            Ok(store::wire(row, filed))
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// Takes an attachment away, with its bytes unless it was filed.
pub async fn remove(visit: Visit, holder: Holder, id: String, if_match: IfMatch) -> Result<Done, Fail> {
    let state = visit.state.clone();
    let removing = {
        let visit = visit.clone();
        state.db.write(Ending::Commit, move |connection| {
            let (row, filed) = changeable(&visit, connection, &holder, &id, &if_match)?;
            Ok::<_, Fail>(store::remove(connection, &row, filed, visit.now)?)
        })
    };
    drop_object(&visit, removing.await?).await;
    Ok(Done)
}

/// Removes the bytes of what no attachment holds any more; what fails here is left to the sweeper.
pub async fn drop_object(visit: &Visit, object: Option<String>) {
    let Some(object) = object else { return };
    if let Err(error) = visit.state.files.storage.remove(&object).await {
        tracing::warn!(%error, "a removed file is left to the sweeper");
        return;
    }
    let settled = visit
        .state
        .db
        .write(Ending::Commit, move |connection| store::settle(connection, &object).map_err(DbError::from));
    if let Err(error) = settled.await {
        tracing::warn!(%error, "a removed file is left to the sweeper");
    }
}
