//! Accounts, memberships, invitations.

mod accept;
mod invitations;
mod me;
mod memberships;
mod password;
pub mod rules;
pub mod store;
mod users;

use crate::http::mount::Mount;
use crate::{auth::password::refuse_guessable, clock::Clock, db::Db, http::fail::Fail};
use openapi::{
    Role,
    account::{UserInput, UserStatus},
    rule::Rule,
    validation,
};
use rules::Seat;

pub fn configure(config: &mut Mount) {
    me::configure(config);
    users::configure(config);
    memberships::configure(config);
    invitations::configure(config);
    accept::configure(config);
    password::configure(config);
}

/// Makes an admin: a new account, or one that exists, which gets this name and password.
pub fn create_admin(db: &Db, clock: &dyn Clock, email: &str, name: &str, password: &str) -> Result<(), Fail> {
    let input = UserInput { email: email.to_owned(), name: name.to_owned(), status: UserStatus::Active };
    Fail::unless_empty(validation::check(&input))?;
    if !openapi::password::strong_enough(password) {
        return Err(Fail::field("/password", Rule::WeakPassword));
    }
    refuse_guessable(password, &[email, name])?;
    let hash = crate::auth::password::hash_blocking(password)?;
    let seat = Seat { role: Role::Admin, programme: None, partner: None, partner_role: None };
    let now = clock.now();
    db.write_blocking(|connection| {
        store::claim(connection)?;
        let user = match store::users::login(connection, email)? {
            Some(known) => {
                store::users::set_password(connection, &known.id, name, &hash, now)?;
                known.id
            }
            None => store::users::insert(connection, &input, Some(&hash), now)?,
        };
        if store::memberships::same(connection, &user, &seat)?.is_none() {
            store::memberships::insert(connection, &user, &seat, now)?;
        }
        Ok(())
    })
}
