//! Exports for spreadsheets.

use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

/// What an export is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportFilter {
    /// Id or slug of a call.
    #[param(example = "2026")]
    pub call: Option<String>,
    /// Id or slug of a programme.
    #[param(example = "soissons")]
    pub programme: Option<String>,
}

/// Which reviews are exported: those of one call, whose criteria are the columns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReviewExportFilter {
    /// Id or slug of the call; it must be there.
    #[param(example = "2026")]
    pub call: Option<String>,
}
