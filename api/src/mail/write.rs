//! Writing mails into the outbox: [`queue`] for any, and one function for each kind.
//!
//! Each takes the connection of the caller's transaction: the mail exists if and only if what it tells does.

mod committee;
mod reviewing;

pub use committee::{abandonment, decision, reservations_lifted};
pub use reviewing::assigned;

use super::{
    Desk, Recipient, SECRET, defaults,
    letters::{
        AdmissibilityResult, CollaboratorInvitation, ContributionRequest, CorrectionRequest,
        DeadlineReminder, ExtensionGranted, Invitation, Letter, NewMessage, PasswordReset, Receipt,
        ReviewReminder, ReviewReopened,
    },
    markup,
    render::{self, Written},
    rules,
    store::{outbox, recipients, templates},
};
use crate::{catalogue::StoredCall, db::AnyConnection, french, http::fail::Fail, projects};
use chrono::{DateTime, NaiveDate, Utc};
use openapi::{email::EmailTemplateInput, role::Role};

/// What a mail is about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject<'a> {
    pub programme: Option<&'a str>,
    pub call: Option<&'a str>,
    pub project: Option<&'a str>,
}

impl<'a> From<&'a projects::store::Row> for Subject<'a> {
    fn from(row: &'a projects::store::Row) -> Self {
        Self { programme: Some(&row.programme_id), call: Some(&row.call_id), project: Some(&row.id) }
    }
}

/// Where a mail leads.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// Below the public address, with its leading slash.
    pub path: &'a str,
    /// What follows the path and only the recipient may know.
    pub secret: Option<&'a str>,
    /// From then on it leads nowhere, and the mail is not sent any more.
    pub until: Option<DateTime<Utc>>,
}

impl<'a> Link<'a> {
    pub fn to(path: &'a str) -> Self {
        Self { path, secret: None, until: None }
    }
}

/// Writes a mail for one person, unless `cause` (with the kind and the address) has written it already; whether it did.
pub fn queue<L: Letter>(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    about: Subject<'_>,
    to: &Recipient,
    cause: &str,
    link: Link<'_>,
    letter: &L,
) -> Result<bool, Fail> {
    let programme = about.programme.and_then(|id| desk.catalogue.programme(id));
    let mut values = serde_json::to_value(letter).map_err(|error| Fail::Internal(error.to_string()))?;
    values["recipient"] = to.name.as_str().into();
    values["programme"] = programme.map(|programme| programme.name.as_str()).unwrap_or_default().into();
    markup::without_mark(&mut values);
    let mark = if link.secret.is_some() { SECRET } else { "" };
    values["link"] = format!("{}{}{mark}", desk.public_url, link.path).into();
    let own = match programme.filter(|_| L::KIND.has_template()) {
        Some(programme) => Some(templates::find(connection, programme.id.as_str(), L::KIND)?),
        None => None,
    };
    let own = own.filter(|template| template.customised).map(|template| EmailTemplateInput::from(&template));
    let Written { subject, text, html } = fill::<L>(own.as_ref(), &values)?;
    let cause = format!("{} {cause} {}", L::KIND.as_str(), to.email);
    let new = outbox::New {
        cause: &cause,
        kind: L::KIND,
        programme: programme.map(|programme| programme.id.as_str()),
        call: about.call,
        project: about.project,
        recipient: &to.email,
        recipient_name: &to.name,
        subject: &subject,
        text: &text,
        html: &html,
        secret: link.secret,
        host: desk.host(),
        expires_at: link.until,
    };
    Ok(outbox::insert(connection, &new, desk.now)?.is_some())
}

/// A programme's words that cannot be filled in never stop what the mail tells: the default ones are taken.
fn fill<L: Letter>(own: Option<&EmailTemplateInput>, values: &serde_json::Value) -> Result<Written, Fail> {
    if let Some(own) = own {
        match render::write(L::KIND, own, values) {
            Ok(written) => return Ok(written),
            Err(wrong) => {
                tracing::warn!(kind = L::KIND.as_str(), ?wrong, "a template could not be filled in")
            }
        }
    }
    render::write(L::KIND, &defaults::template(L::KIND), values)
        .map_err(|wrong| Fail::Internal(format!("the default of {} fails: {wrong:?}", L::KIND.as_str())))
}

fn fiche(row: &projects::store::Row) -> String {
    format!("/fiches/{}", row.id)
}

fn call_title(desk: &Desk<'_>, row: &projects::store::Row) -> String {
    desk.catalogue.call(&row.call_id).map(|call| call.wire.title.clone()).unwrap_or_default()
}

/// To each who writes the fiche.
fn to_writers<L: Letter>(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
    cause: &str,
    link: Link<'_>,
    letter: &L,
) -> Result<(), Fail> {
    let cause = format!("{} {cause}", row.id);
    for to in recipients::writers_of(connection, &row.id, &row.partner_id)? {
        queue(connection, desk, Subject::from(row), &to, &cause, link, letter)?;
    }
    Ok(())
}

/// Asks somebody to join; `token` is the secret of the link.
pub fn invitation(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    to: &Recipient,
    invitation: &InvitationOf<'_>,
) -> Result<(), Fail> {
    let InvitationOf { id, version, programme, partner, role, inviter, token, expires } = *invitation;
    let letter = Invitation {
        inviter: inviter.to_owned(),
        role: role.label_fr().to_owned(),
        organisation: partner
            .and_then(|id| desk.catalogue.partner(id))
            .map(|p| p.name.clone())
            .unwrap_or_default(),
        expires: french::moment(expires),
    };
    let about = Subject { programme, ..Subject::default() };
    let link = Link { path: "/invitation/", secret: Some(token), until: Some(expires) };
    // A new link is a new mail.
    let cause = format!("{id} {version}");
    queue(connection, desk, about, to, &cause, link, &letter).map(drop)
}

/// What an invitation's mail tells.
#[derive(Debug, Clone, Copy)]
pub struct InvitationOf<'a> {
    pub id: &'a str,
    pub version: i32,
    pub programme: Option<&'a str>,
    pub partner: Option<&'a str>,
    pub role: Role,
    /// Name of who invites.
    pub inviter: &'a str,
    pub token: &'a str,
    pub expires: DateTime<Utc>,
}

/// Lets somebody choose a new password.
pub fn password_reset(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    to: &Recipient,
    (token, token_hash): (&str, &str),
    expires: DateTime<Utc>,
) -> Result<(), Fail> {
    let letter = PasswordReset { expires: french::moment(expires) };
    let link = Link { path: "/mot-de-passe/", secret: Some(token), until: Some(expires) };
    queue(connection, desk, Subject::default(), to, token_hash, link, &letter).map(drop)
}

/// Confirms a submission to those who write for the partner.
pub fn receipt(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
    number: &str,
    sha256: &str,
) -> Result<(), Fail> {
    let letter = Receipt {
        title: row.title.clone(),
        number: number.to_owned(),
        call: call_title(desk, row),
        submitted: french::moment(desk.now),
        sha256: sha256.to_owned(),
    };
    let cause = format!("version {}", row.version);
    to_writers(connection, desk, row, &cause, Link::to(&fiche(row)), &letter)
}

/// Asks those who write for the partner for a correction; `sections` are labels, each
/// with what to correct there, none for the whole fiche.
pub fn correction_request(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
    reason: &str,
    sections: Vec<String>,
    due: NaiveDate,
) -> Result<(), Fail> {
    let letter = CorrectionRequest {
        title: row.title.clone(),
        number: row.number.clone().unwrap_or_default(),
        reason: reason.to_owned(),
        sections,
        due: french::day(due),
    };
    let cause = format!("version {}", row.version);
    to_writers(connection, desk, row, &cause, Link::to(&fiche(row)), &letter)
}

/// Warns those who write for the partner that a draft can soon no longer be submitted; `before` says which warning it is.
pub fn deadline_reminder(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
    deadline: DateTime<Utc>,
    before: chrono::Duration,
) -> Result<(), Fail> {
    let letter = DeadlineReminder {
        title: row.title.clone(),
        call: call_title(desk, row),
        deadline: french::moment(deadline),
        left: rules::left(deadline - desk.now),
    };
    let path = fiche(row);
    let link = Link { until: Some(deadline), ..Link::to(&path) };
    let cause = format!("{} {}", deadline.timestamp(), before.num_hours());
    to_writers(connection, desk, row, &cause, link, &letter)
}

/// Warns a reviewer that `count` reviews of a call can soon no longer be submitted; `before` says which warning it is.
pub fn review_reminder(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    call: &StoredCall,
    to: &Recipient,
    count: usize,
    deadline: DateTime<Utc>,
    before: chrono::Duration,
) -> Result<(), Fail> {
    let letter = ReviewReminder {
        call: call.wire.title.clone(),
        reviews: format!("{count}\u{a0}évaluation{}", if count < 2 { "" } else { "s" }),
        deadline: french::moment(deadline),
        left: rules::left(deadline - desk.now),
    };
    let about = Subject { programme: Some(call.programme()), call: Some(call.id()), project: None };
    let link = Link { until: Some(deadline), ..Link::to("/evaluations") };
    let cause = format!("{} {} {}", call.id(), deadline.timestamp(), before.num_hours());
    queue(connection, desk, about, to, &cause, link, &letter).map(drop)
}

/// Tells a reviewer that a review can be written again, until `due` where there is a last day.
pub fn review_reopened(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
    to: &Recipient,
    reason: &str,
    due: Option<NaiveDate>,
) -> Result<(), Fail> {
    let letter = ReviewReopened {
        title: row.title.clone(),
        call: call_title(desk, row),
        reason: reason.to_owned(),
        due: due.map(french::day).unwrap_or_default(),
    };
    let cause = format!("{} {}", row.id, desk.now.timestamp_micros());
    queue(connection, desk, Subject::from(row), to, &cause, Link::to("/evaluations"), &letter).map(drop)
}

/// Asks somebody to write or read a fiche with others; `role` completes « vous invite à » (`écrire`, `lire`), `cause` is
/// the id of the invitation, renewed with its link.
#[expect(clippy::too_many_arguments, reason = "each is a value of the mail, named at the call by its type")]
pub fn collaborator_invitation(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
    to: &Recipient,
    cause: &str,
    inviter: &str,
    role: &str,
    link: Link<'_>,
) -> Result<(), Fail> {
    let letter = CollaboratorInvitation {
        title: row.title.clone(),
        call: call_title(desk, row),
        inviter: inviter.to_owned(),
        role: role.to_owned(),
        expires: link.until.map(french::moment).unwrap_or_default(),
    };
    queue(connection, desk, Subject::from(row), to, cause, link, &letter).map(drop)
}

/// Tells those who write for a partner of the call that they have more time; `cause` is the id of the extension.
pub fn extension_granted(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    (programme, call, partner): (&str, &str, &str),
    cause: &str,
    deadline: DateTime<Utc>,
    reason: &str,
) -> Result<(), Fail> {
    let letter = ExtensionGranted {
        call: desk.catalogue.call(call).map(|call| call.wire.title.clone()).unwrap_or_default(),
        organisation: desk.catalogue.partner(partner).map(|p| p.name.clone()).unwrap_or_default(),
        deadline: french::moment(deadline),
        reason: reason.to_owned(),
    };
    let about = Subject { programme: Some(programme), call: Some(call), project: None };
    for to in recipients::writers_for(connection, partner)? {
        queue(connection, desk, about, &to, cause, Link::to("/fiches"), &letter)?;
    }
    Ok(())
}

/// Tells those who write for the partner whether the project is admissible.
pub fn admissibility_result(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
    admissible: bool,
    reason: &str,
) -> Result<(), Fail> {
    let letter = AdmissibilityResult {
        title: row.title.clone(),
        number: row.number.clone().unwrap_or_default(),
        admissible,
        reason: reason.to_owned(),
    };
    let cause = format!("version {}", row.version);
    to_writers(connection, desk, row, &cause, Link::to(&fiche(row)), &letter)
}

/// Tells somebody that a message waits; `message` is its id.
pub fn new_message(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
    to: &Recipient,
    message: &str,
    sender: &str,
) -> Result<(), Fail> {
    let letter = NewMessage { title: row.title.clone(), sender: sender.to_owned() };
    queue(connection, desk, Subject::from(row), to, message, Link::to(&fiche(row)), &letter).map(drop)
}

/// Asks those who answer for a partner named in a fiche to confirm what it brings; `cause` is the request.
pub fn contribution_request(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    row: &projects::store::Row,
    partner: &str,
    cause: &str,
    contribution: &str,
    link: Link<'_>,
) -> Result<(), Fail> {
    let name = |id: &str| desk.catalogue.partner(id).map(|p| p.name.clone()).unwrap_or_default();
    let letter = ContributionRequest {
        title: row.title.clone(),
        lead: name(&row.partner_id),
        organisation: name(partner),
        contribution: contribution.to_owned(),
    };
    for to in recipients::answerers_for(connection, partner)? {
        queue(connection, desk, Subject::from(row), &to, cause, link, &letter)?;
    }
    Ok(())
}
