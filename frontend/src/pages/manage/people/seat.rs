//! A seat: a role, the organisation it is for, what one does in it. The same fields invite a person and add a role.

use crate::{
    api::{self, every::every},
    components::{
        async_content::use_load,
        form::{Choice, Errors, Radios, Select},
    },
    i18n::people as t,
    pages::manage::managed::use_managed,
};
use openapi::{
    PartnerRole, Role,
    account::{Invitation, Membership},
    partner::{Partner, PartnerFilter, PartnerRef},
};
use yew::prelude::*;

/// What is chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Seat {
    pub role: Role,
    /// Id of the organisation, where the role has one.
    pub partner: Option<String>,
    pub partner_role: Option<PartnerRole>,
}

impl Seat {
    /// A seat with this role and nothing else chosen.
    pub fn of(role: Role) -> Self {
        Self { role, partner: None, partner_role: (role == Role::Partner).then_some(PartnerRole::Editor) }
    }

    /// With another role: what does not fit it is dropped.
    fn turned(&self, role: Role) -> Self {
        // A carrier is chosen among few; the other roles share the list of all organisations.
        let keeps = role.needs_partner() && (role == Role::Carrier) == (self.role == Role::Carrier);
        Self { partner: self.partner.clone().filter(|_| keeps), ..Self::of(role) }
    }
}

/// « Partenaire (Responsable) · Les Ateliers du Mail ».
pub fn seat_label(role: Role, partner: Option<&PartnerRef>, partner_role: Option<PartnerRole>) -> String {
    let role = match partner_role {
        Some(within) => format!("{} ({})", role.label_fr(), within.label_fr().to_lowercase()),
        None => role.label_fr().to_owned(),
    };
    match partner {
        Some(partner) => format!("{role} · {}", partner.name),
        None => role,
    }
}

/// The seat of a membership.
pub fn of_membership(membership: &Membership) -> String {
    seat_label(membership.role, membership.partner.as_ref(), membership.partner_role)
}

/// The seat that an invitation promises.
pub fn of_invitation(invitation: &Invitation) -> String {
    seat_label(invitation.role, invitation.partner.as_ref(), invitation.partner_role)
}

/// What a person with a role does.
fn duties(role: Role) -> &'static str {
    match role {
        Role::Admin => t::ADMIN_DOES,
        Role::Coordinator => t::COORDINATOR_DOES,
        Role::Carrier => t::CARRIER_DOES,
        Role::Reviewer => t::REVIEWER_DOES,
        Role::Partner => t::PARTNER_DOES,
        Role::Observer => t::OBSERVER_DOES,
    }
}

/// Properties of [`SeatFields`].
#[derive(Properties, PartialEq)]
pub struct SeatFieldsProps {
    pub seat: Seat,
    pub onchange: Callback<Seat>,
    pub errors: Errors,
    /// The reader is an admin, who gives every role.
    pub admin: bool,
}

/// Role, organisation, what one does in it.
#[component]
pub fn SeatFields(props: &SeatFieldsProps) -> Html {
    let seat = &props.seat;
    let programme = use_managed().map(|programme| programme.slug);
    let partners = use_load(programme, |programme| async move {
        let filter = PartnerFilter { kind: None, programme };
        every(|cursor| {
            let filter = filter.clone();
            async move { api::partners::list(&filter, None, cursor.as_deref()).await }
        })
        .await
    });
    let roles = Role::ALL.into_iter().filter(|role| props.admin || role.given_by_coordinator());
    let roles =
        roles.map(|role| Choice::new(role.as_str(), role.label_fr()).hint(duties(role))).collect::<Vec<_>>();
    let turn = {
        let seat = seat.clone();
        props.onchange.reform(move |role: String| seat.turned(Role::parse(&role).unwrap_or(seat.role)))
    };
    let place = {
        let seat = seat.clone();
        props
            .onchange
            .reform(move |id: String| Seat { partner: Some(id).filter(|id| !id.is_empty()), ..seat.clone() })
    };
    let within = {
        let seat = seat.clone();
        props
            .onchange
            .reform(move |role: String| Seat { partner_role: PartnerRole::parse(&role), ..seat.clone() })
    };
    let fits = |partner: &&Partner| seat.role != Role::Carrier || partner.kind.is_carrier();
    let choices: Vec<Choice> = partners
        .value()
        .iter()
        .flat_map(|page| page.items.iter().filter(fits))
        .map(|partner| Choice::new(partner.id.as_str().to_owned(), partner.name.clone()))
        .collect();
    let (label, hint) = match seat.role {
        Role::Carrier => (t::INSTITUTION, t::CARRIER_HINT),
        Role::Reviewer => (t::ORGANISATION, t::REVIEWER_HINT),
        _ => (t::ORGANISATION, t::PARTNER_HINT),
    };
    html! {
        <>
            <Radios at="/role" legend={t::ROLE} choices={roles} errors={props.errors.clone()} value={seat.role.as_str()} onchange={turn} />
            if seat.role.needs_partner() {
                <Select at="/partner" {label} {hint} {choices} errors={props.errors.clone()}
                    value={seat.partner.clone().unwrap_or_default()} onchange={place} />
            }
            if seat.role == Role::Partner {
                <Radios at="/partner_role" legend={t::PARTNER_ROLE} choices={partner_roles()} errors={props.errors.clone()}
                    value={seat.partner_role.map_or("", PartnerRole::as_str)} onchange={within} />
            }
        </>
    }
}

fn partner_roles() -> Vec<Choice> {
    [
        (PartnerRole::Owner, t::OWNER_HINT),
        (PartnerRole::Editor, t::EDITOR_HINT),
        (PartnerRole::Reader, t::READER_HINT),
    ]
    .map(|(role, hint)| Choice::new(role.as_str(), role.label_fr()).hint(hint))
    .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_role_drops_what_does_not_fit_it() {
        let carrier = Seat { partner: Some("ville".into()), ..Seat::of(Role::Carrier) };
        assert_eq!(carrier.turned(Role::Observer), Seat::of(Role::Observer));
        assert_eq!(carrier.turned(Role::Reviewer).partner, None);
        let reviewer = Seat { partner: Some("association".into()), ..Seat::of(Role::Reviewer) };
        let partner = reviewer.turned(Role::Partner);
        assert_eq!(
            (partner.partner.as_deref(), partner.partner_role),
            (Some("association"), Some(PartnerRole::Editor))
        );
    }
}
