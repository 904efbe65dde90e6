//! Logging in, the person's own account, people and invitations.

use super::{ApiResult, Request, delete, get, patch, post, segment};
use openapi::{
    Page,
    account::{
        AcceptInput, AccessToken, FollowedInput, ForgotInput, Invitation, InvitationInput, LinkLife,
        LoginInput, Me, MeInput, Membership, MembershipInput, PasswordInput, ResetInput, Session, User,
    },
};
use serde::Serialize;

/// Logs in: an access token, and the refresh cookie.
pub async fn log_in(input: &LoginInput) -> ApiResult<AccessToken> {
    post("/auth/login").json(input).anonymous().send().await
}

/// Ends the session of this browser.
pub async fn log_out() -> ApiResult<()> {
    post("/auth/logout")
        .send::<serde::de::IgnoredAny>()
        .await
        .map(|answer| super::Answer { body: (), etag: answer.etag })
}

/// Accepts an invitation: the account exists and is logged in.
pub async fn accept_invitation(input: &AcceptInput) -> ApiResult<AccessToken> {
    post("/auth/invitations/accept").json(input).anonymous().send().await
}

/// Asks for a link to a new password.
pub async fn forgot_password(input: &ForgotInput) -> ApiResult<LinkLife> {
    post("/auth/password/forgot").json(input).anonymous().send().await
}

/// Chooses a new password with the secret of the link.
pub async fn reset_password(input: &ResetInput) -> ApiResult<()> {
    post("/auth/password/reset").json(input).anonymous().send().await
}

/// Changes the own password; the other sessions end.
pub async fn change_password(input: &PasswordInput) -> ApiResult<()> {
    post("/me/password").json(input).send().await
}

/// Sends an invitation again, with a new link.
pub async fn resend_invitation(id: &str, etag: &str) -> ApiResult<Invitation> {
    post(format!("/invitations/{}/resend", segment(id))).if_match(Some(etag)).send().await
}

/// The person who is logged in.
pub async fn me() -> ApiResult<Me> {
    get("/me").send().await
}

/// Changes the own name.
pub async fn update_me(input: &MeInput, etag: Option<&str>) -> ApiResult<Me> {
    patch("/me").json(input).if_match(etag).send().await
}

/// The sessions of the person who is logged in.
pub async fn sessions() -> ApiResult<Page<Session>> {
    get("/me/sessions").query("limit", 100).send().await
}

/// Ends one session, or all but the current one.
pub async fn end_sessions(id: Option<&str>) -> ApiResult<()> {
    delete("/me/sessions").query_some("id", id).send().await
}

/// People of the programmes one administers; add filters and the cursor.
pub fn users() -> Request {
    get("/users")
}

/// One person.
pub async fn user(id: &str) -> ApiResult<User> {
    get(format!("/users/{}", segment(id))).send().await
}

/// Changes an account; `changes` is a JSON Merge Patch.
pub async fn update_user(id: &str, changes: &impl Serialize, etag: Option<&str>) -> ApiResult<User> {
    patch(format!("/users/{}", segment(id))).json(changes).if_match(etag).send().await
}

/// Gives a role.
pub async fn add_membership(input: &MembershipInput) -> ApiResult<Membership> {
    post("/memberships").json(input).send().await
}

/// Takes a role away.
pub async fn remove_membership(id: &str, etag: Option<&str>) -> ApiResult<()> {
    delete(format!("/memberships/{}", segment(id))).if_match(etag).send().await
}

/// Invitations; add filters and the cursor.
pub async fn invitations(cursor: Option<&str>) -> ApiResult<Page<Invitation>> {
    get("/invitations").query_some("cursor", cursor).send().await
}

/// Invites a person.
pub async fn invite(input: &InvitationInput) -> ApiResult<Invitation> {
    post("/invitations").json(input).send().await
}

/// Takes an invitation back: its link no longer works.
pub async fn withdraw_invitation(id: &str, etag: &str) -> ApiResult<()> {
    delete(format!("/invitations/{}", segment(id))).if_match(Some(etag)).send().await
}

/// One membership, with its ETag.
pub async fn membership(id: &str) -> ApiResult<Membership> {
    get(format!("/memberships/{}", segment(id))).send().await
}

/// Says which objectives a reviewer follows.
pub async fn follow(id: &str, input: &FollowedInput, etag: Option<&str>) -> ApiResult<Membership> {
    patch(format!("/memberships/{}", segment(id))).json(input).if_match(etag).send().await
}
