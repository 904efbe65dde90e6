//! What the address says after `?`: filters and cursors live there, so that a list can be bookmarked and sent.

use super::link::query_string;
use crate::routes::Route;
use yew::prelude::*;
use yew_router::{navigator::Navigator, prelude::*};

/// The query of the current address.
#[derive(Clone, PartialEq)]
pub struct UrlQuery {
    pairs: Vec<(String, String)>,
    route: Route,
    navigator: Option<Navigator>,
}

impl UrlQuery {
    /// The value of a parameter, when it is there and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
            .filter(|v| !v.is_empty())
    }

    /// The same as an owned text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// The encoded query with some parameters changed; an empty value removes one.
    pub fn with(&self, changes: &[(&str, &str)]) -> String {
        let kept = self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let kept = kept.filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        query_string(kept.chain(changes.iter().copied()))
    }

    /// Goes to this very page with another query, as a new step of the history.
    pub fn go(&self, query: &str) {
        if let Some(navigator) = &self.navigator {
            super::link::go(navigator, &self.route, Some(query));
        }
    }

    /// The page one is on.
    pub fn route(&self) -> &Route {
        &self.route
    }
}

/// The query of the current address; the component renders again when it changes.
#[hook]
pub fn use_url_query() -> UrlQuery {
    let navigator = use_navigator();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let pairs = use_location()
        .and_then(|location| location.query::<Vec<(String, String)>>().ok())
        .unwrap_or_default();
    UrlQuery { pairs, route, navigator }
}
