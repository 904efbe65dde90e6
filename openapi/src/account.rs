//! Accounts, sessions, memberships, invitations.

use crate::{
    Id, PartnerRole, Reference, Role,
    limits::EMAIL_MAX,
    partner::PartnerRef,
    password,
    programme::{ObjectiveRef, ProgrammeRef},
    rule::Rule,
    validation as rules,
};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Who logs in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"email": "coordinator@demo.example", "password": "Alliance-demo-2026!"}))]
pub struct LoginInput {
    pub email: String,
    #[schema(format = Password)]
    pub password: String,
    /// Code of the second factor, where the account has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp: Option<String>,
}

/// OAuth 2 token request, form-encoded (RFC 6749).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"grant_type": "password", "username": "admin@demo.example", "password": "Alliance-demo-2026!"}))]
pub struct TokenInput {
    /// `password` or `refresh_token`.
    pub grant_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Password)]
    pub password: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
}

/// An access token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"access_token": "eyJ…", "token_type": "Bearer", "expires_in": 900}))]
pub struct AccessToken {
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// In seconds.
    pub expires_in: i64,
    /// Only from `/auth/token`; the web app's refresh token is a cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// A role of a person in a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f6c", "user": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "role": "partner", "partner_role": "owner",
    "programme": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61", "slug": "soissons", "name": "Cité éducative de Soissons"},
    "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Les Ateliers du Mail", "kind": "association"}}))]
pub struct Membership {
    pub id: Id,
    /// Id of the person.
    pub user: Id,
    pub role: Role,
    /// Null for `admin`, which is instance-wide.
    #[serde(default)]
    pub programme: Option<ProgrammeRef>,
    /// The organisation: required for carrier, reviewer and partner.
    #[serde(default)]
    pub partner: Option<PartnerRef>,
    #[serde(default)]
    pub partner_role: Option<PartnerRole>,
    /// Objectives that a reviewer or carrier follows: projects that serve them are rather assigned to this person.
    #[serde(default)]
    pub objectives: Vec<ObjectiveRef>,
}

/// What can be changed of a membership: the objectives that a reviewer or carrier follows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"objectives": ["O2", "O5"]}))]
pub struct FollowedInput {
    /// Objectives of the programme, by id or code.
    #[garde(custom(rules::items))]
    #[schema(max_items = 100)]
    pub objectives: Vec<Reference>,
}

/// A membership as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"user": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "role": "observer", "programme": "soissons"}))]
pub struct MembershipInput {
    /// A user, by id.
    pub user: Reference,
    pub role: Role,
    /// Id or slug; absent for `admin`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(needed_for(self.role)))]
    pub partner: Option<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_role: Option<PartnerRole>,
}

fn needed_for(role: Role) -> impl Fn(&Option<Reference>, &()) -> garde::Result {
    move |partner, ()| {
        if role.needs_partner() && partner.is_none() { Err(Rule::Required.into()) } else { Ok(()) }
    }
}

/// The person who is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "version": 1, "email": "coordinator@demo.example", "name": "Camille Martin",
    "memberships": [], "created_at": "2026-01-05T08:30:00Z"}))]
pub struct Me {
    pub id: Id,
    pub version: i32,
    pub email: String,
    pub name: String,
    pub memberships: Vec<Membership>,
    /// Fiches of other organisations that the person was invited to.
    #[serde(default)]
    pub collaborations: Vec<Collaboration>,
    pub created_at: DateTime<Utc>,
}

/// A fiche of another organisation that a person was invited to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "role": "editor"}))]
pub struct Collaboration {
    /// Id of the project.
    pub project: Id,
    /// `editor` or `reader`; `owner` for whoever is in charge of it.
    pub role: PartnerRole,
}

/// What a person can change of the own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"name": "Camille Martin"}))]
pub struct MeInput {
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
}

/// A session of the person who is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f6d", "current": true, "user_agent": "Firefox",
    "created_at": "2026-05-20T16:12:04Z", "last_used_at": "2026-05-20T16:27:04Z", "expires_at": "2026-06-19T16:12:04Z"}))]
pub struct Session {
    pub id: Id,
    /// The session of this very request.
    pub current: bool,
    pub user_agent: String,
    pub created_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Which sessions to end.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SessionFilter {
    /// One session; absent: all but the current one.
    pub id: Option<String>,
}

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    Active,
    Disabled,
}

impl UserStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            UserStatus::Active => "active",
            UserStatus::Disabled => "disabled",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [UserStatus::Active, UserStatus::Disabled].into_iter().find(|status| status.as_str() == text)
    }
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "version": 1, "email": "coordinator@demo.example", "name": "Camille Martin",
    "status": "active", "memberships": [], "created_at": "2026-01-05T08:30:00Z"}))]
pub struct User {
    pub id: Id,
    pub version: i32,
    pub email: String,
    pub name: String,
    pub status: UserStatus,
    pub memberships: Vec<Membership>,
    pub created_at: DateTime<Utc>,
}

/// An account as sent. Sent by an admin only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"email": "camille.martin@exemple.fr", "name": "Camille Martin", "status": "active"}))]
pub struct UserInput {
    #[garde(custom(rules::email))]
    #[schema(max_length = 254)]
    pub email: String,
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    #[serde(default = "active")]
    pub status: UserStatus,
}

fn active() -> UserStatus {
    UserStatus::Active
}

/// Filters of the list of users.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UserFilter {
    /// Role in a programme the reader administers.
    pub role: Option<Role>,
    /// Id or slug of the programme.
    pub programme: Option<String>,
}

/// Filters of the list of memberships.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MembershipFilter {
    /// A person, by id.
    pub user: Option<String>,
    /// Id or slug of the programme.
    pub programme: Option<String>,
}

/// An invitation as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"email": "camille.martin@exemple.fr", "role": "reviewer", "programme": "soissons", "partner": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60"}))]
pub struct InvitationInput {
    #[garde(custom(rules::email))]
    #[schema(max_length = 254)]
    pub email: String,
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(needed_for(self.role)))]
    pub partner: Option<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_role: Option<PartnerRole>,
}

/// An invitation to join a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f6e", "version": 1, "email": "camille.martin@exemple.fr", "role": "reviewer",
    "programme": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61", "slug": "soissons", "name": "Cité éducative de Soissons"},
    "partner": null, "partner_role": null, "accepted": false, "token": "K5pd…", "expires_at": "2026-06-03T08:30:00Z", "created_at": "2026-05-20T08:30:00Z"}))]
pub struct Invitation {
    pub id: Id,
    pub version: i32,
    pub email: String,
    pub role: Role,
    #[serde(default)]
    pub programme: Option<ProgrammeRef>,
    #[serde(default)]
    pub partner: Option<PartnerRef>,
    #[serde(default)]
    pub partner_role: Option<PartnerRole>,
    pub accepted: bool,
    /// The secret of the link `/invitation/{token}`: shown once, in the answer that creates the invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    pub expires_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
}

/// Who accepts an invitation. An address that has an account already gives its own password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"token": "K5pd…", "name": "Camille Martin", "password": "Une-phrase-assez-longue-2026"}))]
pub struct AcceptInput {
    pub token: String,
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    #[garde(custom(strong))]
    #[schema(format = Password, max_length = 254)]
    pub password: String,
}

/// Who has forgotten the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"email": "camille.martin@exemple.fr"}))]
pub struct ForgotInput {
    #[garde(custom(rules::email))]
    #[schema(max_length = 254)]
    pub email: String,
}

/// What was promised to whoever forgot the password, account or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"minutes": 60}))]
pub struct LinkLife {
    /// How long a link that is sent is good for.
    pub minutes: u32,
}

/// A new password, with the secret of the link that was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"token": "K5pd…", "password": "Une-phrase-assez-longue-2026"}))]
pub struct ResetInput {
    pub token: String,
    #[garde(custom(strong))]
    #[schema(format = Password, max_length = 254)]
    pub password: String,
}

/// Another password for the own account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"current_password": "Alliance-demo-2026!", "password": "Une-phrase-assez-longue-2026"}))]
pub struct PasswordInput {
    #[garde(custom(given))]
    #[schema(format = Password)]
    pub current_password: String,
    #[garde(custom(strong))]
    #[schema(format = Password, max_length = 254)]
    pub password: String,
}

fn given(text: &str, _: &()) -> garde::Result {
    if text.is_empty() { Err(Rule::Required.into()) } else { Ok(()) }
}

/// garde rule: a password of the required strength.
pub fn strong(text: &str, _: &()) -> garde::Result {
    if text.chars().count() > EMAIL_MAX {
        Err(Rule::TooLong { max: EMAIL_MAX }.into())
    } else if password::strong_enough(text) {
        Ok(())
    } else {
        Err(Rule::WeakPassword.into())
    }
}

impl From<&Me> for MeInput {
    fn from(me: &Me) -> Self {
        let Me { id: _, version: _, email: _, name, memberships: _, collaborations: _, created_at: _ } =
            me.clone();
        Self { name }
    }
}

impl From<&User> for UserInput {
    fn from(user: &User) -> Self {
        let User { id: _, version: _, email, name, status, memberships: _, created_at: _ } = user.clone();
        Self { email, name, status }
    }
}
