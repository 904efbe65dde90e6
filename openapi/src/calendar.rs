//! When a call takes submissions: its windows, and the extensions of one partner.
//!
//! Days and hours are local (Europe/Paris); the server's clock decides.

use crate::{Id, Reference, limits, partner::PartnerRef, rule::Rule, validation as rules};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A period in which a call takes submissions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"opens_on": "2027-03-08", "closes_on": "2027-05-20", "closes_at": "18:00"}))]
pub struct CallWindow {
    /// First day, local, from its first instant.
    pub opens_on: NaiveDate,
    /// Last day, local, included.
    #[garde(custom(not_before(&self.opens_on)))]
    pub closes_on: NaiveDate,
    /// Hour of the deadline on the last day, `HH:MM` local; absent: end of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::time_of_day))]
    pub closes_at: Option<String>,
}

fn not_before(start: &NaiveDate) -> impl Fn(&NaiveDate, &()) -> garde::Result + '_ {
    move |end, ()| if end < start { Err(Rule::EndBeforeStart.into()) } else { Ok(()) }
}

/// The windows of a call, in order, none over another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Windows(pub Vec<CallWindow>);

// By hand: the rule of an item needs the item before it.
impl Validate for Windows {
    type Context = ();

    fn validate_into(
        &self,
        context: &(),
        parent: &mut dyn FnMut() -> garde::Path,
        report: &mut garde::Report,
    ) {
        let Windows(windows) = self;
        if windows.len() > limits::WINDOWS_MAX {
            report.append(parent(), Rule::TooManyItems { max: limits::WINDOWS_MAX }.into());
        }
        for (index, window) in windows.iter().enumerate() {
            let mut place = || parent().join(index);
            window.validate_into(context, &mut place, report);
            let before = index.checked_sub(1).and_then(|before| windows.get(before));
            if before.is_some_and(|before| window.opens_on <= before.closes_on) {
                report.append(parent().join(index).join("opens_on"), Rule::WindowsOverlap.into());
            }
        }
    }
}

/// A local day, and an hour of it; without an hour the end of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"on": "2026-05-20", "instant": "2026-05-20T22:00:00Z"}))]
pub struct LocalDeadline {
    /// Last day, local, included.
    pub on: NaiveDate,
    /// Hour on that day, `HH:MM` local; absent: end of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// First instant that is too late.
    pub instant: DateTime<Utc>,
}

/// Whether a fiche can be filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FilingState {
    /// The first window has not opened.
    NotYet,
    /// Now.
    Open,
    /// A window has closed, another one will open.
    Between,
    /// No more.
    Over,
}

/// When a partner's fiche can be filed: the windows of its call, its extension, its correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Filing {
    pub state: FilingState,
    /// Of `open`: until when. Of `between` and `over`: what was missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<LocalDeadline>,
    /// The window that opens next, of `not_yet` and `between`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<CallWindow>,
    /// Why the deadline is later than the call's, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension_reason: Option<String>,
}

impl Filing {
    /// First day of the window that opens next.
    pub fn opens_on(&self) -> Option<NaiveDate> {
        self.next.as_ref().map(|window| window.opens_on)
    }

    /// Neither now nor later.
    pub const OVER: Filing =
        Filing { state: FilingState::Over, deadline: None, next: None, extension_reason: None };

    pub fn is_open(&self) -> bool {
        self.state == FilingState::Open
    }

    /// The first instant that is too late, while it can be filed.
    pub fn open_until(&self) -> Option<DateTime<Utc>> {
        self.deadline.as_ref().filter(|_| self.is_open()).map(|deadline| deadline.instant)
    }
}

/// More time for one partner in a call. Everybody reads it without the partner's name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f71", "version": 1, "until": {"on": "2026-05-27", "instant": "2026-05-27T22:00:00Z"},
    "reason": "Panne du réseau de l’organisation pendant trois jours.", "granted_at": "2026-05-18T09:12:04Z"}))]
pub struct Extension {
    pub id: Id,
    pub version: i32,
    /// For the coordination and for the partner itself only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<PartnerRef>,
    pub until: LocalDeadline,
    /// Published.
    pub reason: String,
    pub granted_at: DateTime<Utc>,
    /// Who granted it; for the coordination only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted_by: Option<String>,
    /// Taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Revocation>,
}

/// An extension taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Revocation {
    pub at: DateTime<Utc>,
    /// Published.
    pub reason: String,
}

/// An extension to grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({
    "partner": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f62", "until_on": "2026-05-27", "until_at": "18:00",
    "reason": "Panne du réseau de l’organisation pendant trois jours."}))]
pub struct ExtensionInput {
    /// A partner of the programme, by id.
    pub partner: Reference,
    /// Last day to file, local, included; after the call's own deadline.
    pub until_on: NaiveDate,
    /// Hour on that day, `HH:MM` local; absent: end of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::time_of_day))]
    pub until_at: Option<String>,
    /// Published on the call's page: it must not name anybody.
    #[garde(custom(rules::reason))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Why an extension is taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "L’organisation a déposé sa fiche."}))]
pub struct RevocationInput {
    /// Published, as the extension's own.
    #[garde(custom(rules::reason))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validation::check;

    fn window(opens: u32, closes: u32) -> CallWindow {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap_or_default();
        CallWindow { opens_on: day(opens), closes_on: day(closes), closes_at: None }
    }

    fn refused(windows: Vec<CallWindow>) -> Vec<(String, String)> {
        check(&Windows(windows))
            .into_iter()
            .map(|violation| (violation.pointer, violation.rule.code().to_owned()))
            .collect()
    }

    #[test]
    fn windows_in_order_are_accepted() {
        assert_eq!(refused(vec![window(1, 5), window(6, 6), window(9, 20)]), []);
    }

    #[test]
    fn a_window_that_opens_before_the_one_before_has_closed_is_refused_at_its_first_day() {
        let expected = [("/1/opens_on".to_owned(), "windows_overlap".to_owned())];
        assert_eq!(refused(vec![window(1, 5), window(5, 9)]), expected);
        assert_eq!(refused(vec![window(10, 15), window(1, 5)]), expected);
    }

    #[test]
    fn a_window_that_ends_before_it_starts_is_refused_at_its_last_day() {
        let expected = [("/0/closes_on".to_owned(), "end_before_start".to_owned())];
        assert_eq!(refused(vec![window(5, 4)]), expected);
    }
}
