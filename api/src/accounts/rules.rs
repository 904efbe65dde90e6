//! Which seat in a programme an account can have, and who gives it. Pure.

use crate::{auth::principal::Principal, catalogue::Catalogue, http::fail::Fail};
use openapi::{PartnerRole, Reference, Role, rule::Rule, validation::Violation};

/// A role, in a programme, for an organisation: what a membership gives and an invitation promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    pub role: Role,
    /// None for `admin`, which is instance-wide.
    pub programme: Option<String>,
    pub partner: Option<String>,
    /// Of role `partner` only.
    pub partner_role: Option<PartnerRole>,
}

/// What a request says of a seat.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub role: Role,
    pub programme: Option<&'a Reference>,
    pub partner: Option<&'a Reference>,
    pub partner_role: Option<PartnerRole>,
}

/// Why a seat is not given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoSeat {
    /// Not this person's to give.
    NotTheirs,
    Wrong(Violation),
}

impl From<NoSeat> for Fail {
    fn from(refusal: NoSeat) -> Self {
        match refusal {
            NoSeat::NotTheirs => Fail::FORBIDDEN,
            NoSeat::Wrong(violation) => Fail::Fields(vec![violation]),
        }
    }
}

impl Seat {
    /// The seat that a person asks to give: its partner is one of the programme, and a carrier's is an institution
    /// that pilots it.
    pub fn find(catalogue: &Catalogue, giver: &Principal, asked: Asked<'_>) -> Result<Self, NoSeat> {
        if asked.role == Role::Admin && !giver.is_admin() {
            return Err(NoSeat::NotTheirs);
        }
        let seat = Self::resolve(catalogue, asked).map_err(NoSeat::Wrong)?;
        if given_by(giver, seat.role, seat.programme.as_deref()) { Ok(seat) } else { Err(NoSeat::NotTheirs) }
    }

    fn resolve(catalogue: &Catalogue, asked: Asked<'_>) -> Result<Self, Violation> {
        let Asked { role, programme, partner, partner_role } = asked;
        let unknown = |place: &str| Violation::new(place, Rule::UnknownReference);
        if role == Role::Admin {
            return match (programme, partner) {
                (None, None) => Ok(Self { role, programme: None, partner: None, partner_role: None }),
                (Some(_), _) => Err(unknown("/programme")),
                (None, Some(_)) => Err(unknown("/partner")),
            };
        }
        let found = catalogue.programme_or_only(programme).ok_or_else(|| match programme {
            Some(_) => unknown("/programme"),
            None => Violation::new("/programme", Rule::Required),
        })?;
        let partner = match partner {
            None => None,
            Some(reference) => {
                let fits = |kind: openapi::partner::PartnerKind| role != Role::Carrier || kind.is_carrier();
                let partner = catalogue
                    .partner_of(found.id.as_str(), reference.as_str())
                    .filter(|partner| fits(partner.kind))
                    .ok_or_else(|| unknown("/partner"))?;
                Some(partner.id.to_string())
            }
        };
        let partner_role = (role == Role::Partner).then(|| partner_role.unwrap_or(PartnerRole::Reader));
        Ok(Self { role, programme: Some(found.id.to_string()), partner, partner_role })
    }
}

/// Whether a person gives and takes a role in a programme.
pub fn given_by(person: &Principal, role: Role, programme: Option<&str>) -> bool {
    person.is_admin()
        || (role.given_by_coordinator() && programme.is_some_and(|programme| person.coordinates(programme)))
}

/// Whose accounts, memberships and invitations a person administers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    Everyone,
    /// Of these programmes.
    Programmes(Vec<String>),
}

impl Reach {
    pub fn of(person: &Principal) -> Self {
        if person.is_admin() {
            Reach::Everyone
        } else {
            Reach::Programmes(person.programmes_as(Role::Coordinator))
        }
    }

    /// Whether what belongs to a programme (or to none, for the instance) is in reach.
    pub fn covers(&self, programme: Option<&str>) -> bool {
        match self {
            Reach::Everyone => true,
            Reach::Programmes(own) => {
                programme.is_some_and(|programme| own.iter().any(|one| one == programme))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::principal::Grant;

    fn person(role: Role, programme: Option<&str>) -> Principal {
        Principal {
            user: "u".into(),
            session: "s".into(),
            name: String::new(),
            email: String::new(),
            grants: vec![Grant {
                membership: "m".into(),
                role,
                programme: programme.map(str::to_owned),
                partner: None,
                partner_role: None,
            }],
            collaborations: Vec::new(),
        }
    }

    #[test]
    fn a_coordinator_gives_every_role_but_admin_and_only_in_the_own_programme() {
        let coordinator = person(Role::Coordinator, Some("soissons"));
        for role in Role::ALL {
            assert_eq!(given_by(&coordinator, role, Some("soissons")), role != Role::Admin, "{role:?}");
            assert!(!given_by(&coordinator, role, Some("laon")), "{role:?}");
            assert!(!given_by(&coordinator, role, None), "{role:?}");
        }
    }

    #[test]
    fn only_admins_and_coordinators_give_roles() {
        for role in [Role::Carrier, Role::Reviewer, Role::Partner, Role::Observer] {
            assert!(!given_by(&person(role, Some("soissons")), Role::Observer, Some("soissons")), "{role:?}");
        }
        assert!(given_by(&person(Role::Admin, None), Role::Admin, None));
    }

    #[test]
    fn an_admin_has_no_programme() {
        let programme = Reference::from("soissons");
        let asked = |programme| Asked { role: Role::Admin, programme, partner: None, partner_role: None };
        let find = |giver: &Principal, programme| Seat::find(&Catalogue::default(), giver, asked(programme));
        let admin = person(Role::Admin, None);
        assert!(find(&admin, None).is_ok());
        assert!(matches!(find(&admin, Some(&programme)), Err(NoSeat::Wrong(_))));
        let coordinator = person(Role::Coordinator, Some("soissons"));
        assert_eq!(find(&coordinator, None), Err(NoSeat::NotTheirs));
    }
}
