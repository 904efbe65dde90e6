//! Pages of lists.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Send it back as `?cursor=` to get the next page; null on the last one.
    pub next: Option<String>,
    /// How many items the whole list has for this reader and these filters.
    pub total: i64,
}

/// What every list takes.
#[derive(Debug, Clone, Default, Deserialize, Serialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Items a page, 1 to 100 (default 20).
    #[param(minimum = 1, maximum = 100, example = 20)]
    pub limit: Option<u32>,
    /// Where the page starts: `next` of the page before. Opaque.
    pub cursor: Option<String>,
    /// Fields to sort by, `-` before a field for descending.
    pub sort: Option<String>,
    /// Search text: case and accents are ignored.
    #[param(max_length = 200)]
    pub q: Option<String>,
}

/// What a list takes whose words cannot be searched.
#[derive(Debug, Clone, Default, Deserialize, Serialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SliceQuery {
    /// Items a page, 1 to 100 (default 20).
    #[param(minimum = 1, maximum = 100, example = 20)]
    pub limit: Option<u32>,
    /// Where the page starts: `next` of the page before. Opaque.
    pub cursor: Option<String>,
    /// Fields to sort by, `-` before a field for descending.
    pub sort: Option<String>,
}

impl From<SliceQuery> for PageQuery {
    fn from(SliceQuery { limit, cursor, sort }: SliceQuery) -> Self {
        Self { limit, cursor, sort, q: None }
    }
}

/// What a list takes that comes whole, as a file.
#[derive(Debug, Clone, Default, Deserialize, Serialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WholeListQuery {
    /// Fields to sort by, `-` before a field for descending.
    pub sort: Option<String>,
    /// Search text: case and accents are ignored.
    #[param(max_length = 200)]
    pub q: Option<String>,
}

impl From<WholeListQuery> for PageQuery {
    fn from(WholeListQuery { sort, q }: WholeListQuery) -> Self {
        Self { limit: None, cursor: None, sort, q }
    }
}
